//! Names are taken as people write them, and nothing is guessed.

use crate::common::{self, program, run, stdout};

#[test]
fn a_name_is_known_however_it_is_written() {
    for (one, other) in [("open ai", "openai"), ("OpenAI", "openai"), ("nvda", "nvidia"), ("NASDAQ:NVDA", "nvidia")] {
        assert_eq!(stdout(&["show", one]), stdout(&["show", other]), "{one}");
        for flag in ["--through", "--without"] {
            assert_eq!(stdout(&["loops", flag, one]), stdout(&["loops", flag, other]), "{flag} {one}");
        }
        let clearing = |name: &'static str| stdout(&["measure", "clearing", "--default", name]);
        assert_eq!(clearing(one), clearing(other));
        let map = |name: &'static str| stdout(&["map", "--format", "dot", "--focus", name]);
        assert_eq!(map(one), map(other));
    }
}

#[test]
fn what_is_only_near_is_suggested_and_not_taken() {
    assert!(run(&["show", "open a"]).contains("did you mean"));
    assert!(run(&["loops", "--through", "opnai"]).contains("did you mean `openai`?"));
    assert!(run(&["loops", "--through", "..."]).contains("no entity in this register is called"));
}

#[test]
fn a_name_of_two_is_refused_with_both() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("deals.csv");
    let rows =
        "payer,payee,kind,amount,date,status\nab,c,equity,1B,2025-01-01,closed\nc,a-b,chips,1B,2025-02-01,closed\n";
    std::fs::write(&path, rows).expect("write");
    let output = program(&["loops", path.to_str().expect("UTF-8"), "--through", "A B"]).output().expect("it runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("is the name of 2 entities") && said.contains("`a-b`") && said.contains("`ab`"), "{said}");
}

/// What the shell would propose for the last of these words.
fn proposed(words: &[&str]) -> Vec<String> {
    let at = (words.len() - 1).to_string();
    let mut command = program(&[&["--"], words].concat());
    command.env("COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", at).env("_CLAP_IFS", "\n");
    let output = command.output().expect("it runs");
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
fn the_shell_proposes_ids() {
    assert_eq!(proposed(&["roundtrip", "loops", "--through", "nv"]), ["nvidia"]);
    assert_eq!(proposed(&["roundtrip", "loops", "--without", "nvidia,oai_aws_3"]), ["nvidia,oai_aws_38b"]);
    assert_eq!(proposed(&["roundtrip", "loops", "--assume", "oai_aws_38b=cl"]), ["oai_aws_38b=closed"]);
    assert_eq!(proposed(&["roundtrip", "show", "article_a3"]), ["article_a3"]);
    assert!(stdout(&["completions", "bash"]).contains("COMPLETE=\"bash\""));
}

#[test]
fn the_shell_proposes_ids_of_the_register_of_the_line() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = common::deals(folder.path(), "acme,bolt,equity,1B,2025-01-01,closed\n");
    assert_eq!(proposed(&["roundtrip", "show", "--data", &path, "ac"]), ["acme"]);
    assert!(proposed(&["roundtrip", "show", "--data", "/nowhere", "ac"]).is_empty());
}
