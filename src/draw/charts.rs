//! What is drawn besides maps and rings: the loops beside each other, deals over time, the ladder. Plain values.

use jiff::civil::Date;

use super::scene::{Arrow, Bubble};
use crate::model::Currency;

/// The words around a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// Headline: what the reader sees.
    pub title: String,
    /// Lines under the headline, wrapped when they are too long.
    pub subtitle: Vec<String>,
    /// Foot lines.
    pub notes: Vec<String>,
    /// Sources, numbered from 1 in this order.
    pub sources: Vec<String>,
}

impl Frame {
    /// What a screen reader says of the whole picture.
    pub(super) fn desc(&self) -> String {
        format!("{}. {}", self.title, self.subtitle.join(" "))
    }
}

/// Loops side by side, ranked.
#[derive(Debug, Clone, PartialEq)]
pub struct Gallery {
    /// The words around it.
    pub frame: Frame,
    /// The loops, the first one first.
    pub tiles: Vec<Tile>,
}

/// One loop of a [`Gallery`].
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// The figure over it: `$40bn`.
    pub figure: String,
    /// What the figure is: "smallest step, announced".
    pub words: String,
    /// The companies in the order in which the money visits them, clockwise.
    pub bubbles: Vec<Bubble>,
    /// Arrow `i` leads from bubble `i` to the next one, the last back to the first.
    pub arrows: Vec<Arrow>,
}

/// When each deal came and each loop formed, and how much could go round by then.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The words around it.
    pub frame: Frame,
    /// The deals.
    pub events: Vec<Event>,
    /// The days on which loops formed, one for each loop, in order.
    pub formed: Vec<Date>,
    /// Money that could go round, in order of time; fewer than two are not drawn.
    pub moments: Vec<Moment>,
    /// What its money is counted in.
    pub currency: Currency,
    /// The last day that is drawn.
    pub until: Date,
}

/// One deal of a [`Timeline`].
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The day on which it came to be.
    pub on: Date,
    /// Its money; `payer` and `payee` are not looked at.
    pub arrow: Arrow,
    /// Between whom: "Nvidia → `OpenAI`".
    pub who: String,
}

/// How much could go round on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    /// The day.
    pub on: Date,
    /// All that is stated to be paid, US dollars.
    pub total: f64,
    /// As much of it as can go round, US dollars.
    pub circulating: f64,
}

/// How much can go round as softer deals are let in.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// The words around it.
    pub frame: Frame,
    /// The rungs, the firmest first.
    pub rungs: Vec<Bar>,
}

/// One rung of a [`Ladder`] and those above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// "Signed or firmer".
    pub name: String,
    /// "88 deals, 12 loops".
    pub counts: String,
    /// All that is stated to be paid, US dollars.
    pub total: f64,
    /// As much of it as can go round, US dollars.
    pub circulating: f64,
    /// The two in words: "$120bn of $950bn".
    pub words: String,
    /// The share: `13%`; "–" if nothing is paid.
    pub share: String,
}

impl Gallery {
    /// The same without its list of sources and the numbers that point into it.
    #[must_use]
    pub fn without_sources(mut self) -> Self {
        self.frame.sources.clear();
        self.tiles.iter_mut().flat_map(|tile| &mut tile.arrows).for_each(|arrow| arrow.cites.clear());
        self
    }
}

impl Timeline {
    /// The same without its list of sources and the numbers that point into it.
    #[must_use]
    pub fn without_sources(mut self) -> Self {
        self.frame.sources.clear();
        self.events.iter_mut().for_each(|event| event.arrow.cites.clear());
        self
    }
}
