//! What becomes of a deal.

use serde::Serialize;

use crate::model::{DealId, EntityId, Family, Range, Status};

/// What becomes of one deal in a view, before `--through` and the filters of amounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It counts, as these arcs: payer, payee and value of each; no pair stands twice.
    Counts(Vec<(EntityId, EntityId, Range)>),
    /// It is kept as a warning only.
    False,
    /// It was not there yet.
    NotYet,
    /// It had ended.
    Ended(Status),
    /// It stood below the view's rung.
    Below(Status),
    /// Money does not move from payer to payee by this family of deals.
    NoFlow(Family),
    /// The register says why no money moves.
    NoArc(String),
    /// `--kind` or `--without` leaves it out.
    LeftOut,
    /// Its amount is zero.
    Nothing,
    /// Another deal describes the same money and counts.
    Overlaps(DealId),
    /// It is to take the place of a deal that still stands.
    Succeeds(DealId),
    /// Its tranches carry all of it.
    InTranches,
    /// Every payer's part of the round is recorded on its own.
    InParts,
    /// Payer and payee are one at this level.
    Within(EntityId),
}
