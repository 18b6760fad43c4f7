//! What is drawn, and nothing of where: plain values that a caller fills in.

use crate::model::{Currency, When};

/// A map: companies, clouds and chips as bubbles, money between them as arrows.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Headline: what the reader sees.
    pub title: String,
    /// Lines under the headline, wrapped when they are too long.
    pub subtitle: Vec<String>,
    /// What its money is counted in; nothing if that is not known, as of a ledger, and then there is no scale.
    pub currency: Option<Currency>,
    /// All bubbles; arrows point into this list.
    pub bubbles: Vec<Bubble>,
    /// All arrows. One whose `payer` or `payee` is no bubble is not drawn.
    pub arrows: Vec<Arrow>,
    /// Foot lines: the as-of date, how sizes read, whose value is of another day or not known.
    pub notes: Vec<String>,
    /// The last line of the foot: who is not drawn for want of room, with how much money, and what draws them too.
    pub left_out: Option<String>,
    /// Sources, printed at the foot and numbered from 1 in this order.
    pub sources: Vec<String>,
    /// What a screen reader says of the whole picture.
    pub desc: String,
}

impl Scene {
    /// The lines of the foot.
    pub(super) fn foot(&self) -> Vec<&str> {
        self.notes.iter().chain(&self.left_out).map(String::as_str).collect()
    }

    /// The same without its list of sources and the numbers that point into it.
    #[must_use]
    pub fn without_sources(mut self) -> Self {
        self.sources.clear();
        self.arrows.iter_mut().for_each(|arrow| arrow.cites.clear());
        self
    }
}

/// One company, cloud or chip.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    /// The entity's id, carried into the picture's `data-` attributes.
    pub id: String,
    /// The name as printed.
    pub name: String,
    /// The outline.
    pub shape: Shape,
    /// Market value or latest valuation in US dollars; it sets the area. None, or not above zero, is unknown. Accounts
    /// of a ledger are all of one size.
    pub worth: Option<f64>,
    /// The value as printed under the name, such as `$4.8tn`.
    pub worth_label: Option<String>,
    /// Of which day that value is.
    pub worth_on: Option<When>,
    /// Colour family.
    pub tint: Tint,
    /// Tooltip and accessible name.
    pub title: String,
}

/// Outline of a bubble: told apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A circle.
    Company,
    /// A cloud.
    Cloud,
    /// A square package with pins.
    Chip,
}

/// Colour family of a bubble or an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tint {
    /// Investment in a company: blue.
    Investment,
    /// Cloud and data-centre bills: vermilion.
    Cloud,
    /// Chip bills: green.
    Chips,
    /// Anything else: grey.
    Other,
    /// A payment of a ledger: blue, as no investment stands beside it.
    Payment,
}

/// Money that goes from one bubble to another.
#[expect(clippy::struct_excessive_bools, reason = "each is a look of its own")]
#[derive(Debug, Clone, PartialEq)]
pub struct Arrow {
    /// Index of the bubble that gives the value.
    pub payer: usize,
    /// Index of the bubble that gets it. The payer itself makes a small ring.
    pub payee: usize,
    /// Colour family.
    pub tint: Tint,
    /// US dollars; it sets the width. None, not finite, or not above zero is undisclosed: the thinnest line. Of payments
    /// of a ledger any unit that makes a good width.
    pub amount: Option<f64>,
    /// The amount as printed on the arrow, such as `$40bn`; may be empty.
    pub label: String,
    /// Words under the amount: "in talks", "letter of intent", "up to".
    pub sublabel: Option<String>,
    /// Signed or closed: a solid line. Else dashed.
    pub firm: bool,
    /// Part of some loop.
    pub on_loop: bool,
    /// Drawn in the colour of its family; else in grey.
    pub coloured: bool,
    /// A tie of ownership, not money (a cloud belongs to its operator): a thin dotted line without head.
    pub structural: bool,
    /// Tooltip and accessible name; the numbers of the sources are added when it is drawn.
    pub title: String,
    /// Ids of the deals it stands for.
    pub deals: Vec<String>,
    /// Numbers of its sources, from 1.
    pub cites: Vec<usize>,
}

impl Arrow {
    /// `text` with the numbers of the sources behind it: `… [1, 4]`.
    pub(super) fn cited(&self, text: &str) -> String {
        let numbers: Vec<String> = self.cites.iter().map(ToString::to_string).collect();
        if numbers.is_empty() { text.to_owned() } else { format!("{text} [{}]", numbers.join(", ")) }
    }
}

/// One loop, drawn as a ring of numbered steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// Headline.
    pub title: String,
    /// Lines under the headline.
    pub subtitle: Vec<String>,
    /// The companies in the order in which the money visits them, clockwise from the top.
    pub bubbles: Vec<Bubble>,
    /// Step `i` leads from bubble `i` to the next one, the last back to the first.
    pub steps: Vec<Step>,
    /// The words in the middle.
    pub centre: Centre,
    /// Foot lines.
    pub notes: Vec<String>,
    /// Sources, numbered from 1.
    pub sources: Vec<String>,
    /// What a screen reader says of the whole picture.
    pub desc: String,
}

impl Ring {
    /// The same without its list of sources and the numbers that point into it.
    #[must_use]
    pub fn without_sources(mut self) -> Self {
        self.sources.clear();
        self.steps.iter_mut().for_each(|step| step.arrow.cites.clear());
        self
    }
}

/// One step of a [`Ring`].
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The money of this step; its `payer` and `payee` are not looked at, the place in the ring says them.
    pub arrow: Arrow,
    /// "Nvidia invests in `OpenAI`".
    pub heading: String,
    /// What the step is, wrapped by the drawing.
    pub text: String,
}

/// The words in the middle of a [`Ring`].
#[derive(Debug, Clone, PartialEq)]
pub struct Centre {
    /// Above the figure: "Smallest step".
    pub small: String,
    /// The figure: `$40bn`.
    pub big: String,
    /// Below the figure, such as its range.
    pub lines: Vec<String>,
}
