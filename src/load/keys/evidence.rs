//! Keys of sources, of what they claim, and of figures beside the deals.

use super::key::{DROP, Key, Table, Value};
use crate::{
    load::words::Word,
    model::{Field, Measure, Read, SourceKind},
};

/// The sources of a figure, which must have one.
pub(super) const CITE: Key = Key::new("cite", Value::Cites(&CITATION), "The sources; at least one.", r#"["acme_8k"]"#);

pub(super) static CITATION: Table = Table {
    name: "citation",
    about: "A source that is cited, where more than its id is to be said. The id alone is a page that was read, cited for the \
            record as a whole.",
    keys: &[
        Key::required("source", Value::Source, "Which source.", r#""acme_8k""#),
        Key::new(
            "read",
            Value::Word(<Read as Word>::all),
            "How much of it was read: the page itself (which is meant if it is left out), a part of it, or nothing, because \
             another page names it and says what it states.",
            r#""named""#,
        ),
        Key::new(
            "via",
            Value::Text,
            "Where it is named, if it was not read: an address, the id of a source, or words.",
            r#""https://example.org/study""#,
        ),
        Key::new(
            "of",
            Value::List(&Value::Word(<Field as Word>::all)),
            "Of what it speaks. Of the record as a whole if left out.",
            r#"["amount", "day"]"#,
        ),
    ],
};

pub(super) static SOURCE: Table = Table {
    name: "source",
    about: "A page, filing or article that the register cites.",
    keys: &[
        Key::required("id", Value::Id, "How deals cite it.", r#""acme_8k""#),
        Key::new(
            "publisher",
            Value::Text,
            "Who published it. Two sources with the same publisher count as one independent source.",
            r#""Acme Corporation""#,
        ),
        Key::new("author", Value::Text, "Who wrote it.", r#""Ada Example""#),
        Key::new("title", Value::Text, "Its headline or title.", r#""Form 8-K""#),
        Key::new("url", Value::Url, "Where it can be read.", r#""https://example.org/acme-8k""#),
        Key::new("date", Value::Date, "When it was published.", r#""2026-01-15""#),
        Key::required(
            "kind",
            Value::Word(<SourceKind as Word>::all),
            "How close it is to the fact: a filing or contract, a party to the deal, a named publisher, or a page that \
             repeats others.",
            r#""filing""#,
        ),
        Key::new(
            "wire",
            Value::List(&Value::Text),
            "The agency whose story it repeats. Sources that share one count as one independent source.",
            r#"["Bloomberg"]"#,
        ),
        Key::new("note", Value::Text, "Anything else a reader should know.", r#""Undated; repeats another page.""#),
        DROP,
    ],
};

pub(super) static RATE: Table = Table {
    name: "rate",
    about: "An exchange rate on a day. An amount in another currency is converted at the last rate on or before the first day \
            of its deal, and at the earliest rate if there is none before.",
    keys: &[
        Key::required("currency", Value::Currency, "The currency.", r#""EUR""#),
        Key::required("rate", Value::Number, "How many units of the base currency one unit buys.", "1.08"),
        Key::required("on", Value::Date, "The day.", r#""2024-02-26""#),
        CITE,
    ],
};

pub(super) static CLAIM: Table = Table {
    name: "claim",
    about: "What one source says of a deal or an entity. Claims of one matter are set side by side wherever they differ, and \
            `held` says which one the register follows. One matter are the claims of one `subject`; where none is given, those \
            of one kind about the same deal or the same entities. What is compared is the amount, the day and the per cent \
            that they state, each as it is written; where those agree or are not stated, what they say.",
    keys: &[
        Key::required("id", Value::Text, "A short name by which the claim can be cited.", r#""A4.01""#),
        Key::required("cite", Value::Source, "The source that makes the claim.", r#""article_a4""#),
        Key::new("deal", Value::Deal, "The deal of which it speaks.", r#""oai_aws_38b""#),
        Key::new("about", Value::List(&Value::Entity), "The entities of which it speaks.", r#"["amazon", "openai"]"#),
        Key::required(
            "kind",
            Value::Text,
            "What sort of claim it is: `investment`, `valuation`, `exclusivity`, `ownership`, `status` and so on.",
            r#""investment""#,
        ),
        Key::new(
            "subject",
            Value::List(&Value::Text),
            "The matter on which it speaks, in the same words wherever it is the same matter; a claim may speak on several.",
            r#"["Launch of Trainium2"]"#,
        ),
        Key::new("amount", Value::Amount, "The amount that it states.", r#""~10B""#),
        Key::new("day", Value::Date, "The day, month or year that it states.", r#""2024-12-03""#),
        Key::new("percent", Value::Text, "The per cent that it states, as stated.", r#""30% to 40%""#),
        Key::new("status", Value::Text, "The status that it gives, in the source's own words.", r#""in talks""#),
        Key::required("says", Value::Text, "What it says, in your own words.", r#""Amazon invests in OpenAI""#),
        Key::new(
            "held",
            Value::Text,
            "If claims differ: which one the register follows, and why.",
            r#""held: the wording of the filing""#,
        ),
    ],
};

pub(super) static BACKLOG: Table = Table {
    name: "backlog",
    about: "Orders that a supplier has reported but not yet filled, and how much of them comes from one customer. Compared \
            with the deals by `measure backlog`; no money moves by it.",
    keys: &[
        Key::required("holder", Value::Entity, "The supplier.", r#""oracle""#),
        Key::new("counterparty", Value::Entity, "The customer, if one is named.", r#""openai""#),
        Key::required("metric", Value::Text, "What the supplier calls the figure.", r#""RPO""#),
        Key::new("total", Value::Amount, "All orders that are not yet filled.", r#""523B""#),
        Key::new("share", Value::Text, "The customer's share of the total, in per cent, as stated.", r#""over 40%""#),
        Key::required("on", Value::Date, "The day of which the figure speaks.", r#""2025-12""#),
        CITE,
    ],
};

pub(super) static MARKET_SHARE: Table = Table {
    name: "market_share",
    about: "A share of a market. Shown on the entity's page; no money moves by it.",
    keys: &[
        Key::required("market", Value::Text, "The market.", r#""AI training chips""#),
        Key::required("entity", Value::Entity, "Whose share it is.", r#""nvidia""#),
        Key::required("share", Value::Text, "The share in per cent, as stated.", r#""70% to 75%""#),
        Key::required("on", Value::Date, "The day of which the figure speaks.", r#""2025-12""#),
        CITE,
    ],
};

/// How much a valuation states.
pub(super) const WORTH: Key = Key::required("worth", Value::Amount, "The amount.", r#""500B""#);

/// What a valuation rests on.
pub(super) const BASIS: Key = Key::required(
    "basis",
    Value::Text,
    "How it was arrived at: `market_cap`, `post_money`, `pre_money`, `secondary`, `venture_round` and so on; `talks` and \
     `ipo_target` are shown and never counted.",
    r#""post_money""#,
);

pub(super) static VALUED: Table = Table {
    name: "dated valuation",
    about: "What an entity was held to be worth on a day, written apart from it: the market values of one day are one file. It \
            is the same as an entry of the entity's `valuations`.",
    keys: &[
        Key::required("entity", Value::Entity, "Whose worth.", r#""nvidia""#),
        WORTH,
        BASIS,
        Key::required("on", Value::Date, "The day.", r#""2026-06-30""#),
        CITE,
    ],
};

pub(super) static FIGURE: Table = Table {
    name: "figure",
    about: "A figure of a company for a fiscal year or quarter. Shown on its page; no money moves by it.",
    keys: &[
        Key::required("entity", Value::Entity, "Whose figure.", r#""oracle""#),
        Key::required(
            "what",
            Value::Word(<Measure as Word>::all),
            "What it is: revenue or capital spending of the period, cash or remaining performance obligations on its last day.",
            r#""rpo""#,
        ),
        Key::required("period", Value::Text, "The fiscal year or quarter, as the company counts.", r#""FY2026""#),
        Key::required("ended", Value::Date, "The period's last day.", r#""2026-05-31""#),
        Key::required("amount", Value::Amount, "The amount.", r#""523B""#),
        Key::new("note", Value::Text, "Anything else a reader should know.", r#""customer deposits included""#),
        CITE,
    ],
};

pub(super) static CUSTOMER_SHARE: Table = Table {
    name: "customer share",
    about: "How much of a company's revenue came from one customer. Shown on the pages of both; no money moves by it.",
    keys: &[
        Key::required("entity", Value::Entity, "Whose revenue.", r#""coreweave""#),
        Key::new("customer", Value::Entity, "From whom, if the customer is named.", r#""microsoft""#),
        Key::required("share", Value::Text, "The share in per cent, as stated.", r#""62%""#),
        Key::required("period", Value::Text, "The fiscal year or quarter, as the company counts.", r#""FY2024""#),
        Key::required("ended", Value::Date, "The period's last day.", r#""2024-12-31""#),
        Key::new("note", Value::Text, "Anything else a reader should know.", r#""named as Customer A""#),
        CITE,
    ],
};
