//! Every command of the README runs, and every sentence of it that can be tried is.

use std::fs;

use crate::common::{
    shipped::{self, program},
    words,
};

/// The commands of the `console` blocks, without the prompt.
fn commands() -> Vec<String> {
    let text = fs::read_to_string("README.md").expect("README.md");
    let commands: Vec<String> =
        text.lines().filter_map(|line| line.strip_prefix("$ roundtrip ")).map(str::to_owned).collect();
    assert!(commands.len() >= 10, "the commands were not found");
    commands
}

/// The spreadsheet of the README.
fn spreadsheet() -> String {
    let text = fs::read_to_string("README.md").expect("README.md");
    let (_, rest) = text.split_once("```csv\n").expect("a spreadsheet");
    rest.split_once("```").expect("its end").0.to_owned()
}

#[test]
fn every_command_runs() {
    let folder = tempfile::tempdir().expect("tempdir");
    fs::write(folder.path().join("deals.csv"), spreadsheet()).expect("write");
    fs::create_dir(folder.path().join("examples")).expect("a folder");
    fs::copy("examples/payments.csv", folder.path().join("examples/payments.csv")).expect("the sample");
    for command in commands() {
        let words = words(&command);
        let args: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = program(&args).current_dir(folder.path()).output().expect("it runs");
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        let writes = args.contains(&"-o");
        assert!(writes || output.stdout.len() > 20, "{command} prints nothing");
    }
    for name in ["flows.csv", "oracle.svg", "loop.svg", "map.dot", "gallery.pdf", "matrix.svg", "timeline.png"] {
        assert!(folder.path().join(name).metadata().expect(name).len() > 500, "{name}");
    }
}

#[test]
fn its_spreadsheet_has_the_loop_it_should() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("deals.csv");
    fs::write(&path, spreadsheet()).expect("write");
    let document = shipped::json(&["loops", "--format", "json", path.to_str().expect("UTF-8")]);
    assert_eq!(document["loops"][0]["id"], "acme/bolt");
    assert_eq!(document["loops"][0]["bottleneck"].to_string(), r#"{"stated":1500000000,"low":0,"high":1500000000}"#);
}

#[test]
fn its_toml_is_of_the_register() {
    let text = fs::read_to_string("README.md").expect("README.md");
    let (_, rest) = text.split_once("```toml\n").expect("a deal");
    let deal = rest.split_once("```").expect("its end").0;
    let register = roundtrip::load::embedded().expect("sound").0;
    assert!(deal.contains("id      = \"oai_aws_38b\""));
    let shipped = &register.deals["oai_aws_38b"];
    assert_eq!(
        (shipped.amount.to_string().as_str(), shipped.title.as_str()),
        ("38B", "OpenAI rents computing from AWS")
    );
    assert!(shipped.term.as_deref() == Some("7y"));
}
