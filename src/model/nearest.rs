//! In what order sources stand wherever they are listed, and how each was read at best.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
};

use jiff::civil::Date;

use super::{Citation, Deal, Entity, Read, Register, Source, SourceId, SourceKind, When, cited};

/// How far a citation stands from the fact, the nearest least: pages that name a publisher or an author before those
/// that name nobody; then by kind (filing, party, press, repeated); then what was read whole, in part, or not at all;
/// then the newest, those without a date last.
type Distance = (bool, Option<SourceKind>, Read, Reverse<Option<Date>>);

fn distance(citation: &Citation, source: Option<&Source>) -> Distance {
    let newest = Reverse(source.and_then(|source| source.date).map(When::day));
    (!source.is_some_and(Source::is_named), source.map(|source| source.kind), citation.read, newest)
}

/// Citations in the order in which every list of sources has them: the nearest to the fact first, each source once, as it
/// was read best. `known` is what is known of a source.
///
/// The nearest are filings, then parties, then the press, then pages that repeat others, then pages that name neither
/// publisher nor author; of one kind what was read stands before what was read in part, and that before what is only
/// named; of these the newest first.
pub fn nearest_first<'a, 's>(
    citations: impl IntoIterator<Item = &'a Citation>,
    known: impl Fn(&SourceId) -> Option<&'s Source>,
) -> Vec<&'a Citation> {
    let mut best: Vec<&Citation> = Vec::new();
    for citation in citations {
        match best.iter_mut().find(|other| other.source == citation.source) {
            Some(other) if citation.read < other.read => *other = citation,
            Some(_) => {}
            None => best.push(citation),
        }
    }
    best.sort_by_key(|citation| distance(citation, known(&citation.source)));
    best
}

impl Register {
    /// The sources that speak for some deals, each once as it was read best, the nearest first ([`nearest_first`]).
    ///
    /// ```
    /// use roundtrip::{load, model::{Citation, Read}};
    /// let toml = "[[deal]]\nid = 'd'\nkind = 'equity'\npayer = 'a'\npayee = 'b'\nhistory = [{ on = 2024-01-05, status = \
    ///     'signed' }]\ncite = ['blog', 'paper', { source = '10-k', read = 'named' }]\n\
    ///     [[entity]]\nid = 'a'\nkind = 'company'\n[[entity]]\nid = 'b'\nkind = 'company'\n\
    ///     [[source]]\nid = 'blog'\nkind = 'aggregator'\npublisher = 'A blog'\n\
    ///     [[source]]\nid = 'paper'\nkind = 'press'\npublisher = 'The Paper'\n\
    ///     [[source]]\nid = '10-k'\nkind = 'filing'\npublisher = 'SEC'";
    /// let (register, _) = load::from_text("deals.toml", toml).expect("a sound register");
    /// let cited = register.sources_of(register.deals.values());
    /// assert_eq!(cited.iter().map(|own| own.source.as_str()).collect::<Vec<_>>(), ["10-k", "paper", "blog"]);
    /// assert_eq!(cited[0].read, Read::Named);
    /// ```
    pub fn sources_of<'a>(&self, deals: impl IntoIterator<Item = &'a Deal>) -> Vec<&'a Citation> {
        nearest_first(deals.into_iter().flat_map(Deal::citations), |id| self.sources.get(id))
    }

    /// The ids of the sources that speak for a deal, in the same order.
    pub fn source_ids<'a>(&self, deal: &'a Deal) -> Vec<&'a SourceId> {
        self.nearest(deal.citations())
    }

    /// The ids of the sources of citations, in the same order.
    pub fn nearest<'a>(&self, citations: impl IntoIterator<Item = &'a Citation>) -> Vec<&'a SourceId> {
        cited(nearest_first(citations, |id| self.sources.get(id))).collect()
    }

    /// Every source that is cited for anything, with the citation for which it was read best.
    pub fn readings(&self) -> BTreeMap<&SourceId, &Citation> {
        let mut best: BTreeMap<&SourceId, &Citation> = BTreeMap::new();
        for citation in self.citations() {
            match best.entry(&citation.source) {
                Entry::Vacant(slot) => {
                    slot.insert(citation);
                }
                Entry::Occupied(mut slot) if citation.read < slot.get().read => {
                    slot.insert(citation);
                }
                Entry::Occupied(_) => {}
            }
        }
        best
    }

    /// Every citation of the register. What a claim cites is no citation: a claim is what the page itself says.
    fn citations(&self) -> impl Iterator<Item = &Citation> {
        let lists = self.deals.values().flat_map(of_deal).chain(self.entities.values().flat_map(of_entity));
        let ties = self.ties.iter().flat_map(|tie| &tie.cite);
        let backlogs = self.backlogs.iter().flat_map(|backlog| &backlog.cite);
        let shares = self.market_shares.iter().flat_map(|share| &share.cite);
        let figures = self.figures.iter().flat_map(|figure| &figure.cite);
        let customers = self.customer_shares.iter().flat_map(|share| &share.cite);
        let rates = self.rates.iter().flat_map(|rate| &rate.cite);
        lists.chain(ties).chain(backlogs).chain(shares).chain(figures).chain(customers).chain(rates)
    }
}

fn of_deal(deal: &Deal) -> impl Iterator<Item = &Citation> {
    let rights = deal.rights.iter().flat_map(|right| &right.cite);
    deal.citations().chain(&deal.contradicted_by).chain(rights).chain(deal.citations_of_terms())
}

fn of_entity(entity: &Entity) -> impl Iterator<Item = &Citation> {
    entity.cite.iter().chain(entity.valuations.iter().flat_map(|valuation| &valuation.cite))
}
