//! For what a source is cited, and how it was read, as data.

use crate::{
    answer::{Cell, Record},
    model::{Citation, Register, nearest_first},
};

/// Every citation, in the order of their sources, the nearest to the fact first.
pub(super) fn citations<'a>(register: &Register, citations: impl IntoIterator<Item = &'a Citation>) -> Cell {
    let mut each: Vec<&Citation> = Vec::new();
    for citation in citations {
        if !each.contains(&citation) {
            each.push(citation);
        }
    }
    let nearest = nearest_first(each.iter().copied(), |id| register.sources.get(id));
    each.sort_by_key(|citation| nearest.iter().position(|best| best.source == citation.source));
    let record = |citation: &Citation| {
        Record::new()
            .with("source", &citation.source)
            .with("read", citation.read.name())
            .with("via", citation.via.as_ref())
            .with("of", Cell::list(citation.of.iter().map(|field| field.name())))
    };
    Cell::list(each.into_iter().map(record))
}
