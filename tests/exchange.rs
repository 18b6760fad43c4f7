//! To other programs and back: the real program on the shipped register.

mod common;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use common::{program, run, stdout};

/// Exports into a folder; gives the path and what was said.
fn export(format: &str, folder: &Path, name: &str, flags: &[&str]) -> (PathBuf, String) {
    let path = folder.join(name);
    let args = [&["export", format, "-o", path.to_str().expect("UTF-8")], flags].concat();
    let output = program(&args).output().expect("it starts");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{args:?}: {said}");
    (path, said)
}

fn import(path: &Path, to: &Path) -> String {
    let output = program(&["import", path.to_str().expect("UTF-8"), "-o", to.to_str().expect("UTF-8")])
        .output()
        .expect("it starts");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{}: {said}", path.display());
    said
}

/// Every file of a path, by name.
fn bytes(path: &Path) -> Vec<(String, Vec<u8>)> {
    if path.is_file() {
        return vec![(String::new(), fs::read(path).expect("a file"))];
    }
    let mut all: Vec<_> = fs::read_dir(path)
        .expect("a folder")
        .map(|entry| entry.expect("entry").path())
        .map(|path| (path.file_name().expect("name").to_string_lossy().into_owned(), fs::read(&path).expect("a file")))
        .collect();
    all.sort();
    all
}

const VIEWS: &[&[&str]] = &[
    &[],
    &["--as-of", "2025-12-17", "--status", "signed"],
    &["--level", "asset"],
    &["--include", "contingent", "--kind", "equity,cloud,chips,guarantee"],
];

#[test]
fn there_and_back_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("tempdir");
    for (number, view) in VIEWS.iter().enumerate() {
        for (format, name) in [
            ("graphml", "a.graphml"),
            ("gexf", "a.gexf"),
            ("cytoscape", "a.cyjs"),
            ("jgf", "a.json"),
            ("csv", "tables"),
            ("xlsx", "a.xlsx"),
        ] {
            let folder = folder.path().join(format!("{number}-{format}"));
            let (first, _) = export(format, &folder, name, view);
            let register = folder.join("register");
            import(&first, &register);
            let register = register.to_str().expect("UTF-8");
            let (second, _) = export(format, &folder.join("again"), name, &[view, &["--data", register][..]].concat());
            assert!(bytes(&first) == bytes(&second), "{format} {view:?}: see {}", folder.display());
            // The loops are those of the register that was exported.
            let ids = |flags: &[&str]| common::loops(&[view, flags].concat());
            assert_eq!(ids(&["--data", register]), ids(&[]), "{format} {view:?}");
        }
    }
}

#[test]
fn the_same_register_gives_the_same_bytes_whatever_the_order_of_its_files() {
    let folder = tempfile::tempdir().expect("tempdir");
    let register = folder.path().join("register");
    import(Path::new("data"), &register);
    for format in ["graphml", "d2"] {
        let own = stdout(&["export", format]);
        assert_eq!(own, stdout(&["export", format, "--data", register.to_str().expect("UTF-8")]), "{format}");
    }
}

#[test]
fn the_whole_register_survives_its_own_toml() {
    let register = roundtrip::load::embedded().expect("sound").0;
    let files = roundtrip::exchange::toml(&register);
    let whole = files.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    let again = roundtrip::load::from_text("again.toml", &whole).expect("sound").0;
    assert_eq!(again, register);
}

#[test]
fn every_arc_of_the_view_is_an_edge() {
    let flows = stdout(&["flows", "--format", "csv"]);
    let arcs: BTreeSet<(&str, &str, &str)> = flows
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[2], cells[0], cells[1])
        })
        .collect();
    let document: serde_json::Value = serde_json::from_str(&stdout(&["export", "jgf"])).expect("JSON");
    let edges: BTreeSet<(&str, &str, &str)> = document["graph"]["edges"]
        .as_array()
        .expect("edges")
        .iter()
        .map(|edge| {
            let text =
                |value: &'_ serde_json::Value| -> &'static str { value.as_str().expect("text").to_owned().leak() };
            (text(&edge["metadata"]["deal_id"]), text(&edge["source"]), text(&edge["target"]))
        })
        .collect();
    assert_eq!(edges, arcs);
}

#[test]
fn a_small_ring_in_every_text_format() {
    for format in ["graphml", "gexf", "cytoscape", "jgf", "mermaid", "d2"] {
        insta::assert_snapshot!(format, run(&["export", format, "--data", "tests/data/small.toml"]));
    }
}

#[test]
fn folders_need_a_name() {
    insta::assert_snapshot!(run(&["export", "neo4j"]));
}

#[test]
fn the_help_lists_every_format() {
    let help = stdout(&["export", "--help"]);
    for format in roundtrip::exchange::Format::ALL {
        let line = help.lines().find(|line| line.trim_start().starts_with(&format!("- {format}:")));
        assert!(line.is_some_and(|line| line.len() > 20), "{format} is not in the help:\n{help}");
    }
}
