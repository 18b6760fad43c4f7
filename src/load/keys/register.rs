//! What stands at the top of a file.

use super::{
    deal::DEAL,
    entity::{ENTITY, TIE},
    evidence::{BACKLOG, CLAIM, CUSTOMER_SHARE, FIGURE, MARKET_SHARE, RATE, SOURCE, VALUED},
    key::{Key, Table, Value},
};

/// A file of a register. A register may be one file or a folder of them; tables may stand in any file, in any order.
pub static REGISTER: Table = Table {
    name: "register file",
    about: "A register is one file or a folder of files. Any table may stand in any of them, in any order. Title, date and \
            currency are stated once; if several files state them, the last one wins.",
    keys: &[
        Key::new(
            "title",
            Value::Text,
            "What the register is about: the heading of reports and pictures.",
            r#""Who pays whom in batteries""#,
        ),
        Key::new(
            "as_of",
            Value::Date,
            "The day on which the register was brought up to date. Without it, the last day in any history counts.",
            r#""2026-06-30""#,
        ),
        Key::new(
            "base",
            Value::Currency,
            "The currency into which every amount is converted. US dollars if it is not stated.",
            r#""USD""#,
        ),
        Key::new("entity", Value::Tables(&ENTITY), "Companies, clouds, chips and products.", ""),
        Key::new("tie", Value::Tables(&TIE), "Relations that are not deals, such as who makes which chip.", ""),
        Key::new("source", Value::Tables(&SOURCE), "The pages, filings and articles that the register cites.", ""),
        Key::new("deal", Value::Tables(&DEAL), "The agreements.", ""),
        Key::new("rate", Value::Tables(&RATE), "Exchange rates, each with its day.", ""),
        Key::new("claim", Value::Tables(&CLAIM), "What single sources say, word against word.", ""),
        Key::new("backlog", Value::Tables(&BACKLOG), "Orders that a supplier has reported but not yet filled.", ""),
        Key::new("market_share", Value::Tables(&MARKET_SHARE), "Shares of markets.", ""),
        Key::new(
            "valuation",
            Value::Tables(&VALUED),
            "What entities were held to be worth, written apart from them.",
            "",
        ),
        Key::new("figure", Value::Tables(&FIGURE), "Figures of companies by fiscal year or quarter.", ""),
        Key::new(
            "customer_share",
            Value::Tables(&CUSTOMER_SHARE),
            "How much of a company's revenue came from one customer.",
            "",
        ),
    ],
};
