//! Keys of a scenario, the file behind `--scenario`.

use super::key::{Key, Table, Value};
use crate::{load::words::Word, model::Status};

/// A file for `--scenario`: what is to be assumed of some deals.
pub static SCENARIO: Table = Table {
    name: "scenario",
    about: "A small file for `--scenario`: it says what to assume of some deals of a register. The register stays as it is.",
    keys: &[
        Key::new(
            "title",
            Value::Text,
            "What is assumed, in a few words.",
            r#""Half of Oracle, and the talks are signed""#,
        ),
        Key::new("deal", Value::Tables(&ASSUMED), "One table for each deal of which something is assumed.", ""),
    ],
};

static ASSUMED: Table = Table {
    name: "deal",
    about: "What is assumed of one deal: another status, another amount or both; or that it does not exist.",
    keys: &[
        Key::required("id", Value::Deal, "The deal, as the register names it.", r#""oai_oracle_300b""#),
        Key::new("drop", Value::Flag, "The deal does not exist. Then nothing else may be assumed of it.", "true"),
        Key::new("status", Value::Word(<Status as Word>::all), "It has this status.", r#""signed""#),
        Key::new("amount", Value::Amount, "It comes to this amount.", r#""150B""#),
    ],
};
