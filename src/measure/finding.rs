//! The kinds of doubts, and what each of them means.

use serde::Serialize;

macro_rules! findings {
    ($($(#[$doc:meta])* $finding:ident = $name:literal, $means:literal;)+) => {
        /// Every kind of doubt.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Finding { $($(#[$doc])* $finding,)+ }

        impl Finding {
            /// Every kind, gravest first.
            pub const ALL: &[Self] = &[$(Self::$finding,)+];

            /// Its name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Self::$finding => $name,)+ }
            }

            /// What it means, and how such a deal is counted.
            pub fn means(self) -> &'static str {
                match self { $(Self::$finding => $means,)+ }
            }
        }
    };
}

findings! {
    /// Kept as a warning.
    FalseRecord = "false-record", "A report that is wrong, kept as a warning. It never counts.";
    /// Sources say otherwise.
    Contradicted = "contradicted", "A source that is cited says otherwise. The register holds what the deal's record says.";
    /// Sources differ.
    Conflict = "conflict", "Sources disagree, or one of them is unclear. What is held follows in brackets, and counts.";
    /// Articles' claims differ from what is held.
    Claims = "claims", "A claim states another amount than the register holds for that day or any other. Both are kept.";
    /// One voice.
    SingleSource = "single-source", "It counts on the word of one independent source.";
    /// No filing, party or press.
    Weak = "weak", "It counts, and every source, read or only named, repeats what others reported or names nobody.";
    /// A filing, a party or the press is named, and was not read.
    Unread = "unread", "It counts, and of its filings, parties' pages and press none was read: other pages name them.";
    /// More than a party is worth.
    Outlier = "outlier", "It states more than its payer or its payee was worth. It counts as stated.";
    /// Tranches do not make up their total.
    Tranches = "tranches", "The recorded tranches do not make up the total; the total counts for the rest.";
    /// A round's shares.
    Shares = "shares", "Only a total of several parties is known. Each one's share is unknown: from nothing to what is left.";
    /// The same money.
    Overlap = "overlap", "Another record may describe the same money. Only one of the two counts.";
    /// The same money, and not the same companies.
    ForeignOverlap = "foreign-overlap", "Records of the same money whose payers or payees are different companies. Two \
        payments to two companies are not one; take `overlaps` away, or name whom both pay. Till then only one counts.";
    /// The new one is softer than the old one.
    SoftSuccessor = "soft-successor", "It is to take the place of a deal that is firmer than itself. Write when it \
        became as firm, or take `supersedes` away; if the old one ended on its own, its history says so (`superseded`).";
    /// More than the whole.
    Exceeds = "exceeds", "Its tranches or parts come to more than it does. One of the amounts is wrong, or one of them is \
        no tranche or part (`tranche_of`, `part_of`); till then the members count as stated.";
    /// Members on another rung.
    Rungs = "rungs", "A total and its tranches or parts contradict each other in how far they have come. Write the missing \
        entries of their `history`; a view of one rung shows some of them without the others.";
    /// Members that wait for something else.
    Conditions = "conditions", "A total waits for something and a tranche or part of it does not, or all of these do and it \
        does not. Say with each what it waits for (`conditions`, or `mark = \"conditional\"` in its history).";
    /// Closed, and of no known size.
    ClosedRange = "closed-range", "It is closed, so its amount is a fact, and the record leaves it open from nothing up. \
        Write what was paid as `amount` in the entry of its history that closed it. It counts with its whole range.";
    /// Cash, and its details say otherwise.
    CashInKind = "cash-in-kind", "It counts as cash, and the detail `in_kind` says that some of it is none. Record that \
        part as a deal of its own, of the kind `credits` or `assets`, once its amount is known.";
    /// More than the amount was paid.
    Overpaid = "overpaid", "More was paid than the most that it comes to. One of the two is wrong, or the amount has changed: \
        write the new one in its history. It counts with its amount.";
    /// What was paid has become less.
    PaidFalls = "paid-falls", "Less was paid by one day than by an earlier one. What is in `paid` is all that was paid up to \
        that day; one of the two is wrong.";
    /// Closed, and not paid whole.
    PartPaid = "part-paid", "It is closed, and less was paid than the least that it comes to. Record what was paid as a tranche \
        of its own, or write the amount that was in the end paid in its history. It counts with its amount.";
    /// A month's payment and the amount do not fit.
    Rate = "rate", "What is paid a month, a quarter or a year comes over its time to more or to less than its amount can be. \
        One of them is wrong, or something is paid besides. It counts with its amount.";
    /// A customer without a deal.
    Customers = "customers", "It gives the company a share of its revenue, and no deal of the register has it pay the company. The \
        deal is missing, or the share is another's.";
    /// The same money, perhaps, and no word of it.
    Duplicate = "duplicate", "Another deal is between the same two, of the same kind and days, with an amount that fits. Both count.";
    /// No arc although its kind says so.
    NoArc = "no-arc", "Its kind is one by which money moves, and none does here, for the reason given. It does not count.";
    /// Not a word for a long time.
    Stale = "stale", "Not signed, and nothing was recorded of it for more than 180 days. It counts with the status it has.";
    /// No day.
    CoarseDate = "coarse-date", "Only the month or year is known, or that it was before a day. The last possible day is taken.";
    /// A day on one page's word.
    UnverifiedDay = "unverified-day", "The day of the month was not confirmed by a second page.";
    /// No amount.
    Unpriced = "unpriced", "It counts with an undisclosed amount: neither nothing nor the most.";
    /// Makers and ties differ.
    Ties = "ties", "A tie and an entity's maker, operator or parent say different things. The entity's own record is followed.";
}

impl Finding {
    /// Whether it is work that can be done: such doubts stand by the money that hangs on them.
    pub fn is_work(self) -> bool {
        matches!(self, Self::Weak | Self::Unread)
    }
}

/// One thing that is uncertain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Doubt {
    /// Which kind.
    pub finding: Finding,
    /// The id of the deal or entity.
    pub subject: String,
    /// What exactly.
    pub says: String,
}
