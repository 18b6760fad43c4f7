//! All integration tests in one program: linking the crate into one of each file took most of the time of a build.

mod common;

mod answers_assets;
mod answers_money;
mod answers_word;
mod circuits;
mod cli;
mod condition;
mod dense;
mod diff;
mod double_counting;
mod draw;
mod exchange;
mod faults;
mod floors;
mod guide;
mod honesty;
mod hostile;
mod ledger;
mod measure;
mod measure_exact;
mod measure_exact_laws;
mod measure_flows;
mod measure_laws;
mod measure_times;
mod measure_times_laws;
mod names;
mod one_deal;
mod own;
mod pictures;
mod planted;
mod readme;
mod register;
mod replay;
mod reproducible;
mod rights;
mod scan;
mod scenario;
mod serialized;
mod stopped;
mod temporal;
#[cfg(unix)]
mod terminal;
mod ui;
