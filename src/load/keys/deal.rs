//! Keys of deals.

use super::{
    evidence::CITATION,
    key::{DROP, Key, Table, Value},
};
use crate::{
    load::words::Word,
    model::{By, Confirmation, Grant, Kind, Mark, Per, Return, Status},
};

pub(super) static DEAL: Table = Table {
    name: "deal",
    about: "One agreement between a payer and a payee. The payer is whoever gives the value, whatever the kind: the investor, \
            the customer, the issuer of warrants. Every deal must have a history and, there or in `cite`, a source.",
    keys: &[
        Key::required("id", Value::Id, "How files and commands name it. It never changes.", r#""oai_aws_38b""#),
        Key::new(
            "title",
            Value::Text,
            "One line that says what it is. Without one, it is made from payer, kind and payee.",
            r#""OpenAI rents computing from AWS""#,
        ),
        Key::required("kind", Value::Word(<Kind as Word>::all), "What kind of deal it is.", r#""cloud""#),
        Key::new(
            "payer",
            Value::List(&Value::Entity),
            "Who gives the value. Several if the members of a round are known and their shares are not. Required, except \
             that an acquisition, divestment or secondary sale may have an unnamed buyer.",
            r#""openai""#,
        ),
        Key::new("payee", Value::List(&Value::Entity), "Who gets the value. Required.", r#""aws""#),
        Key::new(
            "target",
            Value::Entity,
            "What is bought or sold, if it is neither payer nor payee.",
            r#""aligned_data_centers""#,
        ),
        Key::new(
            "on_behalf_of",
            Value::Entity,
            "Of a guarantee: the party whose debt is guaranteed. With `--include contingent` it runs to that party as well.",
            r#""fluidstack""#,
        ),
        Key::new(
            "amount",
            Value::Amount,
            "The amount as it was stated. Not disclosed if left out, which is neither zero nor the maximum.",
            r#""38B""#,
        ),
        Key::new(
            "original",
            Value::Text,
            "The amount in the currency of the contract, where `amount` is what the press made of it.",
            r#""EUR 1.3B""#,
        ),
        Key::new(
            "round",
            Value::Flag,
            "The amount is that of a whole round, and what each payer gives is not known: at most the amount each.",
            "true",
        ),
        Key::new(
            "term",
            Value::Text,
            "How long it runs: a number of years or months, or `through` and a date. `measure annual` spreads the amount over it.",
            r#""7y""#,
        ),
        Key::new("chips", Value::List(&Value::Entity), "The chips that it is about.", r#"["gb200", "gb300"]"#),
        Key::new("cloud", Value::Entity, "The cloud that it is about, if the parties are companies.", r#""oci""#),
        Key::new(
            "quantity",
            Value::List(&Value::Text),
            "How much of something other than money, as stated: a number with its bound as in amounts, then its unit, such as \
             `GW`, `chips` or `shares`.",
            r#"["about 2 GW", "over 220,000 chips"]"#,
        ),
        Key::new(
            "stake",
            Value::Text,
            "The share of the payee that the payer holds by it, in per cent, as stated. `measure ownership` reads it in deals of \
             the kind `ownership`.",
            r#""up to 10%""#,
        ),
        Key::new("installments", Value::Tables(&INSTALLMENT), "The parts in which it is paid, if they are known.", ""),
        Key::new("rate", Value::Tables(&FEE), "What is paid a month, a quarter or a year.", ""),
        Key::new("paid", Value::Tables(&PAID), "What had been paid in all, day by day.", ""),
        Key::new("exit", Value::Tables(&EXIT), "How it can be ended before its time.", ""),
        Key::new(
            "in_return",
            Value::List(&Value::Word(<Return as Word>::all)),
            "What the payer gets.",
            r#"["shares"]"#,
        ),
        Key::new("pledged", Value::Tables(&PLEDGE), "What was pledged for it, and to whom.", ""),
        Key::new("expected", Value::Tables(&EXPECTED), "What status was to be reached by when.", ""),
        Key::new("rights", Value::Tables(&RIGHT), "What one party may do by it that others may not.", ""),
        Key::new("conditions", Value::Text, "What must happen before it takes effect.", r#""regulatory approval""#),
        Key::new(
            "tranche_of",
            Value::Deal,
            "The total of which this deal is a part. The total then counts only for what its tranches leave open.",
            r#""oai_crwv_22_4b""#,
        ),
        Key::new(
            "part_of",
            Value::Deal,
            "The round to which this payment belongs. The round then no longer counts for this payer.",
            r#""oai_round_2026""#,
        ),
        Key::new(
            "supersedes",
            Value::List(&Value::Deal),
            "Deals that this one replaces. They end on its first day, unless their own history says when.",
            r#"["oai_cerebras_10b"]"#,
        ),
        Key::new("expands", Value::Deal, "An earlier deal that this one adds to. Both count.", r#""oai_aws_38b""#),
        Key::new(
            "overlaps",
            Value::List(&Value::Deal),
            "Deals that describe the same money. While one of them counts, this one does not.",
            r#"["anth_goog_200b"]"#,
        ),
        Key::new(
            "reciprocal_of",
            Value::Deal,
            "The deal of which this is the other half, such as the shares given for an order. Both count.",
            r#""oai_amd_6gw""#,
        ),
        Key::new(
            "no_arc",
            Value::Text,
            "Why no money moves from payer to payee by it, although its kind says so. It is shown and never counted.",
            r#""a plan, not contracts""#,
        ),
        Key::new(
            "confirmation",
            Value::Word(<Confirmation as Word>::all),
            "How sure the record is. `reported` if left out; `false` keeps a wrong report as a warning and never counts it.",
            r#""confirmed""#,
        ),
        Key::new(
            "day_unverified",
            Value::Flag,
            "The day of the month rests on a single page. `check` lists such deals.",
            "true",
        ),
        Key::new(
            "conflict",
            Value::Text,
            "What the sources disagree about, and which of them the register follows.",
            r#""one source says the duty ends in April 2026; held: the filing""#,
        ),
        Key::new("note", Value::Text, "Anything else a reader should know.", r#""IPO anchor order at $40 a share""#),
        Key::new(
            "details",
            Value::Free,
            "Anything that has no key of its own: any keys, each with a text. Shown on the deal's page.",
            r#"{ site = "Abilene, Texas" }"#,
        ),
        Key::new("history", Value::Tables(&EVENT), "What happened, the oldest entry first. Required.", ""),
        Key::new(
            "cite",
            Value::Cites(&CITATION),
            "The sources. They may be left out if every entry of the history has its own.",
            r#"["particle_aws38"]"#,
        ),
        Key::new("contradicted_by", Value::Cites(&CITATION), "Sources that say otherwise.", r#"["benjamin_bbg_map"]"#),
        DROP,
    ],
};

static EVENT: Table = Table {
    name: "history entry",
    about: "One dated step in the life of a deal. Statuses only climb, or leave the ladder for good.",
    keys: &[
        Key::required("on", Value::Date, "The day.", r#""2025-11-03""#),
        Key::new(
            "status",
            Value::Word(<Status as Word>::all),
            "The status from this day on. At least one entry must give one.",
            r#""signed""#,
        ),
        Key::new(
            "mark",
            Value::Word(<Mark as Word>::all),
            "A reservation from this day on: the deal waits for a condition, or work on it has stopped.",
            r#""conditional""#,
        ),
        Key::new("amount", Value::Amount, "The amount from this day on, if it changed.", r#""110B""#),
        Key::new("note", Value::Text, "What happened.", r#""reported""#),
        Key::new("cite", Value::Cites(&CITATION), "The sources for this entry.", r#"["particle_aws38"]"#),
    ],
};

static INSTALLMENT: Table = Table {
    name: "installment",
    about: "One of the parts in which a deal is paid. `measure annual` puts each into the year of its day.",
    keys: &[
        Key::required("amount", Value::Amount, "The amount of this part.", r#""23.25B""#),
        Key::new("on", Value::Date, "The day on which it is paid.", r#""2026-04-01""#),
        Key::new("note", Value::Text, "Anything else a reader should know.", r#""Port Washington, Wisconsin""#),
    ],
};

static RIGHT: Table = Table {
    name: "right",
    about: "What one party to a deal may do that others may not. `rights` lists them.",
    keys: &[
        Key::required(
            "grant",
            Value::Word(<Grant as Word>::all),
            "How far it keeps others out: nobody else may, others may only if the holder declines, or others may too.",
            r#""exclusive""#,
        ),
        Key::required("scope", Value::Text, "What it covers.", r#""OpenAI's computing""#),
        Key::new("holder", Value::Entity, "Who has it. The deal's payer if left out.", r#""microsoft""#),
        Key::new("bound", Value::Entity, "Who granted it. The deal's payee if left out.", r#""openai""#),
        Key::new("on", Value::Date, "Its first day.", r#""2025-10-28""#),
        Key::new("until", Value::Text, "How long it was agreed to last: a date or an event.", r#""2032""#),
        Key::new("ended", Value::Date, "The first day on which it no longer held.", r#""2026-04-27""#),
        Key::new("note", Value::Text, "Anything else a reader should know.", r#""disputed until 2026-04-27""#),
        Key::new("cite", Value::Cites(&CITATION), "The sources for it.", r#"["volk_ms_oai"]"#),
    ],
};

const NOTE: Key =
    Key::new("note", Value::Text, "Anything else a reader should know.", r#""less in the first two months""#);

const SOURCES: Key = Key::new(
    "cite",
    Value::Cites(&CITATION),
    "The sources for it. The deal's own speak for it if they are left out.",
    r#"["particle_aws38"]"#,
);

static FEE: Table = Table {
    name: "running payment",
    about: "What is paid again and again, from when until when. The deal's `amount` says what all of it comes to.",
    keys: &[
        Key::required("amount", Value::Amount, "How much each time.", r#""1.25B""#),
        Key::required("per", Value::Word(<Per as Word>::all), "How long a time it is paid for.", r#""month""#),
        Key::new("from", Value::Date, "Its first day, month or year.", r#""2026-07""#),
        Key::new("until", Value::Date, "Its last day, month or year.", r#""2029-05""#),
        NOTE,
        SOURCES,
    ],
};

static PAID: Table = Table {
    name: "payment to date",
    about: "What had been paid in all by the end of a day: the sum since the first payment, not the last part of it.",
    keys: &[
        Key::required("on", Value::Date, "The day.", r#""2026-06-30""#),
        Key::required("amount", Value::Amount, "The sum of all payments so far.", r#""11.9B""#),
        NOTE,
        SOURCES,
    ],
};

static EXIT: Table = Table {
    name: "exit",
    about: "How an agreement can be ended before its time.",
    keys: &[
        Key::required("by", Value::Word(<By as Word>::all), "Who may end it.", r#""either""#),
        Key::new("notice", Value::Text, "How long before the end it must be said.", r#""90 days""#),
        Key::new("from", Value::Date, "The first day on which it may be ended.", r#""2027-01-01""#),
        Key::new("pays", Value::Amount, "What whoever ends it pays.", r#""4.8B""#),
        NOTE,
        SOURCES,
    ],
};

static PLEDGE: Table = Table {
    name: "pledge",
    about: "What a debtor has pledged for a debt.",
    keys: &[
        Key::required("asset", Value::Text, "What is pledged.", r#""the chips bought with the loan""#),
        Key::new("to", Value::Entity, "To whom, if it is not the payer.", r#""blackstone""#),
        NOTE,
        SOURCES,
    ],
};

static EXPECTED: Table = Table {
    name: "expected event",
    about: "A status that was to be reached by a day. `check --stale` lists those whose day has passed without it.",
    keys: &[
        Key::required("on", Value::Date, "The last day, month, quarter or year for it.", r#""2026-Q3""#),
        Key::required("status", Value::Word(<Status as Word>::all), "The status.", r#""closed""#),
        NOTE,
        SOURCES,
    ],
};
