//! Names that may well be those of one company.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::{folded::folded_name, legal};

/// The fewest letters of names in which one slip is looked for: of shorter ones, each is next to many.
const LONG: usize = 6;

/// The fewest Latin letters in which a name of another script is compared: many are written `Li`.
const LONG_ENOUGH: usize = 4;

/// A name without its legal form, its article, accents and punctuation: what is compared of names that are near.
///
/// ```
/// use roundtrip::model::PlainName;
/// let near = |one, other| PlainName::of(one).is_near(&PlainName::of(other));
/// assert!(near("Kia", "Kia Corp") && near("Samsung C&T", "Samsung C&T Corp.") && near("Nvidia", "Nvidea"));
/// assert!(!near("Ripple", "apple") && !near("B", "a") && !near("Fund I", "Fund II") && !near("C", "C++"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlainName {
    letters: String,
    /// Of a name in another script: the same in Latin letters.
    latin: Option<String>,
    /// Numbers, ordinals and single letters: what tells apart the parts of one family.
    ordinals: Vec<String>,
}

impl PlainName {
    /// What is left of a name.
    pub fn of(name: &str) -> Self {
        let folded: String = folded_name(name).nfkc().flat_map(latin).collect();
        let words = words(legal::unattached(&folded));
        let words = legal::bare(&words);
        let ordinals = words.iter().flat_map(|word| ordinals(word)).collect();
        let letters: String = words.concat();
        if letters.is_empty() {
            return Self { letters: folded, latin: None, ordinals: Vec::new() };
        }
        Self { latin: in_latin(&letters), letters, ordinals }
    }

    /// The text by which names with nothing but forms, articles, accents and punctuation between them are the same.
    pub fn letters(&self) -> &str {
        &self.letters
    }

    /// Whether two names may be one: the same letters, the same in Latin letters where one is in them and the other is
    /// not, or long ones with one slip that is in no number.
    pub fn is_near(&self, other: &Self) -> bool {
        self.letters == other.letters
            || self.latin.as_ref() == Some(&other.letters)
            || other.latin.as_ref() == Some(&self.letters)
            || self.is_slip_of(other)
    }

    fn is_slip_of(&self, other: &Self) -> bool {
        self.ordinals == other.ordinals
            && self.may_slip()
            && other.may_slip()
            && self.letters.chars().next() == other.letters.chars().next()
            && strsim::damerau_levenshtein(&self.letters, &other.letters) <= 1
    }

    /// Whether a slip can be told from another name: a letter among many, in a script of letters.
    fn may_slip(&self) -> bool {
        self.letters.chars().count() >= LONG && !self.letters.chars().any(is_ideograph)
    }

    /// Texts of which names with at most one slip between them share one: the letters, and they with one left out.
    fn traces(&self) -> BTreeSet<String> {
        let mut traces: BTreeSet<String> = [&self.letters].into_iter().chain(&self.latin).cloned().collect();
        if self.may_slip() {
            for (at, letter) in self.letters.char_indices() {
                let (before, after) = (self.letters.get(..at), self.letters.get(at + letter.len_utf8()..));
                traces.insert([before, after].into_iter().flatten().collect());
            }
        }
        traces
    }
}

/// Names among which near ones are found without comparing every pair: each is filed under the texts that one slip
/// leaves of it.
///
/// ```
/// use roundtrip::model::NameIndex;
/// let mut index = NameIndex::default();
/// index.insert("Kia Corp", 1);
/// index.insert("Oracle", 2);
/// assert_eq!(index.near("Kia"), [1]);
/// assert_eq!(index.near("Orcale"), [2]);
/// assert!(index.near("Apple").is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct NameIndex<T> {
    names: Vec<(PlainName, T)>,
    filed: BTreeMap<String, Vec<usize>>,
    with_slips: bool,
}

impl<T> Default for NameIndex<T> {
    fn default() -> Self {
        Self { names: Vec::new(), filed: BTreeMap::new(), with_slips: true }
    }
}

