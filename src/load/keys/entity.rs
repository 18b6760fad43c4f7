//! Keys of entities and of the ties between them.

use super::{
    evidence::{BASIS, CITATION, CITE, WORTH},
    key::{DROP, Key, Table, Value},
};
use crate::{load::words::Word, model::EntityKind};

pub(super) static ENTITY: Table = Table {
    name: "entity",
    about: "A company, cloud, chip or product: a point on the map.",
    keys: &[
        Key::required(
            "id",
            Value::Id,
            "How files and commands name it. It never changes, even if the company is renamed.",
            r#""openai""#,
        ),
        Key::new("name", Value::Text, "Its full name. Without one, the id is shown.", r#""OpenAI""#),
        Key::required("kind", Value::Word(<EntityKind as Word>::all), "What it is.", r#""company""#),
        Key::new(
            "roles",
            Value::List(&Value::Text),
            "What part it plays: `lab`, `hyperscaler`, `neocloud`, `chipmaker`, `investor`, `bank`, `vehicle` and so on. \
             `aggregate` marks an entity that stands for several unnamed parties, `nobody` one that stands for whoever is \
             not named: no loop leads through it.",
            r#"["lab"]"#,
        ),
        Key::new("country", Value::Text, "Its country, as a two-letter code.", r#""US""#),
        Key::new("ticker", Value::Text, "The exchange and symbol of its shares.", r#""NASDAQ:NVDA""#),
        Key::new("listing", Value::Text, "Whether its shares are traded, and since when.", r#""public since 2026-05""#),
        Key::new(
            "aliases",
            Value::List(&Value::Text),
            "Other names under which commands and spreadsheets find it. The first is the short name used in pictures.",
            r#"["Open AI", "OpenAI LP"]"#,
        ),
        Key::new("operator", Value::EntityOrTables(&OWNER), "Who runs this cloud.", r#""microsoft""#),
        Key::new("maker", Value::EntityOrTables(&OWNER), "Who makes this chip or product.", r#""nvidia""#),
        Key::new(
            "parent",
            Value::EntityOrTables(&OWNER),
            "The company of which this division or vehicle is part. At company level its money counts as the parent's.",
            r#"[{ of = "spacex", since = "2026-02-02" }]"#,
        ),
        Key::new("family", Value::Text, "The family to which this chip belongs.", r#""trainium""#),
        Key::new("generation", Value::Number, "The generation of this chip within its family, a whole number.", "2"),
        Key::new("availability", Value::Text, "When this chip could be bought, or is to be.", r#""GA 2024-12-03""#),
        Key::new("valuations", Value::Tables(&VALUATION), "What it was held to be worth, and when.", ""),
        Key::new("note", Value::Text, "Anything else a reader should know.", r#""Owned by a fund of the state.""#),
        Key::new("cite", Value::Cites(&CITATION), "The sources for what is said of it here.", r#"["acme_8k"]"#),
        DROP,
    ],
};

static OWNER: Table = Table {
    name: "owner",
    about: "To whom an entity belongs, where that changed over time. `operator`, `maker` and `parent` all take a list of these.",
    keys: &[
        Key::required("of", Value::Entity, "The owner.", r#""spacex""#),
        Key::new("since", Value::Date, "The first day on which it was the owner.", r#""2026-02-02""#),
        Key::new("until", Value::Date, "The first day on which it was no longer the owner.", r#""2026-02-02""#),
    ],
};

static VALUATION: Table = Table {
    name: "valuation",
    about: "What an entity was held to be worth on a day. It must cite a source.",
    keys: &[WORTH, BASIS, Key::required("on", Value::Date, "The day.", r#""2025-10-02""#), CITE],
};

pub(super) static TIE: Table = Table {
    name: "tie",
    about: "A relation between two entities that is not a deal. Shown on the pages of both; no money moves by it.",
    keys: &[
        Key::required("from", Value::Entity, "The entity that does something.", r#""amazon""#),
        Key::required(
            "relation",
            Value::Text,
            "What it does: `makes`, `operates`, `owns`, `offers`, `designs`, `co_designs`, `fabricates`, `has_division`.",
            r#""owns""#,
        ),
        Key::required("to", Value::Entity, "The entity to which it does it.", r#""aws""#),
        Key::new("share", Value::Number, "How much of it is owned, in per cent.", "90"),
        Key::new("since", Value::Date, "The first day, if it is known.", r#""2025-05""#),
        Key::new("note", Value::Text, "Anything else a reader should know.", r#""company and cloud are one node""#),
        Key::new("cite", Value::Cites(&CITATION), "The sources.", r#"["acme_8k"]"#),
    ],
};
