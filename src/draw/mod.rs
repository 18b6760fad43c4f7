//! Pictures of loops of money.
//!
//! A picture is made in three steps, each a pure function of the one before:
//!
//! 1. [`Scene`] (or [`Ring`], [`Gallery`], [`Timeline`], [`Ladder`]) says **what** is drawn: bubbles, arrows, words. No
//!    place, no colour, no pixel.
//! 2. `layout` says **where**: a deterministic search for the arrangement that a reader minds least.
//! 3. [`svg`] and [`dot`] say **how**: bytes, with every word escaped in one function per format. `image` makes PNG and
//!    PDF of the SVG.
//!
//! The same scene gives the same bytes on every machine: text is measured with widths that we carry, the search has a
//! fixed seed, and transcendental functions come from `libm`.

mod charts;
pub mod dot;
mod explorer;
pub mod html;
#[cfg(any(feature = "png", feature = "pdf"))]
pub mod image;
mod layout;
mod metrics;
mod places;
pub mod quality;
mod scale;
mod scene;
pub mod scenes;
mod style;
pub mod svg;
mod text;

pub use charts::{Bar, Event, Frame, Gallery, Ladder, Moment, Tile, Timeline};
pub use dot::Dot;
pub use explorer::{ArrowState, Cited, DealSummary, Explorer, Flow, Part, Party, Rung};
pub use html::Html;
pub use places::Places;
pub use scene::{Arrow, Bubble, Centre, Ring, Scene, Shape, Step, Tint};
pub use style::Style;
pub use svg::Svg;