impl<T: Clone + Ord> NameIndex<T> {
    /// One that finds names with the same letters only, and needs a twentieth of the memory.
    pub fn without_slips() -> Self {
        Self { with_slips: false, ..Self::default() }
    }

    fn traces(&self, name: &PlainName) -> BTreeSet<String> {
        if self.with_slips { name.traces() } else { [&name.letters].into_iter().chain(&name.latin).cloned().collect() }
    }

    /// Adds a name of something; a thing may have several.
    pub fn insert(&mut self, name: &str, of: T) {
        let name = PlainName::of(name);
        for trace in self.traces(&name) {
            self.filed.entry(trace).or_default().push(self.names.len());
        }
        self.names.push((name, of));
    }

    /// Everything that has a name near to this one, in order: first what has the same letters.
    pub fn near(&self, name: &str) -> Vec<T> {
        let name = PlainName::of(name);
        let filed = self.traces(&name).into_iter().filter_map(|trace| self.filed.get(&trace)).flatten();
        let filed: BTreeSet<usize> = filed.copied().collect();
        let near = filed.into_iter().filter_map(|at| self.names.get(at)).filter(|(own, _)| own.is_near(&name));
        let mut ranked: Vec<(bool, T)> = near.map(|(own, of)| (own.letters != name.letters, of.clone())).collect();
        ranked.sort();
        let mut seen = BTreeSet::new();
        ranked.into_iter().map(|(_, of)| of).filter(|of| seen.insert(of.clone())).collect()
    }
}

/// Letters of the Latin script without their accents: `é` is `e`, `ø` is `o`. Others stay as they are.
fn latin(letter: char) -> impl Iterator<Item = char> {
    let is_accented = matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let plain = if is_accented { any_ascii::any_ascii_char(letter) } else { "" };
    let own = plain.is_empty().then_some(letter);
    plain.chars().flat_map(char::to_lowercase).chain(own)
}

/// A name of another script in Latin letters, if these are enough to tell it by: `华为` is `huawei`.
fn in_latin(letters: &str) -> Option<String> {
    if letters.is_ascii() {
        return None;
    }
    let latin: String = any_ascii::any_ascii(letters).chars().filter(char::is_ascii_alphanumeric).collect();
    let latin = latin.to_ascii_lowercase();
    (latin.len() >= LONG_ENOUGH).then_some(latin)
}

/// The words of a folded name: parted by blanks and signs, but not by points and apostrophes. `+` and `#` are said (C++, C#).
/// Single letters in a row are one word (`c&t`, `s. a.`). "And" is a sign.
fn words(folded: &str) -> Vec<String> {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '+' | '#' | '.' | '\'' | '’') || is_mark(sign);
    let is_said = |sign: &char| !matches!(sign, '.' | '\'' | '’');
    let mut words: Vec<String> = Vec::new();
    let mut was_single = false;
    for part in folded.split(|sign| !is_part(sign)) {
        let word: String = part.chars().filter(is_said).collect();
        if word.is_empty() || word == "and" {
            continue;
        }
        let is_single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        match words.last_mut() {
            Some(last) if is_single && was_single => last.push_str(&word),
            _ => words.push(word),
        }
        was_single = is_single;
    }
    words
}

/// Whether a sign belongs to the letter before it: vowels of Devanagari and Thai, accents that have no letter of their own.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign)
}

/// What in a word counts or numbers: its digits, a Roman numeral, a single letter, a number in words.
fn ordinals(word: &str) -> Vec<String> {
    const WORDS: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third",
        "fourth", "fifth", "north", "south", "east", "west", "central",
    ];
    let digits: Vec<String> =
        word.split(|sign: char| !sign.is_numeric()).filter(|digits| !digits.is_empty()).map(str::to_owned).collect();
    let is_roman = word.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    if digits.is_empty() && (is_roman || word.chars().count() == 1 || WORDS.contains(&word)) {
        return vec![word.to_owned()];
    }
    digits
}

