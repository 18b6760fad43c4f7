//! Every problem is explained, and the examples in the explanations are what they say.

use std::fs;

use crate::common::{documents::generated, run, stdout};
use roundtrip::load::{Code, Example, Explanation, Severity};

const BESIDE: &str = r#"
[[entity]]
id   = "acme"
kind = "company"

[[entity]]
id   = "bolt"
kind = "company"

[[source]]
id   = "acme_8k"
kind = "filing"
"#;

const DEAL: [(&str, &str); 7] = [
    ("id", "\"acme_bolt\""),
    ("kind", "\"equity\""),
    ("payer", "\"acme\""),
    ("payee", "\"bolt\""),
    ("amount", "\"10B\""),
    ("history", "[{ on = \"2025-01-01\", status = \"signed\" }]"),
    ("cite", "[\"acme_8k\"]"),
];

/// The deal of the examples with these keys in place of its own.
fn deal(keys: &str) -> String {
    let given =
        |key: &str| keys.lines().take_while(|line| !line.is_empty()).any(|line| line.starts_with(&format!("{key} =")));
    let own = DEAL.iter().filter(|(key, _)| !given(key)).map(|(key, value)| format!("{key} = {value}\n"));
    format!("\n[[deal]]\n{}{keys}\n", own.collect::<String>())
}

/// The file in which an example stands, by its name; `bad` says which of a pair it is where only words are printed.
fn file(code: Code, example: Example, bad: bool) -> (&'static str, Vec<u8>) {
    let toml = |text: String| ("it.toml", text.into_bytes());
    match example {
        Example::Deal(keys) => toml(format!("{BESIDE}{}", deal(keys))),
        Example::Tables(tables) => toml(format!("{BESIDE}{}\n{tables}\n", deal(""))),
        // Of a register without deals, the first lines are all there is.
        Example::Top(keys) if code == Code::Empty => toml(keys.to_owned()),
        Example::Top(keys) => toml(format!("{keys}\n{BESIDE}{}", deal(""))),
        Example::Spreadsheet(text) => ("it.csv", text.as_bytes().to_vec()),
        Example::Words(_) => {
            let head = b"payer,payee,kind,amount,date,status\nCaf";
            let tail = b",Bolt,equity,10B,2025-01-01,signed\n";
            let middle: &[u8] = if bad { b"\xe9" } else { "é".as_bytes() };
            match code {
                Code::Encoding => ("it.csv", [head.as_slice(), middle, tail].concat()),
                Code::Empty => ("it.csv", b"  \n".to_vec()),
                Code::TooLarge if bad => ("it.csv", vec![0; 65 << 20]),
                Code::TooLarge => ("it.csv", [head.as_slice(), tail].concat()),
                other => panic!("`{}` has an example in words only", other.name()),
            }
        }
    }
}

#[test]
fn every_code_is_explained() {
    for code in Code::ALL {
        let one = code.explanation().unwrap_or_else(|| panic!("`{}` is not explained", code.name()));
        assert!(one.meaning.len() > 60 && one.title.len() < 70, "{}", code.name());
    }
}

#[test]
fn every_bad_example_has_the_problem_and_no_good_one_has_any() {
    let folder = tempfile::tempdir().expect("tempdir");
    let check = |(name, bytes): (&str, Vec<u8>)| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("write");
        match roundtrip::load::from_paths(&[path]) {
            Ok((_, report)) | Err(roundtrip::load::LoadError::Faults(report)) => {
                report.problems.into_iter().map(|problem| (problem.code, problem.message)).collect::<Vec<_>>()
            }
            Err(other) => panic!("{other}"),
        }
    };
    for code in Code::ALL {
        let one = code.explanation().expect("it is explained");
        let bad = check(file(*code, one.bad, true));
        assert!(bad.iter().any(|(found, _)| found == code), "the bad example of `{}`: {bad:?}", code.name());
        assert!(bad.iter().all(|(found, _)| found == code), "the bad example of `{}` has others: {bad:?}", code.name());
        let good = check(file(*code, one.good, false));
        assert!(good.is_empty(), "the good example of `{}`: {good:?}", code.name());
    }
}

fn section(one: &Explanation) -> String {
    let severity = match one.code.severity() {
        Severity::Fault => "An error.",
        Severity::Warning => "A warning.",
    };
    let block = |example: Example| match example {
        Example::Words(words) => format!("{words}\n"),
        Example::Spreadsheet(text) => format!("```csv\n{}\n```\n", text.trim_end()),
        other => format!("```toml\n{}\n```\n", other.text()),
    };
    format!(
        "\n## {}\n\n{severity} {}: {}\n\nWrong:\n\n{}\nRight:\n\n{}",
        one.code.name(),
        capital(one.title),
        one.meaning,
        block(one.bad),
        block(one.good)
    )
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}

#[test]
fn the_page_of_problems_has_every_code() {
    let mut page = "\n| code | what is wrong |\n|---|---|\n".to_owned();
    let explanations: Vec<_> = Code::ALL.iter().filter_map(|code| code.explanation()).collect();
    for one in &explanations {
        page += &format!("| [`{0}`](#{0}) | {1} |\n", one.code.name(), one.title);
    }
    page.extend(explanations.iter().map(|one| section(one)));
    generated("docs/problems.md", &[("codes", &page)]);
}

#[test]
fn explain_prints_each_and_lists_all() {
    let list = stdout(&["explain"]);
    assert_eq!(list.lines().count(), Code::ALL.len());
    for code in Code::ALL {
        let one = code.explanation().expect("it is explained");
        let page = stdout(&["explain", code.name()]);
        assert!(page.contains(one.title) && page.lines().all(|line| line.chars().count() <= 100), "{page}");
        for line in one.bad.text().lines().chain(one.good.text().lines()) {
            assert!(page.contains(line), "{page}");
        }
    }
    let misspelt = run(&["explain", "bad-amuont"]);
    assert!(misspelt.starts_with("exit 2"), "{misspelt}");
    assert!(
        misspelt.ends_with("error: there is no problem `bad-amuont`\nhelp: did you mean `bad-amount`?\n"),
        "{misspelt}"
    );
}
