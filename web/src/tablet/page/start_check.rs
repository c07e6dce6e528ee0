//! Gates before a sitting: code, age, consent, licence, language. Pure; the form shows what they say.

use crate::shared::text::{Lang, Text, text};
use crate::tablet::model::{Device, wording_for};
use engine::battery::Battery;
use engine::wire::{ChildCode, ConsentBasis};

/// Under this age only a guardian can consent.
const CONSENT_AGE: u8 = 14;
/// From this age on it is no child any more.
const ADULT_AGE: u8 = 18;

const CODE_EMPTY: Text = text("请输入或选择儿童编号。", "Type or choose the child's code.");
const CODE_SHORT: Text = text(
    "编号应有 10 位数字，现在是 {n} 位。请对照编号单补全。",
    "A code has 10 digits, this has {n}. Complete it from the list.",
);
const CODE_LETTERS: Text = text(
    "编号只含数字，请去掉其他字符。",
    "A code has digits only. Remove everything else.",
);
const CODE_WRONG: Text = text(
    "编号对不上：末两位是校验码，说明有一位抄错，或相邻两位对调了。请对照编号单重新核对。",
    "This code does not add up: its last two digits are a check, so one digit is wrong or two neighbours are swapped. Compare it with the list again.",
);
const AGE_EMPTY: Text = text("请输入周岁年龄。", "Type the age in whole years.");
const AGE_RANGE: Text = text(
    "年龄应在 3 到 20 之间。",
    "The age should lie between 3 and 20.",
);

/// Reads a child's code; spaces and dashes are forgiven.
pub fn child_code(typed: &str, lang: Lang) -> Result<ChildCode, String> {
    let digits: String = typed
        .chars()
        .filter(|it| !matches!(it, ' ' | '-' | '\u{a0}' | '　'))
        .collect();
    if digits.is_empty() {
        return Err(CODE_EMPTY.get(lang).to_owned());
    }
    if !digits.bytes().all(|it| it.is_ascii_digit()) {
        return Err(CODE_LETTERS.get(lang).to_owned());
    }
    if digits.len() != 10 {
        return Err(CODE_SHORT.fill(lang, &[("n", &digits.len().to_string())]));
    }
    ChildCode::parse(&digits).map_err(|_| CODE_WRONG.get(lang).to_owned())
}

/// Reads an age in whole years.
pub fn age(typed: &str) -> Result<u8, Text> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(AGE_EMPTY);
    }
    match typed.parse() {
        Ok(age @ 3..=20) => Ok(age),
        _ => Err(AGE_RANGE),
    }
}

/// The grounds that hold at this age. An emergency needs two members of staff and is not offered yet.
pub fn consents(age: Option<u8>) -> Vec<ConsentBasis> {
    let mut bases = vec![ConsentBasis::Guardian];
    if age.is_some_and(|it| (CONSENT_AGE..ADULT_AGE).contains(&it)) {
        bases.push(ConsentBasis::YoungPerson);
    }
    bases.push(ConsentBasis::ActingGuardian);
    bases
}

/// Why a battery cannot be given, or whether it is a trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Every wording was approved.
    Live,
    /// Some wording was not compared yet.
    Trial,
    /// What stands against it, and what lifts that; one line an instrument.
    Blocked(Vec<String>),
}

const LICENCE: Text = text(
    "{name}：许可条件尚未声明（{gate}）。由系统管理员在服务器配置中声明后即可使用。",
    "{name}: its licence condition is not stated ({gate}). The operator lifts this by stating it in the server's configuration.",
);
const WORDING: Text = text(
    "{name}：没有可以给儿童看的文字版本。需要有专人核对并批准译文。",
    "{name}: there is no wording that a child may be shown. A named person must compare and approve one.",
);
const ABSENT: Text = text(
    "{name}：这台平板上没有这个量表。联网后会自动更新。",
    "{name}: this tablet does not have this instrument. It is fetched with the next contact.",
);
const AGE_GATE: Text = text(
    "{name}：只适用于 {min}–{max} 岁。",
    "{name}: for ages {min} to {max} only.",
);

/// Whether a battery may be given in this language at this age.
pub fn standing(device: &Device, battery: &Battery, age: u8, lang: Lang) -> Standing {
    let mut against = Vec::new();
    let mut is_trial = false;
    for id in &battery.steps {
        let Some(compiled) = device.library().instrument(id.as_str()) else {
            against.push(ABSENT.fill(lang, &[("name", id.as_str())]));
            continue;
        };
        let shown = wording_for(compiled, lang);
        let name = shown.map_or(id.as_str(), |(it, _)| it.wording.title.as_str());
        let instrument = &compiled.instrument;
        if let Some(gate) = &compiled.blocked {
            let gate = gate.rsplit(':').next().unwrap_or(gate);
            against.push(LICENCE.fill(lang, &[("name", name), ("gate", gate_name(gate, lang))]));
        }
        if !(instrument.age_min..=instrument.age_max).contains(&age) {
            let (min, max) = (
                instrument.age_min.to_string(),
                instrument.age_max.to_string(),
            );
            against.push(AGE_GATE.fill(lang, &[("name", name), ("min", &min), ("max", &max)]));
        }
        match shown {
            None => against.push(WORDING.fill(lang, &[("name", name)])),
            Some((it, _)) => is_trial |= it.wording.is_trial(),
        }
    }
    match (against.is_empty(), is_trial) {
        (false, _) => Standing::Blocked(against),
        (true, true) => Standing::Trial,
        (true, false) => Standing::Live,
    }
}

fn gate_name(gate: &str, lang: Lang) -> &str {
    match gate {
        "noncommercial" => text("非商业使用", "non-commercial use").get(lang),
        "no-modification" => text("不得修改", "no modification").get(lang),
        "deployment-conditions" => text("部署条件", "deployment conditions").get(lang),
        "restricted" => text("需权利人授权", "licence holder only").get(lang),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_forgiven_its_spaces_and_nothing_else() {
        let code = ChildCode::from_payload(12_345_678).unwrap();
        let text = code.as_str();
        let spaced = format!("{} {} {}", &text[..4], &text[4..8], &text[8..]);
        assert_eq!(child_code(&spaced, Lang::Zh), Ok(code.clone()));
        let last = text.chars().last().unwrap().to_digit(10).unwrap();
        let wrong = format!("{}{}", &text[..9], (last + 1) % 10);
        for typed in ["", "123", "12345678ab", wrong.as_str()] {
            assert!(child_code(typed, Lang::En).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_child_under_14_cannot_consent() {
        let offered = |age| consents(Some(age)).contains(&ConsentBasis::YoungPerson);
        assert!(!offered(13));
        assert!(offered(14));
        assert!(offered(17));
        assert!(!offered(18));
        assert!(!consents(None).contains(&ConsentBasis::YoungPerson));
    }

    #[test]
    fn an_emergency_is_not_offered() {
        for age in 3..=20 {
            assert!(!consents(Some(age)).contains(&ConsentBasis::Emergency));
        }
    }
}
