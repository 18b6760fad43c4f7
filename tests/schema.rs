//! What a register may hold, as JSON Schema. `.ci/schemas.py` validates the shipped register with it.

use std::{collections::BTreeSet, fs};

use crate::common::{documents, json, program, run, stdout, words};

#[test]
fn a_schema_is_printed_written_and_suggested() {
    let document = json(&["schema", "register"]);
    assert_eq!(document["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let about = document["$defs"]["deal"]["properties"]["tranche_of"]["description"].as_str().expect("text");
    assert!(about.contains("tranche_of = "), "{about}");
    let folder = tempfile::tempdir().expect("tempdir");
    let output =
        program(&["schema", "register", "-o", "it.json"]).current_dir(folder.path()).output().expect("it runs");
    assert!(output.status.success());
    assert_eq!(fs::read_to_string(folder.path().join("it.json")).expect("it.json"), stdout(&["schema", "register"]));
    let misspelt = run(&["schema", "regster"]);
    assert!(misspelt.starts_with("exit 2") && misspelt.ends_with("help: did you mean `register`?\n"), "{misspelt}");
}

#[test]
fn every_schema_on_the_list_is_one_of_its_own() {
    let list = stdout(&["schema"]);
    let mut ids = BTreeSet::new();
    for line in list.lines() {
        let words = words(line.strip_prefix("roundtrip ").expect("a command"));
        let schema = json(&words.iter().map(String::as_str).collect::<Vec<_>>());
        let id = schema["$id"].as_str().expect("an id").to_owned();
        assert!(id.starts_with(&format!("urn:roundtrip:{}:", words[1..].join("-"))), "{line}: {id}");
        assert!(ids.insert(id), "{line}");
    }
    assert!(ids.len() > 25, "{list}");
}

/// Editors complete the keys of the shipped register by this file.
#[test]
fn the_schema_beside_the_documents_is_the_programs() {
    documents::same("docs/register.schema.json", &stdout(&["schema", "register"]));
}

#[test]
fn a_new_register_has_a_schema_to_which_its_files_point() {
    let folder = tempfile::tempdir().expect("tempdir");
    let output = program(&["init", "mine"]).current_dir(folder.path()).output().expect("it runs");
    assert!(output.status.success());
    let mine = folder.path().join("mine");
    assert_eq!(
        fs::read_to_string(mine.join("register.schema.json")).expect("a schema"),
        stdout(&["schema", "register"])
    );
    for name in ["register.toml", "entities/companies.toml", "sources/sources.toml", "deals/deals.toml"] {
        let path = mine.join(name);
        let text = fs::read_to_string(&path).expect(name);
        let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).expect("a schema");
        assert!(path.parent().expect("a folder").join(schema).is_file(), "{name} points to {schema}");
    }
}
