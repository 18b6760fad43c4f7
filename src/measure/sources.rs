//! On whose word the money rests: by the nearest source, how many speak independently, how old, whether they agree.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{
    About, Sum,
    stale::{STALE_AFTER, silent_since},
};
use crate::{
    flow::{Arc, Scope},
    model::{Citation, Confirmation, Deal, DealId, Register, Source, SourceKind, When},
};

/// What a reader must know of it.
pub const ABOUT: About = About {
    title: "on whose word",
    definition: "All that the deals of the view state, divided anew for each question: by the nearest to the fact of the \
                 sources that were read, by the nearest if those count too that other pages only name, by the number of \
                 independent sources, by the age of the newest page, by whether anybody confirms it, and by whether \
                 sources disagree.",
    method: "Every deal falls into one part of each division, with its whole amount, so that each adds up to the sum of \
             `flows`. The nearest source counts: a filing before a party's own word, then a named publisher, then pages \
             that repeat others, then pages with neither publisher nor author. A page was read if any of it was, for this \
             deal. Two pages of one publisher or of one wire story are one voice, and one that is only named is a voice, \
             too. The age is that of the newest dated page, read or only named, on the day of the view.",
    caution: "What a page states that is only named is the word of the page that names it. A source speaks for the \
              deal, not for each figure of it. That a deal is confirmed is what its record says; the pages that it \
              cites may report the confirmation second hand. Whom a publisher asked is not recorded: talks are mostly \
              reported by people who are not named. A single source is not wrong, and many pages may repeat one error.",
};

/// The nearest source of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceTier {
    /// One that says who it is.
    Known(SourceKind),
    /// Only pages with neither a publisher nor an author.
    Unknown,
    /// Sources are cited, and none of them was read.
    Unread,
    /// No source is cited.
    Nobody,
}

impl SourceTier {
    /// Every one, the nearest first.
    pub const ALL: [Self; 7] = [
        Self::Known(SourceKind::Filing),
        Self::Known(SourceKind::Party),
        Self::Known(SourceKind::Press),
        Self::Known(SourceKind::Aggregator),
        Self::Unknown,
        Self::Unread,
        Self::Nobody,
    ];

    /// In a table.
    pub fn words(self) -> &'static str {
        match self {
            Self::Known(SourceKind::Filing) => "a filing",
            Self::Known(SourceKind::Party) => "a party's own word",
            Self::Known(SourceKind::Press) => "a named publisher",
            Self::Known(SourceKind::Aggregator) => "pages that repeat others",
            Self::Unknown => "pages without a name",
            Self::Unread => "none of them was read",
            Self::Nobody => "no source",
        }
    }

    /// Of a deal, by what was read for it.
    pub fn read(register: &Register, deal: &Deal) -> Self {
        let cited = register.sources_of([deal]);
        let nearest = cited.iter().find(|citation| citation.read.is_read());
        match nearest {
            Some(citation) => Self::of(register, citation),
            None if cited.is_empty() => Self::Nobody,
            None => Self::Unread,
        }
    }

    /// Of a deal, if what is only named elsewhere counts, too.
    pub fn named(register: &Register, deal: &Deal) -> Self {
        register.sources_of([deal]).first().map_or(Self::Nobody, |citation| Self::of(register, citation))
    }

    /// Of one source.
    fn of(register: &Register, citation: &Citation) -> Self {
        let source = register.sources.get(&citation.source).filter(|source| source.is_named());
        source.map_or(Self::Unknown, |source| Self::Known(source.kind))
    }

    /// Whether it is nearer to the fact than pages that repeat others.
    pub fn is_near(self) -> bool {
        self <= Self::Known(SourceKind::Press)
    }
}

/// One part of a division.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What its deals have in common.
    pub what: String,
    /// What they come to.
    pub sum: Sum,
}

/// All the money of a view, divided by one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Division {
    /// The question.
    pub by: &'static str,
    /// Its answers; only those that some deal gives. Their sums add up to the whole.
    pub parts: Vec<Part>,
}

