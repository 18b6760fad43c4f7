//! Which files: workbooks, lines of JSON, several files and folders.

use std::{fs, io::Write as _, process::Stdio};

use super::{PLANTED, Said, ledger, trial};
use crate::common::{program, run};

#[test]
fn a_workbook_is_read() {
    let said = trial("ledger.xlsx").said();
    assert_eq!(said.loops(), PLANTED);
    said.says(&["sheet `Sheet` of a workbook"]);
}

#[test]
fn lines_of_json_are_read() {
    let said = trial("payments.jsonl").said();
    assert_eq!(said.loops(), ["A B: 1 2"]);
    said.says(&["(JSON)"]);
}

/// `scan -`, as after a pipe.
#[test]
fn standard_input_is_read() {
    let mut child = program(&["scan", "-", "--count", "--format", "csv"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let text = fs::read("tests/data/trials/plain.csv").expect("the file");
    child.stdin.take().expect("a pipe").write_all(&text).expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "length,count\n2,1\n3,1\n4,1\n");
}

/// Ten thousand payments in the order of their times make one loop, and it is found at once.
#[test]
fn a_ring_of_ten_thousand() {
    let row = |at: u32| format!("n{at},n{},{}\n", (at + 1) % 10_000, 1_600_000_000 + 60 * at);
    let text = (0..10_000).fold("from,to,time\n".to_owned(), |text, at| text + &row(at));
    let said = ledger(text).scan("--count --format csv");
    assert_eq!((said.code, said.out.as_str()), (0, "length,count\n10000,1\n"));
}

/// The files of a folder: their names, and their text.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let path = folder.path().to_str().expect("UTF-8").to_owned();
    (folder, path)
}

fn scan(paths: &[&str]) -> Said {
    let output = program(&[&["scan"], paths].concat()).output().expect("the program starts");
    Said {
        code: output.status.code().expect("it ends"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[test]
fn several_files_are_one_ledger() {
    let (_kept, path) = folder(&[
        ("2022-01.csv", "from,to,date,amount\na,b,2022-01-01,5\n"),
        ("2022-02.csv", "date,amount,from,to\n2022-02-01,4,b,a\n"),
    ]);
    for paths in [
        &[format!("{path}/2022-01.csv"), format!("{path}/2022-02.csv")][..],
        &[format!("{path}/2022-*.csv")],
        std::slice::from_ref(&path),
    ] {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let said = scan(&paths);
        assert_eq!(said.each("vertices"), [r#"["a","b"]"#], "{paths:?}");
        said.says(&["read 2 rows of 2 files"]);
    }
    assert!(run(&["scan", &format!("{path}/2023-*.csv")]).starts_with("exit 2"));
}

#[test]
fn a_fault_names_its_file() {
    let (_kept, path) = folder(&[
        ("1.csv", "from,to,date,amount\na,b,2022-01-01,5\n"),
        ("2.csv", "from,to,date,amount\nb,a,2022-02-01,much\n"),
    ]);
    let said = scan(&[&path]);
    said.refuses(&["2.csv: row 1, line 2: `amount` `much` is not a number"]);
}

#[test]
fn a_file_that_lacks_a_column_is_named() {
    let (_kept, path) =
        folder(&[("1.csv", "from,to,date,amount\na,b,2022-01-01,5\n"), ("2.csv", "from,to,date\nb,a,2022-02-01\n")]);
    let said = scan(&[&path]);
    said.refuses(&["2.csv` lacks the amount, which the first file has", "--amount none"]);
    assert_eq!(scan(&[&path, "--amount", "none"]).each("vertices"), [r#"["a","b"]"#]);
}
