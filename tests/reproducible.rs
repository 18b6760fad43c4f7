//! The same register gives the same bytes, whatever the machine is like: threads, time zone, language, folder.

use std::{collections::BTreeMap, fs, path::Path};

use crate::common::program;

fn contents(folder: &Path, below: &str, out: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{below}/{}", path.file_name().expect("a name").to_str().expect("UTF-8"));
        if path.is_dir() {
            contents(&path, &name, out);
        } else {
            out.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// A report and every export, made in this environment.
fn made(environment: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("tempdir");
    let run = |args: &[&str]| {
        let mut command = program(args);
        command.current_dir(folder.path()).envs(environment.iter().copied());
        let output = command.output().expect("it starts");
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run(&["report", "--pictures", "3"]);
    for format in ["graphml", "gexf", "cytoscape", "jgf", "ftm", "bods", "mermaid", "d2", "xlsx", "csv", "neo4j"] {
        // Mermaid draws five hundred arrows.
        let few: &[&str] = if format == "mermaid" { &["--status", "closed"] } else { &[] };
        run(&[&["export", format, "-o", &format!("export-{format}")], few].concat());
    }
    for format in ["png", "pdf", "dot", "html"] {
        run(&["map", "--focus", "oracle", "--format", format, "-o", &format!("map.{format}")]);
    }
    let mut out = BTreeMap::new();
    contents(folder.path(), "", &mut out);
    out
}

#[test]
fn the_machine_changes_no_byte() {
    let one = made(&[("RAYON_NUM_THREADS", "1"), ("TZ", "UTC"), ("LANG", "C"), ("LC_ALL", "C"), ("COLUMNS", "40")]);
    let other = made(&[
        ("RAYON_NUM_THREADS", "3"),
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("COLUMNS", "400"),
        ("NO_COLOR", "1"),
        ("HOME", "/nowhere"),
        ("SOURCE_DATE_EPOCH", "1"),
    ]);
    assert!(one.len() > 30, "{}", one.len());
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(*bytes == other[name], "{name} differs");
    }
}
