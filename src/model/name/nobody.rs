//! Names that name nobody.

use super::folded::folded_name;

/// Words that stand alone for a party that is not named.
const ALONE: &[&str] = &[
    "undisclosed",
    "unknown",
    "unnamed",
    "unspecified",
    "unidentified",
    "anonymous",
    "various",
    "several",
    "multiple",
    "others",
    "other",
    "misc",
    "miscellaneous",
    "confidential",
    "tba",
    "tbc",
    "tbd",
    "n/a",
    "n.a.",
    "n/d",
    "n.d.",
    "nan",
    "null",
    "none",
    "nil",
    "undefined",
    "unbekannt",
    "ungenannt",
    "diverse",
    "verschiedene",
    "sonstige",
    "inconnu",
    "divers",
    "autres",
    "desconocido",
    "varios",
    "otros",
    "desconhecido",
    "sconosciuto",
    "altri",
];

/// Words that say the same of several parties: `existing investors`.
const DESCRIBED: &[&str] = &[
    "existing",
    "additional",
    "remaining",
    "certain",
    "new",
    "private",
    "individual",
    "angel",
    "andere",
    "weitere",
    "third",
];

/// Words for one party. With a word of [`ALONE`] they name nobody.
const PARTY: &[&str] = &[
    "investor",
    "party",
    "counterparty",
    "buyer",
    "seller",
    "customer",
    "client",
    "supplier",
    "vendor",
    "lender",
    "company",
    "fund",
    "shareholder",
    "backer",
    "individual",
    "entity",
    "payer",
    "payee",
    "recipient",
    "purchaser",
    "person",
];

/// Words for several.
const PARTIES: &[&str] = &[
    "investors",
    "parties",
    "counterparties",
    "buyers",
    "sellers",
    "customers",
    "clients",
    "suppliers",
    "vendors",
    "lenders",
    "companies",
    "funds",
    "shareholders",
    "backers",
    "individuals",
    "entities",
    "payers",
    "payees",
    "recipients",
    "purchasers",
    "persons",
    "investoren",
    "investisseurs",
    "inversores",
    "investidores",
    "investitori",
];

/// What is said in several words, in other scripts, or by programs.
const WHOLE: &[&str] = &[
    "third party",
    "-",
    "--",
    "—",
    "–",
    "?",
    "??",
    "???",
    "...",
    "…",
    "#n/a",
    "#ref!",
    "#value!",
    "#name?",
    "#null!",
    "(null)",
    "<null>",
    "<na>",
    "\\n",
    "(blank)",
    "na",
    "not available",
    "not disclosed",
    "not known",
    "not named",
    "not specified",
    "not stated",
    "to be announced",
    "to be confirmed",
    "to be determined",
    "name withheld",
    "withheld",
    "nobody",
    "nicht bekannt",
    "k. a.",
    "k.a.",
    "non divulgué",
    "non communiqué",
    "no divulgado",
    "no revelado",
    "não divulgado",
    "não informado",
    "non divulgato",
    "не раскрывается",
    "не раскрыт",
    "не раскрыто",
    "не указан",
    "не указано",
    "неизвестно",
    "неизвестен",
    "прочие",
    "прочие инвесторы",
    "другие инвесторы",
    "нет данных",
    "н/д",
    "未披露",
    "未公开",
    "不详",
    "未知",
    "其他",
    "其他投资者",
    "その他",
    "不明",
    "非公開",
    "未公開",
    "非開示",
    "其他投资人",
    "其他投資者",
    "未公布",
    "未透露",
    "비공개",
    "미공개",
    "미상",
    "기타",
    "غير معلن",
    "غير معروف",
    "مجهول",
];

/// Whether a name is what people write where a party is not named: `Undisclosed`, `various`, `other investors`, `N/A`,
/// `未披露`. A company that is only called like it has more in its name, or a register gives it an alias.
///
/// ```
/// use roundtrip::model::is_nobody;
/// assert!(["Undisclosed", "other investors", "N/A", "Undisclosed buyer(s)", "未披露"].into_iter().all(is_nobody));
/// assert!(!["Unknown Worlds", "Other Ocean", "Public investors", "Various Ltd"].into_iter().any(is_nobody));
/// ```
pub fn is_nobody(name: &str) -> bool {
    let folded = folded_name(name);
    let unwrapped = [('(', ')'), ('[', ']'), ('<', '>'), ('"', '"')]
        .into_iter()
        .find_map(|(open, close)| folded.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(&folded);
    if [folded.as_str(), unwrapped].iter().any(|name| name.is_empty() || WHOLE.contains(name)) {
        return true;
    }
    let (mut alone, mut described, mut parties) = (false, false, false);
    for word in unwrapped.split([' ', '_', ',', '&', '-']) {
        match word {
            "" | "and" | "the" | "of" | "(paid)" => (),
            _ if ALONE.contains(&word) => alone = true,
            _ if DESCRIBED.contains(&word) => described = true,
            _ if PARTIES.contains(&word) => parties = true,
            _ if PARTY.contains(&word.strip_suffix("(s)").unwrap_or(word)) => parties |= word.ends_with(')'),
            _ => return false,
        }
    }
    alone || (described && parties)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_for_nobody() {
        for name in [
            "Undisclosed",
            "UNDISCLOSED",
            "(undisclosed)",
            "Undisclosed investors",
            "undisclosed buyer(s)",
            "various",
            "Various investors",
            "other investors",
            "Others",
            "Existing investors",
            "N/A",
            "n/a",
            "#N/A",
            "unknown",
            "Unknown party",
            "-",
            "?",
            "",
            " ",
            "TBD",
            "not disclosed",
            "Undisclosed third party",
            "angel investors",
            "Andere Investoren",
            "autres investisseurs",
            "otros inversores",
            "не раскрывается",
            "未披露",
            "その他",
            "비공개",
            "[unknown]",
        ] {
            assert!(is_nobody(name), "{name}");
        }
    }

    #[test]
    fn companies_that_sound_like_it_are_somebody() {
        for name in [
            "Unknown Worlds",
            "Various Ltd",
            "Other Ocean",
            "Public investors",
            "Bond investors",
            "Investor AB",
            "Investor",
            "Fund",
            "Vendor",
            "Existing",
            "New Company",
            "Certain",
            "C",
            "华为",
            "Anonymous Content",
            "Nullsoft",
            "Third Point",
            "None of Your Business GmbH",
            "Multiple Sclerosis Fund",
            "Customers Bank",
            "Individual",
        ] {
            assert!(!is_nobody(name), "{name}");
        }
    }
}