/// Whether a letter is a word by itself.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(one: &str, other: &str) -> bool {
        PlainName::of(one).is_near(&PlainName::of(other))
    }

    #[test]
    fn forms_articles_accents_and_signs_make_no_other_company() {
        for (one, other) in [
            ("Kia", "Kia Corp"),
            ("NVIDIA Corp", "Nvidia"),
            ("Samsung C&T", "Samsung C&T Corp."),
            ("Amazon.com, Inc.", "Amazon.com"),
            ("Total S.A.", "TOTAL SA"),
            ("A.P. Møller - Mærsk A/S", "AP Moller Maersk"),
            ("Nestlé S.A.", "Nestle"),
            ("The Coca-Cola Company", "Coca Cola"),
            ("Johnson & Johnson", "Johnson and Johnson"),
            ("Moody's", "Moodys Corporation"),
            ("ПАО «Мечел»", "Мечел"),
            ("ООО Ромашка", "Ромашка"),
            ("三菱商事株式会社", "三菱商事"),
            ("株式会社日立製作所", "日立製作所"),
            ("华为技术有限公司", "华为技术"),
            ("삼성전자 주식회사", "삼성전자"),
            ("Ｎｖｉｄｉａ", "Nvidia"),
            ("Toyota Motor Co., Ltd.", "Toyota Motor"),
            ("Yahoo!", "Yahoo"),
            ("Arm Holdings plc", "ARM"),
            ("Nvidia", "Nvidea"),
            ("Orcale", "Oracle"),
            ("华为", "Huawei"),
            ("华为技术有限公司", "Huawei Jishu"),
            ("ПАО «Мечел»", "Mechel PAO"),
        ] {
            assert!(near(one, other), "{one} and {other}: {:?} {:?}", PlainName::of(one), PlainName::of(other));
        }
    }

    #[test]
    fn other_companies_are_not_near() {
        for (one, other) in [
            ("Ripple", "apple"),
            ("B", "a"),
            ("C", "C++"),
            ("Fund I", "Fund I+"),
            ("Fund I", "Fund II"),
            ("Growth Fund III", "Growth Fund II"),
            ("Unit 12", "Unit 13"),
            ("Holding 1", "Holding 2"),
            ("Series A Partners", "Series B Partners"),
            ("北京 Holdings", "上海 Holdings"),
            ("三菱商事", "三菱電機"),
            ("华为", "花卫"),
            ("李", "Li"),
            ("Meta", "Beta"),
            ("AMD", "ADM"),
            ("Inc", "Corp"),
            ("OpenAI", "Oracle"),
            ("Intel", "Inter"),
            ("Wind Park East", "Wind Park West"),
            ("Boeing", "Going"),
        ] {
            assert!(!near(one, other), "{one} and {other}: {:?} {:?}", PlainName::of(one), PlainName::of(other));
        }
    }

    #[test]
    fn a_name_is_never_empty() {
        for name in ["The", "S.A.", "???", "株式会社", "+", "ООО", "Co"] {
            assert!(!PlainName::of(name).letters().is_empty(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn nearness_has_no_direction(one in "[A-Ca-c0-2 .&+éßø华三]{1,9}( (Inc|S.A.|II|Co., Ltd))?", other in "[A-Ca-c0-2 .&+éßø华三]{1,9}") {
            prop_assert_eq!(near(&one, &other), near(&other, &one));
            prop_assert!(near(&one, &one));
        }

        /// The index finds what a comparison of every pair finds.
        #[test]
        fn the_index_misses_nothing(names in prop::collection::vec("[ab]{4,8}( Inc| 1| 2)?", 1..20), asked in "[ab]{4,8}( Inc| 1)?") {
            let mut index = NameIndex::default();
            for (at, name) in names.iter().enumerate() {
                index.insert(name, at);
            }
            let mut found = index.near(&asked);
            found.sort_unstable();
            let plain: Vec<usize> = (0..names.len()).filter(|&at| near(&names[at], &asked)).collect();
            prop_assert_eq!(found, plain);
        }
    }
}
