//! The two web apps: embedded in the binary, or read from a folder.

use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::path::PathBuf;

#[derive(RustEmbed)]
#[folder = "$XINHU_EMBEDDED_WEB/tablet"]
#[allow_missing = true]
struct Tablet;

#[derive(RustEmbed)]
#[folder = "$XINHU_EMBEDDED_WEB/desk"]
#[allow_missing = true]
struct Desk;

/// Where the files of the web apps come from.
#[derive(Debug, Clone)]
pub enum WebFiles {
    /// From the binary.
    Embedded,
    /// From a folder of the same form.
    Folder(PathBuf),
}

impl WebFiles {
    /// A file by its path, such as `tablet/index.html`.
    pub fn find(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        let (app, file) = path.split_once('/').filter(|(_, file)| is_plain(file))?;
        match (self, app) {
            (Self::Embedded, "tablet") => Tablet::get(file).map(|it| it.data),
            (Self::Embedded, "desk") => Desk::get(file).map(|it| it.data),
            (Self::Folder(folder), "tablet" | "desk") => std::fs::read(folder.join(app).join(file))
                .ok()
                .map(Cow::Owned),
            _ => None,
        }
    }
}

/// A plain name: nothing that could leave the folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

/// The content type by the end of the name.
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// What is served where the web apps were not built.
pub const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\
<title>Xinhu</title>\n<h1>Xinhu 心护</h1>\n<p>This build carries no web apps. \
<code>cargo xtask run</code> builds them and starts the server again.</p>\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cannot_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("tablet")).unwrap();
        std::fs::write(folder.path().join("tablet/index.html"), "hello").unwrap();
        std::fs::write(folder.path().join("secret"), "no").unwrap();
        let web = WebFiles::Folder(folder.path().join("tablet/.."));
        assert_eq!(
            web.find("tablet/index.html").as_deref(),
            Some(&b"hello"[..])
        );
        for path in [
            "secret",
            "../secret",
            "tablet/../secret",
            "tablet/..",
            "/etc/passwd",
            "tablet/.hidden",
            "tablet//x",
            "",
        ] {
            assert_eq!(web.find(path), None, "{path}");
        }
    }
}
