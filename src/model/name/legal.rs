//! Words of a name that say in which form of law a company stands, and not which company it is.

/// Forms that stand after the name, without their points: `S.A.` is `sa`.
const AFTER: &[&str] = &[
    "ab",
    "ad",
    "ag",
    "aktiebolag",
    "aktiengesellschaft",
    "ao",
    "as",
    "asa",
    "aps",
    "bhd",
    "bv",
    "bvba",
    "cjsc",
    "co",
    "coltd",
    "company",
    "corp",
    "corporation",
    "cv",
    "dac",
    "doo",
    "ehf",
    "eirl",
    "ev",
    "gk",
    "gmbh",
    "gmbhcokg",
    "hf",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "jsc",
    "kg",
    "kgaa",
    "kft",
    "kk",
    "lc",
    "limited",
    "limitada",
    "llc",
    "llp",
    "lllp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "nyrt",
    "oao",
    "ohg",
    "ojsc",
    "ooo",
    "oy",
    "oyj",
    "pao",
    "pbc",
    "pc",
    "pjsc",
    "plc",
    "pllc",
    "private",
    "proprietary",
    "psc",
    "pt",
    "pte",
    "pteltd",
    "pty",
    "ptyltd",
    "pvt",
    "sa",
    "saa",
    "sab",
    "sabdecv",
    "sae",
    "sapi",
    "sarl",
    "sas",
    "sasu",
    "sca",
    "scs",
    "sdn",
    "se",
    "sgps",
    "sl",
    "snc",
    "spa",
    "spzoo",
    "srl",
    "srlcr",
    "sro",
    "tbk",
    "ulc",
    "vof",
    "zao",
    "zrt",
];

/// Forms that stand before the name or after it, in Cyrillic.
const CYRILLIC: &[&str] = &["ооо", "оао", "пао", "зао", "ао", "нао", "тов", "ип", "тоо"];

/// Forms that are written onto the name, before or after it. A longer one comes before those that it ends in.
const ATTACHED: &[&str] = &[
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    "株式会社",
    "株式會社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "(株)",
    "(有)",
    "(同)",
    "주식회사",
    "유한회사",
    "유한책임회사",
    "(주)",
    "(유)",
    "公司",
    "شركة",
    "ش.م.ع",
    "ش.م.م",
];

/// Words that stand before a name as its article.
const ARTICLES: &[&str] = &["the", "la", "le", "les", "el", "los", "las", "il", "der", "die", "das", "de"];

/// Takes what is written onto a name off it, unless nothing would be left.
pub(super) fn unattached(name: &str) -> &str {
    let mut name = name.trim();
    while let Some(rest) = ATTACHED.iter().find_map(|form| {
        let rest = name.strip_suffix(form).or_else(|| name.strip_prefix(form))?.trim();
        (!rest.is_empty()).then_some(rest)
    }) {
        name = rest;
    }
    name
}

/// The words of a name without its legal forms and its article. A name of nothing else keeps its last one.
pub(super) fn bare(words: &[String]) -> &[String] {
    let mut words = words;
    while let [first, rest @ ..] = words
        && !rest.is_empty()
        && (CYRILLIC.contains(&first.as_str()) || ARTICLES.contains(&first.as_str()))
    {
        words = rest;
    }
    while let [rest @ .., last] = words
        && !rest.is_empty()
        && (AFTER.contains(&last.as_str()) || CYRILLIC.contains(&last.as_str()) || last == "the")
    {
        words = rest;
    }
    words
}

/// Whether a text is nothing but a form that stands after a name: `Inc.`, `S.A.`.
///
/// ```
/// assert!(roundtrip::model::is_legal_form("Inc."));
/// assert!(!roundtrip::model::is_legal_form("Bolt"));
/// ```
pub fn is_legal_form(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    AFTER.contains(&bare.as_str())
}
