//! What makes two names one.

use unicode_normalization::UnicodeNormalization;

/// A name without what a reader does not see: composed letters (NFC), capitals as small letters, no blanks at the ends
/// and one inside.
///
/// Two names with the same folded form are one company. Nothing else is left out: a sign can be the whole difference.
///
/// ```
/// use roundtrip::model::folded_name;
/// assert_eq!(folded_name("  ACME  Ltd\u{a0}"), "acme ltd");
/// assert_eq!(folded_name("Cafe\u{301}"), folded_name("CAFÉ"));
/// assert_ne!(folded_name("C"), folded_name("C++"));
/// assert_ne!(folded_name("北京 Holdings"), folded_name("上海 Holdings"));
/// ```
pub fn folded_name(name: &str) -> String {
    if name.is_ascii() {
        let mut folded = one_blank_between(name);
        folded.make_ascii_lowercase();
        return folded;
    }
    let folded: String = name.nfc().flat_map(small).nfc().collect();
    one_blank_between(&folded)
}

fn one_blank_between(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// The small letters for a letter. They are taken of its capital, so that `ß` and `SS`, `ς` and `σ` are one; the
/// Turkish `ı` is a letter of its own.
fn small(letter: char) -> impl Iterator<Item = char> {
    let capital = (letter != 'ı').then(|| letter.to_uppercase());
    let own = capital.is_none().then_some(letter);
    own.into_iter().chain(capital.into_iter().flatten().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_every_normal_form_and_case() {
        for (one, other) in [
            ("Société Générale", "SOCIE\u{301}TE\u{301}  GE\u{301}NE\u{301}RALE"),
            ("МЕЧЕЛ", "Мечел"),
            ("Straße", "STRASSE"),
            ("ΟΔΟΣ", "οδος"),
            ("\u{1112}\u{1161}\u{11ab}\u{1112}\u{116a}", "한화"),
            ("三菱\u{3000}商事", "三菱 商事"),
        ] {
            assert_eq!(folded_name(one), folded_name(other), "{one}");
            assert_eq!(folded_name(&folded_name(one)), folded_name(one), "{one}");
        }
    }

    #[test]
    fn a_sign_or_a_letter_more_is_another_name() {
        for (one, other) in [("Fund I", "Fund I+"), ("C", "C#"), ("X²", "X2"), ("Kia", "Kia Corp"), ("ılık", "ilik")]
        {
            assert_ne!(folded_name(one), folded_name(other), "{one}");
        }
    }
}
