//! The tablet app's entry.

use web::platform::page;
use web::tablet::app::App;

fn main() {
    // The message of a panic could quote an answer: it is not written anywhere. The page says what to do;
    // answers given so far are on the tablet, encrypted.
    yew::set_custom_panic_hook(Box::new(|_| page::show_fault()));
    let root = page::root();
    match root {
        Some(root) => {
            yew::Renderer::<App>::with_root(root).render();
        }
        None => page::show_fault(),
    }
}
