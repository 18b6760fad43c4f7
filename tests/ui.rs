//! Every kind of flaw has a bad file in `tests/ui/`, and what is said of it was read by a person.

use std::{collections::BTreeSet, fs, io::Write, path::Path};

use crate::common::{self, run};
use roundtrip::load::Code;

fn files() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir("tests/ui")
        .expect("tests/ui")
        .map(|entry| entry.expect("entry").file_name().into_string().expect("UTF-8"))
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

#[test]
fn every_flaw_is_reported_well() {
    for name in files() {
        let path = format!("tests/ui/{name}");
        insta::with_settings!({ snapshot_path => "snapshots/ui", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name.clone(), run(&["check", &path, "--format", "csv"]));
        });
    }
}

#[test]
fn every_code_has_a_bad_file() {
    let stems: BTreeSet<String> =
        files().iter().filter_map(|name| Some(Path::new(name).file_stem()?.to_str()?.to_owned())).collect();
    for code in Code::ALL {
        // A file of 200 MB is made below instead of being kept.
        if *code != Code::TooLarge {
            assert!(stems.contains(code.name()), "tests/ui has no file for `{}`", code.name());
            let path = files().into_iter().find(|name| name.starts_with(&format!("{}.", code.name()))).expect("file");
            let said = run(&["check", &format!("tests/ui/{path}")]);
            assert!(said.contains(&format!("[{}]", code.name())), "{path} does not show `{}`:\n{said}", code.name());
        }
    }
}

#[test]
fn a_file_of_200_mb_is_refused_at_once() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("huge.csv");
    fs::File::create(&path).expect("file").set_len(200 << 20).expect("200 MB");
    let said = run(&["loops", path.to_str().expect("UTF-8")]);
    assert!(said.starts_with("exit 2"), "{said}");
    assert!(said.contains("the file has 200 MB, a register at most 64 MB"), "{said}");
}

#[test]
fn a_large_spreadsheet_is_read_in_full() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("large.csv");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).expect("file"));
    writeln!(file, "payer,payee,kind,amount,date,status,source").expect("write");
    for row in 0..20_000 {
        let kind = if row % 2 == 0 { "equity" } else { "cloud" };
        writeln!(file, "c{},c{},{kind},1M,2025-01-01,signed,https://example.org/{row}", row % 5000, (row + 1) % 5000)
            .expect("write");
    }
    file.flush().expect("flush");
    let path = path.to_str().expect("UTF-8");
    let rows = common::stdout(&["flows", path, "--format", "csv"]).lines().count();
    assert_eq!(rows, 20_001);
}

#[test]
fn faults_of_every_file_are_told_in_one_run() {
    let folder = tempfile::tempdir().expect("tempdir");
    for name in ["unknown-entity.toml", "syntax.toml", "encoding.toml", "missing-column.csv", "empty.toml"] {
        fs::copy(format!("tests/ui/{name}"), folder.path().join(name)).expect("copy");
    }
    let said = run(&["check", folder.path().to_str().expect("UTF-8")]);
    for code in ["unknown-entity", "syntax", "encoding", "missing-column", "empty"] {
        assert!(said.contains(&format!("[{code}]")), "{code} is not in\n{said}");
    }
}

/// The same deals as TOML with Windows line ends and a byte-order mark, or as a spreadsheet with any separator.
#[test]
fn line_ends_marks_and_separators_do_not_matter() {
    let folder = tempfile::tempdir().expect("tempdir");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("write");
        path.to_str().expect("UTF-8").to_owned()
    };
    let toml = fs::read_to_string("tests/data/small.toml").expect("small.toml");
    let plain = common::loops(&["--data", "tests/data/small.toml"]);
    assert_eq!(plain.len(), 2);
    let windows = write("windows.toml", &format!("\u{feff}{}", toml.replace('\n', "\r\n")));
    assert_eq!(common::loops(&["--data", &windows]), plain);

    let csv = "payer,payee,kind,amount,date,status,source\r\n\
        Nvidia,OpenAI,equity,\"1,500,000\",2025-09-22,announced,https://example.org/1\r\n\
        OpenAI,Oracle,cloud,US$ 2B,2025-09-10,signed,https://example.org/2\r\n\
        Oracle,Nvidia,chips,$1.5bn,2025-05-23,in talks,\r\n";
    let by_comma = common::json(&["loops", "--format", "json", &write("comma.csv", csv)]);
    assert_eq!(by_comma["loops"][0]["id"], "nvidia/openai/oracle");
    assert_eq!(by_comma["loops"][0]["bottleneck"]["stated"].to_string(), "1500000");
    assert_eq!(by_comma["as_of"], "2025-09-22");
    for (name, separator) in [("semicolon.csv", ';'), ("tab.csv", '\t')] {
        let other = csv.replace("\"1,500,000\"", "1500000").replace(',', &separator.to_string());
        let found = common::json(&["loops", "--format", "json", &write(name, &format!("\u{feff}{other}"))]);
        assert_eq!(found["loops"][0]["bottleneck"], by_comma["loops"][0]["bottleneck"], "{name}");
    }
}

#[test]
fn columns_that_nobody_knows_are_kept_as_notes() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("mine.csv");
    fs::write(&path, "payer,payee,kind,amount,date,status,desk\na,b,equity,1B,2025-01-01,signed,markets\n")
        .expect("write");
    let path = path.to_str().expect("UTF-8");
    let page = common::stdout(&["show", "mine-1", "--data", path]);
    assert!(page.contains("desk: markets"), "{page}");
}

#[test]
fn a_later_register_adds_to_an_earlier_one_and_overrides_it() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("more.toml");
    fs::write(
        &path,
        "[[deal]]\nid = \"cloud\"\nkind = \"cloud\"\npayer = \"lab\"\npayee = \"cloudco\"\namount = \"7B\"\n\
         history = [{ on = \"2025-03-01\", status = \"closed\" }]\ncite = [\"paper\"]\n",
    )
    .expect("write");
    let both = ["--data", "tests/data/small.toml", "--data", path.to_str().expect("UTF-8")];
    let page = common::stdout(&[&["show", "cloud"], both.as_slice()].concat());
    assert!(page.contains("$7bn") && page.contains("closed"), "{page}");
}

#[test]
fn what_cannot_be_read_is_said_in_one_line() {
    insta::assert_snapshot!(run(&["loops", "no/such/file.toml"]), @r"
    exit 2
    --- stdout
    --- stderr
    error: cannot read `no/such/file.toml`: No such file or directory (os error 2)
    ");
}
