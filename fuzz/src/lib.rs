//! What must hold for every input, whoever wrote it: a function a parser, called by its fuzzer and, on every seed, by
//! `cargo test` (`tests/replay.rs`).

use std::{ops::ControlFlow, sync::LazyLock};

use roundtrip::{
    circuits::{Condition, Digraph, Limits, Payments, Search, TemporalGraph, TemporalSearch, TimeOrder, find},
    exchange::{ExportTables, Format, Source, export, import, toml, workbook},
    flow::View,
    ledger::{Ledger, NOBODY, Reading, from_bytes, read},
    load,
    model::{Amount, Register, Stop},
};

static REGISTER: LazyLock<Register> = LazyLock::new(|| load::embedded().expect("sound").0);

/// What is tried of an input.
pub type Parser = fn(&[u8]);

/// Every parser by the name of its fuzzer.
pub const PARSERS: [(&str, Parser); 13] = [
    ("amount", |bytes| text(bytes, amount)),
    ("condition", |bytes| text(bytes, condition)),
    ("deals_csv", |bytes| text(bytes, deals_csv)),
    ("engine", engine),
    ("exchange_ftm", |bytes| text(bytes, exchange_ftm)),
    ("exchange_json", |bytes| text(bytes, exchange_json)),
    ("exchange_tables", |bytes| text(bytes, exchange_tables)),
    ("exchange_xlsx", exchange_xlsx),
    ("exchange_xml", |bytes| text(bytes, exchange_xml)),
    ("ledger_csv", ledger_csv),
    ("ledger_file", ledger_file),
    ("ledger_json", ledger_json),
    ("register_toml", |bytes| text(bytes, register_toml)),
];

/// What is no text is nothing to a parser of texts, as for its fuzzer.
fn text(bytes: &[u8], parser: fn(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        parser(text);
    }
}

/// The grammar of amounts: nothing panics, and what was read is written and read again the same.
pub fn amount(text: &str) {
    if let Ok(amount) = text.parse::<Amount>() {
        let again: Amount = amount.to_string().parse().expect("what we write we read");
        assert_eq!(amount, again, "{text:?}");
        let range = amount.range();
        assert!(range.high.is_none_or(|high| range.low <= high), "{text:?}");
    }
}

/// Conditions on loops: one is read, or every error is said, at a place that is in the text.
pub fn condition(text: &str) {
    if let Err(invalid) = Condition::parse(text, &REGISTER, &View::of(&REGISTER)) {
        assert!(!invalid.errors.is_empty(), "{text:?}");
        for error in invalid.errors {
            assert!(text.get(error.span.clone()).is_some(), "{text:?}: {error:?}");
        }
    }
}

/// A spreadsheet of deals: it is read, or every fault is said, at a place that is in the text.
pub fn deals_csv(text: &str) {
    sound("deals.csv", text);
}

/// The engine: lists and counts agree, on one thread and on two, bounded and not, in every order of time.
pub fn engine(bytes: &[u8]) {
    let edges: Vec<(u32, u32, i64)> = bytes
        .chunks_exact(2)
        .take(40)
        .map(|pair| (u32::from(pair[0] & 7), u32::from(pair[0] >> 3 & 7), i64::from(pair[1] & 31)))
        .collect();
    let graph = Digraph::from_edges(8, edges.iter().map(|&(a, b, _)| (a, b)));
    let all = Search::all(&graph).count();
    assert_eq!(Search::bounded(&graph, 8).count(), all);
    assert_eq!(Search::all(&graph).threads(2).count(), all);
    let timed = TemporalGraph::from_edges(8, edges.iter().copied());
    for order in [TimeOrder::Strict, TimeOrder::Window] {
        let search = TemporalSearch::new(&timed, order).window(Some(12)).max_length(Some(4));
        let counted = search.count().total();
        if counted > 5_000 {
            continue;
        }
        let mut listed = 0_u128;
        let end = search.visit(&Stop::never(), &mut |circuit| {
            let next = circuit.iter().cycle().skip(1);
            for (&edge, &after) in circuit.iter().zip(next) {
                assert_eq!(timed.head(edge), timed.tail(after));
            }
            listed += 1;
            ControlFlow::Continue(())
        });
        assert!(end.is_ok());
        assert_eq!(listed, counted);
    }
}

/// FollowTheMoney entities.
pub fn exchange_ftm(text: &str) {
    exchanged(Source::Ftm, "a.ftm", text);
}

/// JSON Graph Format and Cytoscape JSON.
pub fn exchange_json(text: &str) {
    exchanged(Source::Json, "a.json", text);
}

/// Tables of nodes and edges.
pub fn exchange_tables(text: &str) {
    exchanged(Source::Csv, "edges.csv", text);
}

