//! `roundtrip export` and `roundtrip import`.

mod export;
mod import;

pub(super) use export::run as export;
pub(super) use import::run as import;
