//! Answers as values: each question of the program is answered with an [`Answer`] (a title, sentences, figures, lists of
//! typed [`Cell`]s, citations, and whether it is complete), and every format is made from that in one place each
//! ([`write()`]).

mod alarm;
#[expect(clippy::module_inception, reason = "the folder is about what the file defines")]
mod answer;
pub mod catalogue;
mod cell;
mod circularity;
mod claims;
mod diff;
mod double_counting;
mod doubts;
mod flows;
mod json;
mod list;
mod listing;
mod loops;
pub mod measure;
mod not_begun;
mod notes;
mod reconcile;
mod refusal;
mod render;
mod rights;
mod roles;
mod schema;
pub mod show;
mod stale;
mod table;
mod wider;
pub mod words;

pub use alarm::{Alarm, Phrase, might_match};
pub use answer::{Answer, Block};
pub use cell::{Cell, Record};
pub use circularity::circularity;
pub use claims::claims;
pub use diff::diff;
pub use double_counting::double_counting;
pub use doubts::doubts;
pub use flows::{Ends, flows};
pub use list::List;
pub use listing::Listing;
pub use loops::{FoundLoops, LoopsAsk, largest_loops, loops};
pub use not_begun::not_begun;
pub use notes::{Footnote, Notes};
pub use reconcile::{Beside, reconcile};
pub use refusal::Refusal;
pub use render::{Format, Look, WriteError, write};
pub(crate) use render::{is_formula, visible, wrapped};
pub use rights::rights;
pub use roles::roles;
pub use schema::{schema, schemas};
pub use stale::stale;
pub use table::{Column, Table};
pub use wider::{would_bring_flows, would_bring_loop, would_bring_loops};
