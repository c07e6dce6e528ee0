//! A labelled text field. Uncontrolled: rendering never touches what is being typed, so input methods work.

use yew::prelude::*;

/// Properties of [`Field`].
#[derive(PartialEq, Properties)]
pub struct FieldProps {
    /// Element id; also ties label, hint and error to the field.
    pub id: AttrValue,
    /// Name for the browser tests.
    pub test: AttrValue,
    /// Label.
    pub label: AttrValue,
    /// Read with `node.cast::<HtmlInputElement>()` when it is needed.
    pub node: NodeRef,
    /// Help below the label.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Why the content is refused.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// `type`
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// `autocomplete`
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// `inputmode`
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Told of every change.
    #[prop_or_default]
    pub oninput: Callback<InputEvent>,
    /// Shown under the field.
    #[prop_or_default]
    pub children: Html,
}

/// A labelled text field.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let hint_id = format!("{}-hint", props.id);
    let error_id = format!("{}-error", props.id);
    let described_by = [
        props.hint.as_ref().map(|_| &hint_id),
        props.error.as_ref().map(|_| &error_id),
    ];
    let described_by: Vec<&str> = described_by
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    html! {
        <div class={classes!("field", props.error.is_some().then_some("field-wrong"))}>
            <label for={props.id.clone()}>{ props.label.clone() }</label>
            if let Some(hint) = &props.hint {
                <p class="field-hint" id={hint_id.clone()}>{ hint.clone() }</p>
            }
            <input id={props.id.clone()} ref={props.node.clone()} type={props.kind.clone()}
                autocomplete={props.autocomplete.clone()} inputmode={props.inputmode.clone()}
                autocapitalize="off" spellcheck="false" maxlength="120"
                aria-invalid={props.error.is_some().to_string()} aria-describedby={described_by.join(" ")}
                oninput={props.oninput.clone()} data-test={props.test.clone()} />
            { props.children.clone() }
            if let Some(error) = &props.error {
                <p class="error-line" id={error_id.clone()} data-test="error-message">{ error.clone() }</p>
            }
        </div>
    }
}

/// What stands in the field.
pub fn value_of(node: &NodeRef) -> String {
    node.cast::<web_sys::HtmlInputElement>()
        .map(|it| it.value())
        .unwrap_or_default()
}
