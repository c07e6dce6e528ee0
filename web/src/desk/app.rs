//! The root: who is in, which page, which language.

use super::components::{notice::Loading, shell::Shell};
use super::handle::Handle;
use super::hooks::use_page_change;
use super::pages::{children, choose_pin, devices, results, set_up, sign_in, today};
use super::route::{Page, Route};
use super::state::{Action, Desk, Stage};
use super::{browser, text};
use crate::platform::{page, tab};
use crate::shared::text::Lang;
use yew::prelude::*;

/// The desk.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| {
        Desk::new(
            Route::parse(&browser::path()),
            tab::language().unwrap_or_default(),
        )
    });
    let desk = Handle::from(state);

    use_effect_with(desk.lang, |lang| {
        page::set_language(lang.tag());
        tab::keep_language(*lang);
    });
    {
        let desk = desk.clone();
        use_effect_with((), move |()| {
            if desk.stage == Stage::Starting {
                desk.start();
            }
            let visit = desk.on(|()| Action::Visit(Route::parse(&browser::path())));
            let listener = page::on_window("popstate", move || visit.emit(()));
            move || drop(listener)
        });
    }
    // A used set-up link and a bare /desk both give way to the page that is shown.
    let is_working = matches!(desk.stage, Stage::Working(_));
    {
        let path = desk.page.path();
        use_effect_with(is_working, move |is_working| {
            if *is_working && browser::path() != path {
                browser::show_path(path, true);
            }
        });
    }

    let view = match &desk.stage {
        Stage::Starting => html! { <Starting /> },
        Stage::SettingUp(token) => html! { <set_up::SetUp token={token.clone()} /> },
        Stage::SignedOut(notice) => html! { <sign_in::SignIn notice={*notice} /> },
        Stage::ChoosingPin(session) => {
            html! { <choose_pin::ChoosePin session={session.clone()} /> }
        }
        Stage::Working(session) => html! {
            <Shell session={session.clone()}>
                { match desk.page {
                    Page::Today => html! { <today::Today /> },
                    Page::Results => html! { <results::Results /> },
                    Page::Children => html! { <children::Children /> },
                    Page::Devices => html! { <devices::Devices /> },
                } }
            </Shell>
        },
    };
    html! { <ContextProvider<Handle> context={desk}>{ view }</ContextProvider<Handle>> }
}

#[component]
fn Starting() -> Html {
    use_page_change((), text::CONSOLE.get(Lang::Zh));
    html! { <main class="entry"><Loading /></main> }
}
