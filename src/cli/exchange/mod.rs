//! `roundtrip export` and `roundtrip import`.

mod args;
mod export;
mod import;

pub(super) use args::{ExportArgs, ImportArgs};
pub(super) use export::run as export;
pub(super) use import::run as import;
