//! The reference of the register's format is made from the reader's own list of keys, and the reader takes those keys and
//! no others.

use std::fmt::Write as _;

use crate::common::documents::generated;
use roundtrip::{
    load::{
        Code,
        keys::{Key, REGISTER, SCENARIO, SPREADSHEET, Table, Value},
    },
    model::{Kind, Register},
};

/// Every table below one, each once, in the order of the keys, with the keys that lead to it from the top of a file.
fn tables(top: &'static Table) -> Vec<(Vec<&'static Key>, &'static Table)> {
    let mut all: Vec<(Vec<&Key>, &Table)> = vec![(Vec::new(), top)];
    let mut at = 0;
    while let Some((path, table)) = all.get(at).cloned() {
        for key in table.keys {
            let known = |below: &Table| all.iter().any(|(_, table)| std::ptr::eq(*table, below));
            if let Some(below) = key.value.table().filter(|below| !known(below)) {
                all.push(([path.as_slice(), &[key]].concat(), below));
            }
        }
        at += 1;
    }
    all
}

/// A file in which only one key of one table stands.
fn file(path: &[&Key], key: &str, value: &str) -> String {
    let mut text = format!("{key} = {value}");
    for outer in path.iter().rev() {
        text = format!("{} = [{{ {text} }}]", outer.name);
    }
    text
}

fn problems(top: &Table, text: &str) -> Vec<(Code, String)> {
    let report = if std::ptr::eq(top, &raw const SCENARIO) {
        let (register, _) = roundtrip::load::embedded().expect("sound");
        roundtrip::load::scenario_from("it.toml", text.as_bytes().to_vec(), &register).map(|_| ()).unwrap_err()
    } else {
        roundtrip::load::from_text("it.toml", text).map(|_| ()).unwrap_err()
    };
    report.problems.into_iter().map(|problem| (problem.code, problem.message)).collect()
}

/// A value that no such key takes is refused by name: so the reader reads the key.
#[test]
fn every_key_of_the_list_is_read() {
    for top in [&REGISTER, &SCENARIO] {
        for (path, table) in tables(top) {
            for key in table.keys {
                let wrong = if matches!(key.value, Value::Flag) { "\"yes\"" } else { "true" };
                let text = file(&path, key.name, wrong);
                let found = problems(top, &text);
                let said = format!("`{}` should be ", key.name);
                let it = |(code, message): &(Code, String)| *code == Code::WrongType && message.starts_with(&said);
                assert!(found.iter().any(it), "{text}: {found:?}");
            }
        }
    }
}

#[test]
fn a_key_that_is_not_on_the_list_is_refused() {
    for top in [&REGISTER, &SCENARIO] {
        for (path, table) in tables(top) {
            let found = problems(top, &file(&path, "zzz", "1"));
            let unknown: Vec<_> = found.iter().filter(|(code, _)| *code == Code::UnknownKey).collect();
            assert_eq!(unknown.len(), 1, "{}: {found:?}", table.name);
            assert!(unknown[0].1.ends_with("has no key `zzz`"), "{unknown:?}");
        }
    }
}

#[test]
fn a_key_is_missed_where_the_list_says_it_must_be_there() {
    for top in [&REGISTER, &SCENARIO] {
        for (path, table) in tables(top).into_iter().filter(|(path, _)| !path.is_empty()) {
            let found = problems(top, &file(&path, "zzz", "1"));
            for key in table.keys {
                let message = format!("this {} has no `{}`", table.name, key.name);
                let missed = found.iter().any(|(code, said)| *code == Code::MissingKey && *said == message);
                assert_eq!(missed, key.required, "{}: {found:?}", key.name);
            }
        }
    }
}

