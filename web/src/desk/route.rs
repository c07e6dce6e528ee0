//! The desk's few addresses. Nothing about a child ever stands in one.

/// A page of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// 今天
    #[default]
    Today,
    /// 结果
    Results,
    /// 儿童
    Children,
    /// 平板
    Devices,
}

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// A page, behind the sign-in.
    Page(Page),
    /// The one-time set-up link with its token.
    Setup(String),
}

impl Page {
    /// In the order of the rail.
    pub const ALL: [Self; 4] = [Self::Today, Self::Results, Self::Children, Self::Devices];

    /// Its path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Today => "/desk/today",
            Self::Results => "/desk/results",
            Self::Children => "/desk/children",
            Self::Devices => "/desk/devices",
        }
    }
}

impl Route {
    /// Reads a path. An unknown one leads to today's page.
    pub fn parse(path: &str) -> Self {
        if let Some(token) = path.strip_prefix("/desk/setup/") {
            return Self::Setup(token.trim_end_matches('/').to_owned());
        }
        let path = path.trim_end_matches('/');
        Self::Page(
            Page::ALL
                .into_iter()
                .find(|page| page.path() == path)
                .unwrap_or_default(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for page in Page::ALL {
            assert_eq!(Route::parse(page.path()), Route::Page(page));
        }
        assert_eq!(Route::parse("/desk"), Route::Page(Page::Today));
        assert_eq!(Route::parse("/desk/"), Route::Page(Page::Today));
        assert_eq!(Route::parse("/desk/elsewhere"), Route::Page(Page::Today));
        assert_eq!(
            Route::parse("/desk/setup/aB-3_x"),
            Route::Setup("aB-3_x".to_owned())
        );
    }
}
