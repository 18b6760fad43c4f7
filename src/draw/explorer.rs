//! What the page shows, and nothing of how: a map, and every state in which its money stood.

use super::scene::{Arrow, Scene};

/// A map that can be asked: by date, by how firm the deals are, by what kind of money moves.
#[derive(Debug, Clone, PartialEq)]
pub struct Explorer {
    /// The map of all times: its arrows are in their state of today, or else of the last day on which they stood.
    pub scene: Scene,
    /// Everybody who was ever part of a loop, in the order of their ids; the map may leave some out.
    pub parties: Vec<Party>,
    /// Money of one colour from one party to another.
    pub flows: Vec<Flow>,
    /// Days on which something changed, the earliest first.
    pub days: Vec<String>,
    /// Rungs of the ladder, the softest first, each with what changed on which day when only it and firmer ones count.
    pub rungs: Vec<Rung>,
    /// Every deal that some flow stands for.
    pub deals: Vec<DealSummary>,
    /// Every source that one of them cites; numbers of sources are places in this list, from 1.
    pub sources: Vec<Cited>,
}

/// Somebody who pays or is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The entity's id.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// Other names by which it is looked for.
    pub aliases: Vec<String>,
    /// Part of today's money, but not of what the page opens with: a box of the page draws it, too.
    pub folded: bool,
}

/// Money of one colour from one party to another, over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Place of the payer among the parties.
    pub payer: usize,
    /// Place of the payee.
    pub payee: usize,
    /// Place of its arrow in the scene, if the map has both ends.
    pub arrow: Option<usize>,
    /// Place of its arrow in today's map, if it is there.
    pub of_today: Option<usize>,
    /// How it stood at one time or another, each state once.
    pub states: Vec<ArrowState>,
    /// The state that the page opens with, if it stands today.
    pub today: Option<usize>,
}

/// How a flow stood on some days.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrowState {
    /// As it is drawn.
    pub arrow: Arrow,
    /// Its amount and range for a reader.
    pub words: String,
    /// As stated, in the base currency; none if nothing was.
    pub stated: Option<f64>,
    /// The least it can be.
    pub low: f64,
    /// The most it can be; none is unbounded.
    pub high: Option<f64>,
    /// The firmest rung of its deals: a place in [`Explorer::rungs`].
    pub status: usize,
    /// The first day on which one of its deals stood.
    pub since: String,
    /// Something is invested.
    pub invests: bool,
    /// Something is bought.
    pub buys: bool,
    /// Its deals.
    pub parts: Vec<Part>,
}

/// A deal's part in a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Place of the deal in [`Explorer::deals`].
    pub deal: usize,
    /// Kind, amount and status for a reader: `equity, $30bn, closed`.
    pub words: String,
    /// Since when.
    pub since: String,
}

/// One rung of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Its name: `signed`.
    pub name: String,
    /// Day, flow and its state from then on, or none: places in their lists, in the order of the days.
    pub changes: Vec<(usize, usize, Option<usize>)>,
}

/// A deal in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealSummary {
    /// Its id.
    pub id: String,
    /// One line that says what it is.
    pub title: String,
    /// Numbers of its sources.
    pub cites: Vec<usize>,
}

/// A source in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// Who says it, and when: `Reuters, 2025-09-22`.
    pub who: String,
    /// The headline.
    pub title: String,
    /// Its kind, and how it was read unless that was the page itself: `filing, not read`.
    pub standing: String,
    /// Where it is, if that is known: an http or https address.
    pub url: Option<String>,
}
