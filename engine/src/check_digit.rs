//! ISO 7064 MOD 97-10 check digits for child codes.
//!
//! The system catches every single wrong digit and every swap of two neighbours, the two slips people
//! make when they copy a number (ISO/IEC 7064:2003).

/// The two check digits that make `payload` (decimal digits) a valid code; `None` if it holds anything else.
///
/// ```
/// assert_eq!(engine::check_digit::compute("794"), Some(['4', '4']));
/// ```
pub fn compute(payload: &str) -> Option<[char; 2]> {
    let remainder = remainder(payload)? * 100 % 97;
    let check = (98 - remainder) % 97;
    Some([digit(check / 10), digit(check % 10)])
}

/// Whether `code` (payload and two check digits) is intact.
pub fn is_valid(code: &str) -> bool {
    code.len() > 2 && remainder(code) == Some(1)
}

fn remainder(digits: &str) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits
        .chars()
        .try_fold(0, |rest, c| Some((rest * 10 + c.to_digit(10)?) % 97))
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn iso_7064_example() {
        assert_eq!(compute("794"), Some(['4', '4']));
        assert!(is_valid("79444"));
    }

    proptest! {
        #[test]
        fn every_single_wrong_digit_is_caught(payload in "[0-9]{8}", at in 0usize..10, by in 1u32..10) {
            let check = compute(&payload).unwrap();
            let code: String = payload.chars().chain(check).collect();
            prop_assert!(is_valid(&code));
            let wrong: String = code.chars().enumerate().map(|(i, c)| {
                if i == at { char::from_digit((c.to_digit(10).unwrap() + by) % 10, 10).unwrap() } else { c }
            }).collect();
            prop_assert!(!is_valid(&wrong));
        }

        #[test]
        fn every_swap_of_neighbours_is_caught(payload in "[0-9]{8}", at in 0usize..9) {
            let check = compute(&payload).unwrap();
            let code: Vec<char> = payload.chars().chain(check).collect();
            let mut swapped = code.clone();
            swapped.swap(at, at + 1);
            prop_assume!(swapped != code);
            prop_assert!(!is_valid(&swapped.into_iter().collect::<String>()));
        }
    }
}
