//! Names that differ only as people write them.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::head::is_zero_width;

/// A name without what people change unthinkingly: lower case, composed letters, no spaces at the ends and one inside;
/// of an IBAN, none inside.
///
/// Two names with the same folded form are one account with `--names fold`, and a doubt without.
pub(super) fn folded(name: &str) -> String {
    let plain: String = if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        let seen = name.chars().filter(|&sign| !is_zero_width(sign));
        seen.nfkc().flat_map(char::to_lowercase).nfc().collect()
    };
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.concat();
    if is_iban(&joined) { joined } else { words.join(" ") }
}

/// A name in which spaces and signs that look like nothing, or like others, are spelt out.
pub(super) fn seen(name: &str) -> String {
    let is_odd = |sign: char| (sign.is_whitespace() && sign != ' ') || is_zero_width(sign) || is_combining_mark(sign);
    let sign = |sign: char| if is_odd(sign) { format!("<U+{:04X}>", u32::from(sign)) } else { sign.to_string() };
    name.chars().map(sign).collect()
}

/// Two letters, two digits and eleven to thirty signs, as the account numbers of ISO 13616; in lower case.
fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_lowercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        && remainder(bytes) == 1
}

/// Of an IBAN, its number modulo 97: the first four signs moved to the end, letters as 10 to 35.
fn remainder(bytes: &[u8]) -> u32 {
    let moved = bytes[4..].iter().chain(&bytes[..4]);
    moved.fold(0, |sum, &byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
        _ => (sum * 100 + u32::from(byte - b'a') + 10) % 97,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_change_unthinkingly_is_gone() {
        assert_eq!(folded("  ACME  Ltd\u{a0}"), "acme ltd");
        assert_eq!(folded("DE89 3704 0044 0532 0130 00"), folded("de89370400440532013000"));
        assert_ne!(folded("AB12 3456 7890 1234"), folded("AB1234567890 1234"), "no IBAN: its check digits are wrong");
        assert_eq!(folded("Cafe\u{301}"), folded("CAFÉ"));
        assert_eq!(folded("a\u{200b}b"), "ab");
        assert_ne!(folded("C"), folded("C++"));
    }
}
