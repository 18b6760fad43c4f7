//! What must hold for every register that is read, whoever wrote it.

use roundtrip::{
    circuits::{Limits, find},
    exchange::{Defaults, Dossier, Format, Source, export, import, toml},
    flow::View,
    load,
};

/// Reads a text as a register. If it is sound, its loops are looked for; if not, each fault has a place that exists.
pub fn sound(name: &str, text: &str) {
    match load::from_text(name, text) {
        Ok((register, _)) => {
            let graph = View::of(&register).flow(&register);
            let limits = Limits { count: Some(100), ..Limits::default() };
            for circuit in find(&graph, &register, &limits, &mut || false).list {
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
    let defaults = Defaults {
        kind: Some("services".to_owned()),
        status: Some("closed".to_owned()),
        date: Some("2025".to_owned()),
        ..Defaults::default()
    };
    match import(source, &[(name.to_owned(), text.to_owned())], &defaults) {
        Ok(read) => {
            let whole: Vec<String> = toml(&read.register).into_iter().map(|(_, text)| text).collect();
            let (again, _) = load::from_text("again.toml", &whole.join("\n")).expect("what is written is read");
            assert_eq!(again.deals, read.register.deals);
            let dossier = Dossier::of(&read.register, &View::of(&read.register));
            for format in
                [Format::GraphMl, Format::Gexf, Format::Jgf, Format::Csv, Format::D2, Format::Ftm, Format::Bods]
            {
                assert!(export(&dossier, format).is_ok(), "{format}");
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
