//! What makes a PIN or a password too easy. The PIN wraps the private key that opens results on a
//! tablet, so a stolen tablet is exactly as strong as the PIN.

/// Digits a PIN has at least.
pub const PIN_DIGITS: usize = 6;
/// Characters a password has at least.
pub const PASSWORD_CHARS: usize = 10;

/// Why a PIN is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinFault {
    /// Fewer than [`PIN_DIGITS`].
    Short,
    /// Something else than digits.
    NotDigits,
    /// 000000, 121212, 123123.
    Repeats,
    /// 123456, 987654.
    Runs,
    /// 112233, 147258 and others that everybody tries first.
    Common,
    /// The two entries differ.
    Differs,
}

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`PASSWORD_CHARS`].
    Short,
    /// Too few different characters.
    Monotone,
    /// Only digits.
    OnlyDigits,
    /// One that everybody tries first, or built on one.
    Common,
    /// It contains the person's name.
    HasName,
    /// The two entries differ.
    Differs,
}

const COMMON_PINS: &[&str] = &[
    "112233", "332211", "147258", "258369", "147852", "159357", "357159", "520131", "5201314",
    "131452", "1314520", "789456", "456123", "123789", "102030", "112358", "314159", "110120",
];

const COMMON_PASSWORDS: &[&str] = &[
    "password",
    "qwertyuiop",
    "1234567890",
    "iloveyou",
    "woaini",
    "admin12345",
    "abcdefghij",
];

/// Judges a PIN and its repetition.
pub fn judge_pin(pin: &str, repeated: &str) -> Result<(), PinFault> {
    if !pin.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PinFault::NotDigits);
    }
    if pin.len() < PIN_DIGITS {
        return Err(PinFault::Short);
    }
    let digits = pin.as_bytes();
    if (1..=3).any(|period| digits.iter().skip(period).zip(digits).all(|(a, b)| a == b)) {
        return Err(PinFault::Repeats);
    }
    // Each digit is the one before, plus or minus one; after 9 comes 0.
    let runs = |step: u8| {
        digits
            .windows(2)
            .all(|pair| (pair[0] - b'0' + step) % 10 == pair[1] - b'0')
    };
    if runs(1) || runs(9) {
        return Err(PinFault::Runs);
    }
    let n_distinct = (b'0'..=b'9').filter(|digit| digits.contains(digit)).count();
    if n_distinct < 3 || COMMON_PINS.contains(&pin) {
        return Err(PinFault::Common);
    }
    if pin == repeated {
        Ok(())
    } else {
        Err(PinFault::Differs)
    }
}

/// Judges a password and its repetition for the person of that name.
pub fn judge_password(password: &str, repeated: &str, name: &str) -> Result<(), PasswordFault> {
    if password.chars().count() < PASSWORD_CHARS {
        return Err(PasswordFault::Short);
    }
    let mut distinct: Vec<char> = password.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 5 {
        return Err(PasswordFault::Monotone);
    }
    let lower = password.to_lowercase();
    if COMMON_PASSWORDS
        .iter()
        .any(|common| lower.starts_with(common))
    {
        return Err(PasswordFault::Common);
    }
    if password.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PasswordFault::OnlyDigits);
    }
    let name = name.trim().to_lowercase();
    if 2 <= name.chars().count() && lower.contains(&name) {
        return Err(PasswordFault::HasName);
    }
    if password == repeated {
        Ok(())
    } else {
        Err(PasswordFault::Differs)
    }
}

/// 0 to 4: how far a password is from refusal; only drawn beside the field, never a gate.
pub fn password_strength(password: &str, name: &str) -> u8 {
    match judge_password(password, password, name) {
        Err(PasswordFault::Short) if password.is_empty() => 0,
        Err(_) => 1,
        Ok(()) => {
            let n_chars = password.chars().count();
            let has_mixture = [
                password.chars().any(char::is_lowercase),
                password.chars().any(char::is_uppercase),
                password.chars().any(|c| c.is_ascii_digit()),
                password
                    .chars()
                    .any(|c| !c.is_alphanumeric() || '\u{2e80}' <= c),
            ];
            let n_kinds = has_mixture.into_iter().filter(|it| *it).count();
            if 16 <= n_chars || (13 <= n_chars && 3 <= n_kinds) {
                4
            } else if 12 <= n_chars || 3 <= n_kinds {
                3
            } else {
                2
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_pin(pin: &str, expect: Result<(), PinFault>) {
        assert_eq!(judge_pin(pin, pin), expect, "{pin}");
    }

    #[test]
    fn pins() {
        for weak in ["000000", "999999", "121212", "123123", "12121212"] {
            check_pin(weak, Err(PinFault::Repeats));
        }
        for weak in ["123456", "654321", "345678", "890123", "210987", "12345678"] {
            check_pin(weak, Err(PinFault::Runs));
        }
        for weak in ["112233", "147258", "5201314", "112212"] {
            check_pin(weak, Err(PinFault::Common));
        }
        check_pin("12345", Err(PinFault::Short));
        check_pin("", Err(PinFault::Short));
        check_pin("12345a", Err(PinFault::NotDigits));
        for good in ["271828", "402917", "83519264"] {
            check_pin(good, Ok(()));
        }
        assert_eq!(judge_pin("402917", "402918"), Err(PinFault::Differs));
    }

    #[track_caller]
    fn check_password(password: &str, expect: Result<(), PasswordFault>) {
        assert_eq!(
            judge_password(password, password, "李老师"),
            expect,
            "{password}"
        );
    }

    #[test]
    fn passwords() {
        check_password("kurz", Err(PasswordFault::Short));
        check_password("aaaabbbbcccc", Err(PasswordFault::Monotone));
        check_password("Password2026", Err(PasswordFault::Common));
        check_password("20261122094", Err(PasswordFault::OnlyDigits));
        check_password("李老师的教研组办公室在三楼", Err(PasswordFault::HasName));
        check_password("海棠花开在三月的操场边", Ok(()));
        check_password("lamp-rice-7-window", Ok(()));
        assert_eq!(
            judge_password("lamp-rice-7-window", "lamp-rice-7", "李老师"),
            Err(PasswordFault::Differs)
        );
    }

    #[test]
    fn strength_grows_with_length() {
        let of = |password| password_strength(password, "");
        assert_eq!(
            [
                of(""),
                of("short"),
                of("lamprice-w"),
                of("lamprice-window-7")
            ],
            [0, 1, 2, 4]
        );
    }
}
