//! Follows the money between companies, clouds and chips, and finds the loops in which it comes back to whoever paid
//! it.
//!
//! One road leads through the library, and each step is a pure function of the one before:
//!
//! ```text
//! text ─load→ Register ─View→ FlowGraph ─circuits→ Circuits ─measure→ figures ─draw→ bytes
//! ```
//!
//! ```
//! use roundtrip::{circuits::{Limits, Order, find, rank}, flow::View, load, model::Stop};
//!
//! let (register, _warnings) = load::embedded().expect("the shipped register is sound");
//! let graph = View::of(&register).flow(&register);
//! let mut loops = find(&graph, &register, &Limits::default(), &Stop::never());
//! rank(&mut loops.list, Order::Amount);
//! for circuit in loops.list.iter().take(3) {
//!     println!("{} {} {}", circuit.id, circuit.bottleneck.words(), circuit.status);
//! }
//! assert!(loops.complete);
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | [`model`] | the nouns: entities, deals, amounts, statuses, sources |
//! | [`load`] | TOML and CSV to a [`Register`](model::Register), with every fault at its place |
//! | [`flow`] | a way of looking, and who pays whom in it |
//! | [`ledger`] | payments by the million, from CSV or Parquet, as columns |
//! | [`circuits`] | the engine that lists loops, and what each loop is |
//! | [`measure`] | figures, each with its definition and its caution; findings |
//! | [`answer`] | answers to questions as values, and each as text, Markdown, CSV and JSON |
//! | [`draw`] | scenes, their layout, SVG and DOT |
//! | [`exchange`] | to and from the formats of other programs |
//! | [`cli`] | the program |
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "cli")]
pub mod answer;
pub mod circuits;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "draw")]
pub mod draw;
#[cfg(feature = "exchange")]
pub mod exchange;
pub mod flow;
pub mod ledger;
pub mod load;
pub mod measure;
pub mod model;
