//! What must hold for every register that is read, whoever wrote it.

use roundtrip::{
    circuits::{Limits, find},
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
