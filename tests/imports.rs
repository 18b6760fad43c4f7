//! Registers, tables and graphs as people have them, given to the real program: what it reads, or what it says and what
//! to type then.
//!
//! The files in `tests/data/imports` are those of a trial by an outsider, in which each gave a wrong or a puzzling
//! answer.

mod formats;
mod layers;
pub(crate) mod money;
mod names;
mod tables;