/// Workbooks: their sheets are taken out as CSV, or the workbook is refused; nothing small unpacks to much.
pub fn exchange_xlsx(bytes: &[u8]) {
    for sheet in workbook(bytes).unwrap_or_default() {
        exchanged(Source::Csv, &format!("a.xlsx [{}]", sheet.name), &sheet.text);
    }
}

/// GraphML and GEXF: read, or every fault is said, at a place that is in the text; no document type, no entity.
pub fn exchange_xml(text: &str) {
    exchanged(Source::GraphMl, "a.graphml", text);
    exchanged(Source::Gexf, "a.gexf", text);
}

/// A payment ledger: it is read whole, or refused with a reason; what is read can be searched.
pub fn ledger_csv(text: &[u8]) {
    if let Ok(ledger) = from_bytes(text, &Reading::default()) {
        searched(&ledger);
    }
}

/// A file of any kind: what is in it is read as a ledger, or it is refused with a reason.
pub fn ledger_file(bytes: &[u8]) {
    let path = std::env::temp_dir().join(format!("roundtrip-fuzz-{}", std::process::id()));
    std::fs::write(&path, bytes).expect("written");
    let ledger = read(std::slice::from_ref(&path), &Reading::default(), &|_, _| (), &Stop::never());
    std::fs::remove_file(&path).expect("removed");
    match ledger {
        Ok(ledger) => searched(&ledger),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Objects of JSON: rows of a ledger, or refused with a reason.
pub fn ledger_json(text: &[u8]) {
    ledger_file(&[b"{\"from\":\"a\",\"to\":\"b\"}\n", text].concat());
}

/// What was read is whole, and can be searched.
fn searched(ledger: &Ledger) {
    assert_eq!((ledger.payers().len(), ledger.payees().len()), (ledger.rows(), ledger.rows()));
    // Where a row is left out, it is between nobody and nobody.
    let known = |id: &u32| *id == NOBODY || (*id as usize) < ledger.accounts().len();
    assert!(ledger.payers().iter().chain(ledger.payees()).all(known));
    assert!(ledger.times().is_none_or(|times| times.len() == ledger.rows()));
    let payments = Payments::new(ledger, &[]);
    let search = TemporalSearch::new(payments.graph(), TimeOrder::Strict).max_length(Some(3));
    for edges in search.iter().take(100) {
        let found = payments.circuit(&edges);
        assert!(found.rows.iter().all(|&row| (row as usize) < ledger.rows()));
    }
}

/// A register in TOML: it is read, or every fault is said, at a place that is in the text.
pub fn register_toml(text: &str) {
    sound("register.toml", text);
}

/// Reads a text as a register. If it is sound, its loops are looked for; if not, each fault has a place that exists.
pub fn sound(name: &str, text: &str) {
    match load::from_text(name, text) {
        Ok((register, _)) => {
            let graph = View::of(&register).flow(&register);
            let limits = Limits::default().count(100);
            for circuit in find(&graph, &register, &limits, &Stop::never()).list {
                assert!(circuit.length() >= 2);
            }
        }
        Err(report) => {
            assert!(!report.problems.is_empty());
            for label in report.problems.iter().flat_map(|problem| &problem.labels) {
                let file = report.files.get(label.file).expect("the file of a label");
                assert!(file.text.get(label.span.clone()).is_some(), "a place within the text");
            }
        }
    }
}

/// Reads a text as another program's file. If it is sound, what is kept of it is read again as the same deals, and every
/// format that takes any graph can be written; if not, each fault has a place that exists.
pub fn exchanged(source: Source, name: &str, text: &str) {
    let reading = load::Reading {
        kind: Some("services".to_owned()),
        status: Some("closed".to_owned()),
        date: Some("2025".to_owned()),
        ..load::Reading::default()
    };
    match import(source, &[(name.to_owned(), text.to_owned())], &reading) {
        Ok((register, _)) => {
            let whole: Vec<String> = toml(&register).into_iter().map(|(_, text)| text).collect();
            let (again, _) = load::from_text("again.toml", &whole.join("\n")).expect("what is written is read");
            assert_eq!(again.deals, register.deals);
            let tables = ExportTables::of(&register, &View::of(&register));
            for format in
                [Format::GraphMl, Format::Gexf, Format::Jgf, Format::Csv, Format::D2, Format::Ftm, Format::Bods]
            {
                assert!(export(&tables, format).is_ok(), "{format}");
            }
        }
        Err(report) => {
            assert!(!report.problems.is_empty());
            for label in report.problems.iter().flat_map(|problem| &problem.labels) {
                let file = report.files.get(label.file).expect("the file of a label");
                assert!(file.text.get(label.span.clone()).is_some(), "a place within the text");
            }
        }
    }
}
