//! Follows the money between companies, clouds and chips, and finds the loops in which it comes back to whoever paid
//! it.
//!
//! Companies are nodes, deals are edges: an investment leads from the investor to the company, a purchase from the
//! customer to the supplier. Where the edges lead back to where they began, money can come back to whoever paid it. The
//! library reads a register of such deals, lists every loop, and measures how much of the money can go round; or it reads
//! a ledger of payments and lists the loops in it, in order of time.
//!
//! # The road
//!
//! Each step is a pure function of the one before, and the same input gives the same output on every machine:
//!
//! ```text
//! text ─load→ Register ─View→ FlowGraph ─circuits→ Circuits ─measure→ figures ─draw→ bytes
//! rows ─ledger→ Ledger ─Payments→ TemporalGraph ─circuits→ loops of payments ─scan→ bytes
//! ```
//!
//! | module | what is in it | feature |
//! |---|---|---|
//! | [`model`] | entities, deals, amounts and their ranges, statuses, sources; [`Stop`](model::Stop) | |
//! | [`load`] | TOML and CSV to a [`Register`](model::Register), with every fault at its place; registers made in code | |
//! | [`flow`] | a [`View`](flow::View) of a register, and who pays whom in it | |
//! | [`ledger`] | payments by the million, from CSV, JSON and more, as columns | `files` for workbooks, archives, encodings; `parquet` |
//! | [`circuits`] | the engine that lists loops, what each loop is, conditions on loops | |
//! | [`measure`] | figures, each with its definition and its caution; findings | |
//! | [`draw`] | scenes, their layout, SVG, DOT and a page; images | `draw`; `png`, `pdf` for images |
//! | [`exchange`] | to and from the formats of other programs | `exchange`; `sqlite` for SQLite |
//! | [`answer`] | answers to questions as values, and each as text, Markdown, CSV and JSON | `cli` |
//! | [`scan`] | loops of a ledger as lines, tables and pictures | `cli` |
//! | [`cli`] | the program | `cli` |
//!
//! # A register
//!
//! One is compiled into the library; [`load::from_paths`] reads your own, and [`load::RegisterBuilder`] makes one in code.
//!
//! ```
//! use roundtrip::{
//!     circuits::{Class, Limits, Order, find, rank},
//!     flow::{Scope, View},
//!     load,
//!     measure::headline,
//!     model::{Status, Stop},
//! };
//!
//! let (register, _warnings) = load::embedded()?;
//! // What was signed or is firmer, on the register's own day.
//! let view = View::of(&register).status(Status::Signed);
//! let scope = Scope::new(&register, view.clone());
//! let limits = Limits::default().class(Class::CircularFunding);
//! let mut loops = find(&scope.graph, &register, &limits, &Stop::never());
//! rank(&mut loops.list, Order::Amount, &scope);
//! for circuit in loops.list.iter().take(3) {
//!     println!("{} {} {}", circuit.id, circuit.bottleneck.words(register.base), circuit.status);
//! }
//! assert!(loops.complete);
//! // How much of all that is paid can go round.
//! let headline = headline(&register, &view, &Stop::never());
//! assert!(headline.stated.circulation <= headline.stated.total);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The engine alone
//!
//! [`circuits::Search`] lists the elementary circuits of any digraph, [`circuits::TemporalSearch`] those of a graph whose
//! edges have times. Both run on one thread or several, with the same result in the same order.
//!
//! ```
//! use roundtrip::circuits::{Digraph, Search, TemporalGraph, TemporalSearch, TimeOrder};
//!
//! let graph = Digraph::from_edges(4, [(0, 1), (1, 2), (2, 0), (1, 0), (2, 3)]);
//! assert_eq!(Search::all(&graph).count().total(), 2);
//! // Tail, head, time: the circuit must go round in order of time, within a week.
//! let graph = TemporalGraph::from_edges(2, [(0, 1, 1), (1, 0, 2), (1, 0, 9)]);
//! let search = TemporalSearch::new(&graph, TimeOrder::Strict).window(Some(7));
//! assert_eq!(search.iter().collect::<Vec<_>>(), [[0, 1]]);
//! ```
//!
//! # Amounts
//!
//! Money is exact: [`Decimal`](model::Decimal) is the type of the crate `rust_decimal`, [`Date`](model::Date) that of
//! `jiff`. What a deal states is an [`Amount`](model::Amount), such as `up to 30B`; what that leaves open is a
//! [`Range`](model::Range): what was stated, the least and the most it can be. Unknown is never zero and never the
//! maximum, and each figure says what it leaves out.
//!
//! What you hold can be serialised (`serde::Serialize`): money as exact numbers, days as text, unknown as null. Use
//! `serde_json` for it: exact numbers are a matter between the two.
//!
//! # Errors and stopping
//!
//! Every error implements [`std::error::Error`] and keeps its source. A flawed register is refused with a
//! [`load::Report`]: every fault of every file at once, each with its place, what is wrong and how to mend it. A word that
//! is none of a closed set is an [`UnknownWord`](model::UnknownWord), with the words there are.
//!
//! Whatever can take long takes a [`Stop`](model::Stop): a deadline, a flag, or both. A search that was stopped gives what
//! it found and says that it is not complete. Below [`cli`] nothing prints, and only [`load`] and [`ledger`] read files.
//!
//! # Features
//!
//! All but `parquet` and `sqlite` are on by default. `default-features = false` leaves registers, ledgers, the engine and
//! the measures, which need a third of the crates:
//!
//! ```toml
//! [dependencies]
//! roundtrip = { version = "0.1", default-features = false, features = ["draw"] }
//! ```
//!
//! # Versions
//!
//! Enums that will grow, [`View`](flow::View) and [`Limits`](circuits::Limits) are `#[non_exhaustive]`: match with a
//! wildcard, and begin with [`View::of`](flow::View::of) or [`Limits::default`](circuits::Limits::default). `examples/` has
//! five programs of at most 25 lines.
#![cfg_attr(docsrs, feature(doc_cfg))]
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
#[cfg(feature = "cli")]
pub mod scan;
#[cfg(feature = "cli")]
mod terminal;