#[test]
fn every_example_is_toml_of_its_type() {
    for (_, table) in tables(&REGISTER).into_iter().chain(tables(&SCENARIO)) {
        for key in table.keys {
            if matches!(key.value, Value::Tables(_)) {
                assert_eq!(key.example, "", "{}", key.name);
                continue;
            }
            let text = format!("it = {}", key.example);
            let value = toml::de::DeTable::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", key.name));
            let value = value.get_ref().get("it").expect("it").get_ref();
            let fits = match key.value {
                Value::Flag => value.is_bool(),
                Value::Free => value.is_table(),
                Value::Number => value.is_integer() || value.is_float(),
                Value::List(_) | Value::EntityOrTables(_) | Value::Cites(_) => value.is_array() || value.is_str(),
                _ => value.is_str(),
            };
            assert!(fits, "{}: {}", key.name, key.example);
            if let Value::Word(all) = key.value {
                assert!(all().iter().any(|word| key.example == format!("\"{word}\"")), "{}", key.example);
            }
        }
    }
}

/// Columns that name other deals.
const LINKS: [&str; 5] = ["supersedes", "superseded_by", "tranche_of", "part_of", "overlaps"];

#[test]
fn a_spreadsheet_takes_the_columns_of_the_list() {
    let row = |columns: &[&roundtrip::load::keys::Column]| -> Result<Register, _> {
        let names: Vec<_> = columns.iter().map(|column| column.name).collect();
        let cells: Vec<_> = columns.iter().map(|column| column.example).collect();
        let mut text = format!("{},desk\n{},markets\n", names.join(","), cells.join(","));
        // The deals that the links name.
        for column in columns.iter().filter(|column| LINKS.contains(&column.name)) {
            let cell = |name: &&str| match *name {
                "payer" => "Acme",
                "payee" => "Bolt",
                "kind" => "equity",
                "date" => "2025",
                "status" => "closed",
                "id" => column.example,
                _ => "",
            };
            text += &format!("{},\n", names.iter().map(cell).collect::<Vec<_>>().join(","));
        }
        roundtrip::load::from_text("mine.csv", &text).map(|(register, _)| register)
    };
    let all: Vec<_> = SPREADSHEET.iter().collect();
    let register = row(&all).unwrap_or_else(|report: roundtrip::load::Report| panic!("{report}"));
    let deal = &register.deals["acme_bolt_2025"];
    assert_eq!(deal.extra, [("desk".to_owned(), "markets".to_owned())], "a column of the list is no detail");
    for column in &all {
        // Without ids nothing can be linked.
        let is_kept = |other: &&roundtrip::load::keys::Column| {
            other.name != column.name && !(column.name == "id" && LINKS.contains(&other.name))
        };
        let others: Vec<_> = all.iter().copied().filter(is_kept).collect();
        assert_eq!(row(&others).is_err(), column.required, "{}", column.name);
    }
}

/// What may stand behind a key, for a reader.
fn kind_of_value(value: &Value) -> String {
    match value {
        Value::Text => "text".to_owned(),
        Value::Id => "[id](#ids)".to_owned(),
        Value::Entity => "entity".to_owned(),
        Value::Deal => "deal".to_owned(),
        Value::Source => "source".to_owned(),
        Value::Amount => "[amount](#amounts)".to_owned(),
        Value::Date => "[date](#dates)".to_owned(),
        Value::Number => "number".to_owned(),
        Value::Url => "web address".to_owned(),
        Value::Currency => "currency".to_owned(),
        Value::Flag => "`true` or `false`".to_owned(),
        Value::Word(all) => all().iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Value::List(one) => format!("list: {}", kind_of_value(one)),
        Value::Free => "table of texts".to_owned(),
        Value::Tables(table) => format!("list: [{}](#{})", table.name, anchor(table)),
        Value::EntityOrTables(table) => format!("entity, or list: [{}](#{})", table.name, anchor(table)),
        Value::Cites(table) => format!("list: source, or [{}](#{})", table.name, anchor(table)),
    }
}

fn anchor(table: &Table) -> String {
    table.name.replace(' ', "-")
}