/// Divides the arcs that are picked by each of the questions.
///
/// ```
/// use roundtrip::{flow::{Scope, View}, measure::{Sum, sources}};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let scope = Scope::new(&register, View::of(&register));
/// let all = Sum::of(&scope.graph, |_| true).deals.len();
/// for division in sources(&scope, |_| true) {
///     let deals: usize = division.parts.iter().map(|part| part.sum.deals.len()).sum();
///     assert_eq!(deals, all, "{}", division.by);
/// }
/// ```
pub fn sources(scope: &Scope<'_>, pick: impl Fn(&Arc) -> bool) -> Vec<Division> {
    let (register, as_of, graph) = (scope.register, scope.view.as_of, &scope.graph);
    let place = |tier: SourceTier| {
        (SourceTier::ALL.iter().position(|one| *one == tier).unwrap_or_default(), tier.words().to_owned())
    };
    let read = |deal: &Deal| place(SourceTier::read(register, deal));
    let named = |deal: &Deal| place(SourceTier::named(register, deal));
    let voices = |deal: &Deal| match register.independent_sources([deal]) {
        0 => (3, "no source".to_owned()),
        1 => (2, "one".to_owned()),
        2 => (1, "two".to_owned()),
        _ => (0, "three or more".to_owned()),
    };
    let age = |deal: &Deal| match newest(register, deal, as_of) {
        None => (2, "no page is dated by then".to_owned()),
        Some(day) if days(day, as_of) > i32::from(STALE_AFTER) => (1, format!("more than {STALE_AFTER} days")),
        Some(_) => (0, format!("at most {STALE_AFTER} days")),
    };
    let sure = |deal: &Deal| match (deal.confirmation, silent_since(deal, as_of, STALE_AFTER)) {
        (Confirmation::Confirmed, _) => (0, "recorded as confirmed by a party or a filing".to_owned()),
        (Confirmation::Reported, None) => (1, "reported".to_owned()),
        (Confirmation::Reported, Some(_)) => (2, format!("reported, unsigned, no news for {STALE_AFTER} days")),
        (Confirmation::Disputed | Confirmation::False, _) => (3, "disputed".to_owned()),
    };
    let agreed = |deal: &Deal| match (deal.conflict.is_some(), deal.contradicted_by.is_empty()) {
        (false, true) => (0, "none is recorded".to_owned()),
        (true, true) => (1, "sources disagree, or one is unclear".to_owned()),
        (_, false) => (2, "a source says otherwise".to_owned()),
    };
    let divide = |by: &'static str, answer: &dyn Fn(&Deal) -> (usize, String)| {
        let answers: BTreeMap<&DealId, (usize, String)> =
            register.deals.values().map(|deal| (&deal.id, answer(deal))).collect();
        let picked = graph.arcs().iter().filter(|arc| pick(arc)).filter_map(|arc| answers.get(&arc.deal));
        let mut given: Vec<(usize, String)> = picked.cloned().collect();
        given.sort();
        given.dedup();
        let part = |(rank, what): (usize, String)| {
            let there = |arc: &Arc| pick(arc) && answers.get(&arc.deal).is_some_and(|(other, _)| *other == rank);
            Part { what, sum: Sum::of(graph, there) }
        };
        Division { by, parts: given.into_iter().map(part).collect() }
    };
    vec![
        divide("nearest source that was read", &read),
        divide("nearest source, read or only named", &named),
        divide("independent sources", &voices),
        divide("age of the newest page", &age),
        divide("confirmation", &sure),
        divide("disagreement", &agreed),
    ]
}

/// The sources that speak for a deal.
fn pages<'a>(register: &'a Register, deal: &Deal) -> Vec<&'a Source> {
    register.source_ids(deal).into_iter().filter_map(|id| register.sources.get(id)).collect()
}

/// The date of the newest page that there was on a day.
fn newest(register: &Register, deal: &Deal, as_of: Date) -> Option<Date> {
    pages(register, deal).iter().filter_map(|page| page.date).map(When::day).filter(|day| *day <= as_of).max()
}

fn days(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}
