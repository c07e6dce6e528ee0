//! Reading aloud by the device's own voice, where it has one.

use wasm_bindgen::JsValue;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

fn voice() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    // Some engines have none, and calling what is missing would end the app.
    let has_voice = js_sys::Reflect::has(&window, &JsValue::from_str("speechSynthesis"));
    has_voice.ok()?.then(|| window.speech_synthesis().ok())?
}

/// Whether anything can be read aloud here.
pub fn can_speak() -> bool {
    voice().is_some()
}

/// Reads `text` aloud instead of whatever is being read.
pub fn speak(text: &str, language: &str) {
    if let Some(voice) = voice()
        && let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(text)
    {
        utterance.set_lang(language);
        voice.cancel();
        voice.speak(&utterance);
    }
}

/// Falls silent.
pub fn hush() {
    if let Some(voice) = voice() {
        voice.cancel();
    }
}