/// The section of one table: what it records, and its keys.
fn section(path: &[&Key], table: &Table) -> String {
    let mut text = format!("\n### {}\n\n", table.name);
    match path {
        [] => {}
        [one] => writeln!(text, "Written `[[{}]]`.\n", one.name).expect("it fits"),
        [.., last] if matches!(last.value, Value::Cites(_)) => {
            text += "Wherever a source is cited, in the place of its id.\n\n";
        }
        [outer, inner] => writeln!(text, "In the key `{}` of a {}.\n", inner.name, outer.name).expect("it fits"),
        _ => unreachable!("tables are two deep at most"),
    }
    writeln!(text, "{}\n", table.about).expect("it fits");
    writeln!(text, "| key | value | meaning | example |\n|---|---|---|---|").expect("it fits");
    for key in table.keys {
        let name = if key.required { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) };
        let example = if key.example.is_empty() { String::new() } else { format!("`{}`", key.example) };
        writeln!(text, "| {name} | {} | {} | {example} |", kind_of_value(&key.value), key.about).expect("it fits");
    }
    text
}

#[test]
fn the_reference_has_every_key() {
    let mut register = String::new();
    for (path, table) in tables(&REGISTER) {
        register += &section(&path, table);
    }
    let mut scenario = String::new();
    for (path, table) in tables(&SCENARIO) {
        let mut one = section(&path, table);
        if !path.is_empty() {
            one = one.replace("### deal", "### deal of a scenario");
        }
        scenario += &one.replace("(#deal)", "(#deal-of-a-scenario)");
    }
    let mut columns = "\n| column | content | example |\n|---|---|---|\n".to_owned();
    for column in SPREADSHEET {
        let name = if column.required { format!("**`{}`**", column.name) } else { format!("`{}`", column.name) };
        writeln!(columns, "| {name} | {} | `{}` |", column.about, column.example).expect("it fits");
    }
    let mut kinds = "\n| kind | family | what the payer does | counts |\n|---|---|---|---|\n".to_owned();
    for kind in Kind::ALL {
        let counts = match kind.family().name() {
            "investment" if kind.in_kind() => "yes, marked as in kind",
            "investment" | "purchase" => "yes",
            "contingent" => "with `--include contingent`",
            _ => "no: shown only",
        };
        writeln!(kinds, "| `{kind}` | {} | … {} … | {counts} |", kind.family(), kind.verb()).expect("it fits");
    }
    generated(
        "docs/format.md",
        &[("kinds", &kinds), ("keys", &register), ("scenario", &scenario), ("columns", &columns)],
    );
}

/// What the flow of money makes of each family is what the reference says of it.
#[test]
fn the_reference_says_which_kinds_count() {
    let deal = |kind: &Kind| {
        let text = format!(
            "[[entity]]\nid = \"a\"\nkind = \"company\"\n[[entity]]\nid = \"b\"\nkind = \"company\"\n[[source]]\nid = \"s\"\n\
             kind = \"press\"\n[[deal]]\nid = \"d\"\nkind = \"{kind}\"\npayer = \"a\"\npayee = \"b\"\namount = \"1B\"\n\
             history = [{{ on = \"2025-01-01\", status = \"signed\" }}]\ncite = [\"s\"]\n"
        );
        roundtrip::load::from_text("it.toml", &text).expect("a sound deal").0
    };
    let document = std::fs::read_to_string("docs/format.md").expect("docs/format.md");
    for kind in Kind::ALL {
        let register = deal(kind);
        let mut view = roundtrip::flow::View::of(&register);
        let plain = view.flow(&register).arcs().len();
        view.contingent = true;
        let said = match (plain, view.flow(&register).arcs().len()) {
            (1, 1) => "| yes",
            (0, 1) => "| with `--include contingent`",
            _ => "| no: shown only",
        };
        let row = document.lines().find(|line| line.starts_with(&format!("| `{kind}` |"))).expect("a row");
        assert!(row.contains(said), "{row}");
    }
}
