//! Kinds, statuses and the like in the words of other tables → the words of the register.

use crate::{
    load::Reading,
    model::{EntityKind, Kind, Mark, Status},
};

/// What a word of a table is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    /// Our word, or theirs as it stands if nothing is known of it.
    pub(super) ours: String,
    /// Whether it is another word than theirs, and nobody said so.
    pub(super) guessed: bool,
}

/// Kinds: ours, and the words that stand for it. A family stands for the kind of it that says least.
const KINDS: [(Kind, &[&str]); 17] = [
    (
        Kind::Equity,
        &[
            "investment",
            "invests",
            "invests-in",
            "invested",
            "invest",
            "equity-investment",
            "equity-stake",
            "stake",
            "shares",
            "share-purchase",
            "stock",
            "funding",
            "funding-round",
            "fundraising",
            "private-placement",
            "venture",
            "venture-round",
            "vc",
            "seed",
            "pre-seed",
            "angel",
            "series-a",
            "series-b",
            "series-c",
            "series-d",
            "series-e",
            "series-f",
            "series-g",
            "series-h",
            "private-equity",
            "growth",
            "ipo",
            "pipe",
            "equity-round",
            "corporate-round",
            "capital",
            "capital-increase",
            "later-stage-vc",
            "early-stage-vc",
            "seed-round",
            "corporate",
            "pe-growth/expansion",
            "angel-(individual)",
            "venture-series-unknown",
        ],
    ),
    (Kind::Convertible, &["convertible-note", "convertible-notes", "convertible-debt", "safe", "convertible-bond"]),
    (
        Kind::Debt,
        &[
            "loan",
            "loans",
            "bond",
            "bonds",
            "notes",
            "credit",
            "credit-facility",
            "debt-financing",
            "lends",
            "lends-to",
            "term-loan",
            "lending",
            "debt-general",
            "general-debt",
            "financing",
            "mortgage",
            "revolver",
            "credit-line",
        ],
    ),
    (Kind::Contribution, &["joint-venture", "jv", "capital-contribution"]),
    (Kind::Warrant, &["warrants", "options"]),
    (Kind::ShareGrant, &["stock-grant", "shares-granted"]),
    (Kind::Credits, &["cloud-credits", "credit-grant"]),
    (
        Kind::Cloud,
        &["cloud-computing", "compute", "computing", "hosting", "cloud-services", "cloud-contract", "capacity"],
    ),
    (Kind::Chips, &["chip", "gpu", "gpus", "hardware", "semiconductors", "servers", "processors"]),
    (Kind::Lease, &["rent", "rental", "leasing", "colocation", "data-center", "data-centre", "datacenter"]),
    (
        Kind::Services,
        &[
            "purchase",
            "purchases",
            "service",
            "buys",
            "buys-from",
            "sale",
            "sales",
            "transaction",
            "supply",
            "supplies",
            "supply-agreement",
            "procurement",
            "contract",
            "payment",
            "pays",
            "trade",
            "order",
            "customer",
            "invoice",
        ],
    ),
    (Kind::Licence, &["license", "licensing", "licence-fee", "ip"]),
    (Kind::RevenueShare, &["royalty", "royalties", "revenue-sharing", "rev-share"]),
    (Kind::Guarantee, &["guaranty", "backstop", "contingent", "surety"]),
    (
        Kind::Acquisition,
        &[
            "merger",
            "m&a",
            "buyout",
            "takeover",
            "acquires",
            "acquired",
            "lbo",
            "merger-acquisition",
            "merger/acquisition",
            "buyout/lbo",
        ],
    ),
    (Kind::SecondarySale, &["secondary", "secondary-market", "secondary-transaction", "secondary-transaction-private"]),
    (Kind::Ownership, &["owns", "shareholding", "holding", "shareholder", "owner", "ownership-stake"]),
];

