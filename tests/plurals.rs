//! Singular and plural, over every command: on registers with no loop, one loop and many, no sentence says `1 loops`,
//! `2 loop` or `1 deal are`.

use crate::common::{deals, questions, run};

/// What is counted, one and many.
const NOUNS: [[&str; 2]; 22] = [
    ["loop", "loops"],
    ["hop", "hops"],
    ["deal", "deals"],
    ["company", "companies"],
    ["investor", "investors"],
    ["supplier", "suppliers"],
    ["customer", "customers"],
    ["creditor", "creditors"],
    ["obligation", "obligations"],
    ["payment", "payments"],
    ["source", "sources"],
    ["claim", "claims"],
    ["pair", "pairs"],
    ["path", "paths"],
    ["arc", "arcs"],
    ["day", "days"],
    ["doubt", "doubts"],
    ["fault", "faults"],
    ["entity", "entities"],
    ["tie", "ties"],
    ["right", "rights"],
    ["set", "sets"],
];

/// Verbs as they stand beside many, and beside one.
const MANY: [&str; 9] = ["are", "have", "state", "were", "sell", "play", "lead", "come", "share"];
const ONE: [&str; 9] = ["is", "has", "states", "was", "sells", "plays", "leads", "comes", "shares"];

/// Every command that answers in words, but the measures.
const COMMANDS: [&[&str]; 15] = [
    &["loops"],
    &["loops", "--class", "any"],
    &["loops", "--top", "1"],
    &["loops", "--limit", "1"],
    &["loops", "--where", "bottleneck >= 1B"],
    &["loops", "--fail-if", "status >= signed"],
    &["show", "a"],
    &["flows"],
    &["check"],
    &["check", "--double-counting"],
    &["roles"],
    &["rights"],
    &["list", "entities"],
    &["list", "deals"],
    &["diff", "2025-01-15", "2025-12-31"],
];

/// Nobody pays back; one loop; several; and all of this with amounts that nobody stated.
const REGISTERS: [&str; 6] = [
    "a,b,equity,1B,2025-01-01,signed\n",
    "a,b,equity,1B,2025-01-01,signed\nb,a,cloud,1B,2025-02-01,signed\n",
    "a,b,equity,?,2025-01-01,signed\nb,a,cloud,?,2025-02-01,announced\n",
    "a,b,equity,1B,2025-01-01,signed\nb,a,cloud,2B,2025-02-01,signed\nb,c,cloud,1B,2025-03-01,closed\nc,a,chips,1B,2025-04-01,signed\n",
    "a,b,equity,1B,2025-01-01,signed\nb,a,cloud,<=2B,2025-02-01,signed\nb,c,cloud,?,2025-03-01,closed\nc,a,chips,?,2025-04-01,signed\nc,b,debt,1B,2025-05-01,closed\na,c,equity,3B,2025-06-01,rumoured\n",
    "a,b,equity,1B,2025-01-01,signed\nc,b,equity,1B,2025-01-01,signed\nb,a,cloud,1B,2025-02-01,signed\nb,c,cloud,1B,2025-02-01,signed\n",
];

/// What is wrong with the numbers of a text.
fn wrong(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut found = Vec::new();
    for at in 0..words.len().saturating_sub(1) {
        let Ok(count) = words[at].replace(',', "").parse::<u64>() else { continue };
        let noun = bare(words[at + 1]);
        let Some([one, many]) = NOUNS.into_iter().find(|forms| forms.contains(&noun.as_str())) else { continue };
        // A noun that the sentence ends with has no verb of its own.
        let ends = words[at + 1].ends_with(|c: char| !c.is_alphanumeric());
        let verb = words.get(at + 2).filter(|_| !ends).map(|word| bare(word)).unwrap_or_default();
        let plural = MANY.contains(&verb.as_str());
        let singular = MANY.iter().zip(ONE).any(|(_, one)| one == verb);
        // Of `2 of 3 loops are left`, the verb is that of 2. Of none it is `none of 3 loops is left`, and never `0 of`.
        let before = |back: usize| at.checked_sub(back).map_or("", |at| words[at]);
        let (part, among) = (before(2).replace(',', "").parse::<u64>().ok(), before(1) == "of");
        let none = among && ["none", "None"].contains(&before(2));
        let subject = part.filter(|_| among).unwrap_or(if none { 1 } else { count });
        let right = noun == (if count == 1 { one } else { many }) && !(if subject == 1 { plural } else { singular });
        // Every verb of a sentence goes with its subject: `1 obligation states no amount and are left out` does not.
        let rest = words.iter().skip(at + 2).take_while(|word| !word.ends_with(['.', ',', ';', ':']));
        let second =
            rest.clone().zip(rest.skip(1)).filter(|(and, _)| **and == "and").map(|(_, verb)| bare(verb)).next();
        let agrees = second
            .is_none_or(|second| subject != 1 || verb.is_empty() || !singular || !MANY.contains(&second.as_str()));
        if !right || !agrees || (among && part == Some(0)) {
            found.push(format!("{} {} {} {verb}", before(2), words[at], words[at + 1]));
        }
    }
    found
}

#[test]
fn a_wrong_number_is_seen() {
    assert_eq!(wrong("There are 1 loops and 2 loop, and 1 deal are, 2 deals is.").len(), 4);
    assert_eq!(wrong("0 of 1 investor sell. 0 of 1 companies are paid, 0 of 1 loop are left.").len(), 3);
    assert_eq!(wrong("1 obligation states no amount and are left out. 1 deals in 1 sources").len(), 3);
    assert_eq!(wrong("1 of 3 investors sell; none of 3 investors sell").len(), 2);
    assert!(wrong("None of 3 pairs plays two roles, and 2 of 3 investors sell.").is_empty());
    assert!(wrong("1 loop is left of 1,201 loops; 0 hops state no amount, in 2 companies.").is_empty());
}

#[test]
fn no_command_says_one_loops() {
    for (number, rows) in REGISTERS.into_iter().enumerate() {
        let folder = tempfile::tempdir().expect("tempdir");
        let data = deals(folder.path(), rows);
        let measures = questions().into_iter().map(|question| {
            let example = question.iter().skip(2).map(|word| if *word == "nvidia" { "a" } else { "b" });
            question.iter().take(2).copied().chain(example).collect::<Vec<_>>()
        });
        for args in COMMANDS.map(<[_]>::to_vec).into_iter().chain(measures) {
            let text = run(&[&args[..], &["--data", &data]].concat());
            assert!(!text.contains("panicked"), "{args:?}: {text}");
            assert_eq!(wrong(&text), Vec::<String>::new(), "{args:?} of register {number}:\n{text}");
        }
    }
}