const STATUSES: [(Status, &[&str]); 8] = [
    (Status::Rumoured, &["rumor", "rumour", "rumored", "speculated", "unconfirmed"]),
    (
        Status::InTalks,
        &[
            "talks",
            "negotiation",
            "negotiating",
            "negotiations",
            "in-negotiation",
            "in-discussion",
            "in-discussions",
            "exploring",
            "under-negotiation",
        ],
    ),
    (
        Status::Announced,
        &[
            "loi",
            "mou",
            "letter-of-intent",
            "memorandum-of-understanding",
            "term-sheet",
            "reported",
            "planned",
            "proposed",
            "pending",
            "announced/in-progress",
            "disclosed",
            "non-binding",
            "intended",
            "framework-agreement",
        ],
    ),
    (
        Status::Signed,
        &[
            "committed",
            "contracted",
            "agreed",
            "definitive",
            "binding",
            "definitive-agreement",
            "in-force",
            "active",
            "ongoing",
        ],
    ),
    (
        Status::Closed,
        &["completed", "complete", "done", "paid", "settled", "funded", "final", "finalised", "finalized"],
    ),
    (Status::Lapsed, &["expired", "ran-out"]),
    (
        Status::Cancelled,
        &["canceled", "terminated", "withdrawn", "abandoned", "called-off", "failed", "failed/cancelled", "dropped"],
    ),
    (Status::Superseded, &["replaced", "renegotiated"]),
];

const ENTITIES: [(EntityKind, &[&str]); 1] = [(
    EntityKind::Company,
    &[
        "organization",
        "organisation",
        "org",
        "corporation",
        "firm",
        "business",
        "enterprise",
        "institution",
        "fund",
        "investor",
        "bank",
        "startup",
        "legalentity",
        "legal-entity",
        "person",
        "people",
        "government",
        "node",
    ],
)];

/// What stands for a word whose rows are left out: `--word Position=-`.
pub(super) const LEFT_OUT: &str = "-";

/// A word as the register writes words: small letters, `-` between them.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == '_' || c == '-').collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-").to_lowercase()
}

/// The kind that a word stands for.
pub(super) fn kind(text: &str, reading: &Reading) -> Taken {
    taken(text, reading, |plain| plain.parse::<Kind>().is_ok(), &KINDS, Kind::name)
}

/// The status that a word stands for.
pub(super) fn status(text: &str, reading: &Reading) -> Taken {
    taken(text, reading, |plain| plain.parse::<Status>().is_ok(), &STATUSES, Status::name)
}

/// What a node is.
pub(super) fn entity(text: &str, reading: &Reading) -> Taken {
    taken(text, reading, |plain| plain.parse::<EntityKind>().is_ok(), &ENTITIES, EntityKind::name)
}

/// Whether a word is a mark beside the status.
pub(super) fn is_mark(text: &str) -> bool {
    plain(text).parse::<Mark>().is_ok()
}

fn taken<T: Copy>(
    text: &str,
    reading: &Reading,
    is_ours: impl Fn(&str) -> bool,
    others: &[(T, &[&str])],
    name: impl Fn(T) -> &'static str,
) -> Taken {
    let plain = plain(text);
    if let Some(said) = reading.words.iter().find(|own| self::plain(&own.theirs) == plain) {
        return Taken { ours: said.ours.clone(), guessed: false };
    }
    if is_ours(&plain) {
        return Taken { ours: plain, guessed: false };
    }
    match others.iter().find(|(_, words)| words.contains(&plain.as_str())) {
        Some((own, _)) => Taken { ours: name(*own).to_owned(), guessed: true },
        None => Taken { ours: plain, guessed: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_for_two() {
        let mut seen = std::collections::BTreeSet::new();
        for word in KINDS.iter().flat_map(|(_, words)| *words) {
            assert!(seen.insert(word) && word.parse::<Kind>().is_err(), "{word}");
            assert_eq!(plain(word), *word);
        }
        let mut seen = std::collections::BTreeSet::new();
        for word in STATUSES.iter().flat_map(|(_, words)| *words) {
            assert!(seen.insert(word) && word.parse::<Status>().is_err(), "{word}");
        }
    }

    #[test]
    fn what_a_word_is_taken_for() {
        let reading = Reading::default();
        assert_eq!(kind("Series B", &reading), Taken { ours: "equity".to_owned(), guessed: true });
        assert_eq!(kind("Equity", &reading), Taken { ours: "equity".to_owned(), guessed: false });
        assert_eq!(kind("partnership", &reading), Taken { ours: "partnership".to_owned(), guessed: false });
        assert_eq!(status("Letter of Intent", &reading).ours, "announced");
        assert_eq!(status("in talks", &reading), Taken { ours: "in-talks".to_owned(), guessed: false });
    }
}
