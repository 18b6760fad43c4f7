//! What goes wrong around the program: it is killed, nobody reads, the disk is full, the user presses Ctrl-C.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Instant,
};

use crate::common::{
    complete, program, shipped,
    watch::{end, interrupt},
};

/// Few deals: a report of them takes some tens of milliseconds.
const DEALS: &str = "payer,payee,kind,amount,date,status\n\
    a,b,equity,10B,2025-01-01,closed\nb,c,cloud,8B,2025-02-01,signed\nc,a,chips,5B,2025-03-01,announced\n\
    b,a,cloud,3B,2026-01-01,signed\nc,b,equity,2B,2026-02-01,closed\n";

fn signal(name: &str, process: u32) {
    let status = Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status();
    assert!(status.is_ok());
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").display().to_string();
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

fn quiet(args: &[&str]) -> Command {
    let mut command = program(args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn killed_at_any_moment_every_file_is_the_old_or_the_new_one_whole() {
    let folder = tempfile::tempdir().expect("tempdir");
    let deals = folder.path().join("deals.csv");
    fs::write(&deals, DEALS).expect("write");
    let deals = deals.to_str().expect("UTF-8");
    let out = folder.path().join("out");
    let out_name = out.to_str().expect("UTF-8");
    let report = |day: &str| quiet(&["report", deals, "-o", out_name, "--as-of", day]);
    let (old_day, new_day) = ("2025-12-31", "2026-06-30");
    let run = |day: &str| {
        assert!(report(day).status().expect("it runs").success());
        files(&out)
    };
    let new = run(new_day);
    let old = run(old_day);
    let timed = || {
        let start = Instant::now();
        run(old_day);
        start.elapsed()
    };
    let mut takes = timed();
    let mut seen_new = 0;
    for round in 0..200_u32 {
        let mut child = report(new_day).spawn().expect("it starts");
        // From at once to when it is long done; how long it takes now, beside other tests, is measured again and again.
        thread::sleep(takes * (round % 40) / 20);
        signal("KILL", child.id());
        child.wait().expect("it ends");
        for (name, bytes) in files(&out) {
            if name.contains(".roundtrip-") {
                // What it was writing beside, and no result.
                continue;
            }
            let whole = [&old, &new].iter().any(|side| side.get(&name) == Some(&bytes));
            assert!(whole, "{name} is neither the old nor the new one (round {round})");
            seen_new += u32::from(new.get(&name) == Some(&bytes) && old.get(&name) != Some(&bytes));
        }
        if round % 40 == 39 {
            takes = timed();
        }
    }
    assert!(seen_new > 0, "no kill came late enough to try anything");
    // A run that is let alone clears what killed ones have left.
    assert_eq!(run(new_day), new);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = tempfile::tempdir().expect("tempdir");
    let ledger = folder.path().join("payments.csv");
    let mut rows = "payer,payee,date,amount\n".to_owned();
    for day in 0..60 {
        for (a, b) in [("a", "b"), ("b", "c"), ("c", "a"), ("b", "a")] {
            rows += &format!("{a},{b},{},1\n", 20_000_000 + day * 10);
        }
    }
    fs::write(&ledger, rows).expect("write");
    let ledger = ledger.to_str().expect("UTF-8");
    for args in [
        &["loops", "--top", "0"][..],
        &["flows", "--format", "csv"],
        &["scan", ledger, "--order", "none", "--max-length", "3"],
    ] {
        let mut child = program(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut line = String::new();
        let mut reader = BufReader::with_capacity(64, child.stdout.take().expect("a pipe"));
        reader.read_line(&mut line).expect("a line");
        drop(reader);
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
        let code = child.wait().expect("it ends").code();
        assert!(!line.is_empty() && code == Some(0) && !said.contains("panicked"), "{args:?}: {code:?} {said}");
    }
}

#[test]
fn a_full_disk_is_said_and_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("tempdir");
    let file = folder.path().join("flows.csv");
    fs::write(&file, "old").expect("write");
    let name = file.to_str().expect("UTF-8");
    let script = "ulimit -f 0; trap '' XFSZ; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_roundtrip"), "flows", "--format", "csv", "-o", name]);
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains(&format!("cannot write `{name}`")), "{}", text(&output.stderr));
    assert_eq!(files(folder.path()), BTreeMap::from([("flows.csv".to_owned(), b"old".to_vec())]));
    if Path::new("/dev/full").exists() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
        let output = program(&["flows"]).stdout(full).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("No space left"), "{}", text(&output.stderr));
    }
}

#[test]
fn what_cannot_be_written_or_read_is_said() {
    let folder = tempfile::tempdir().expect("tempdir");
    let file = folder.path().join("file");
    fs::write(&file, "x").expect("write");
    let below = file.join("out");
    let below = below.to_str().expect("UTF-8");
    std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("dangling.toml")).expect("a link");
    let dangling = folder.path().join("dangling.toml");
    for args in [
        &["report", "-o", below][..],
        &["loops", "-o", below],
        &["export", "csv", "-o", below],
        &["loops", "--data", dangling.to_str().expect("UTF-8")],
        &["loops", "--data", folder.path().to_str().expect("UTF-8")],
        &["scan", folder.path().to_str().expect("UTF-8")],
    ] {
        let output = shipped::program(args).output().expect("it runs");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains("error: ") && !said.contains("panicked"), "{args:?}: {said}");
    }
}

#[test]
fn ctrl_c_ends_a_search_with_what_it_has() {
    let folder = tempfile::tempdir().expect("tempdir");
    let deals = complete(folder.path());
    let out = folder.path().join("out");
    let out = out.to_str().expect("UTF-8");
    // No loop has so many sources, which is known of each only when it is found.
    let search = ["loops", &deals, "--format", "csv", "--top", "5", "--where", "sources >= 9"];
    for args in [&search[..], &["report", &deals, "-o", out]] {
        let mut child = quiet(args).spawn().expect("it starts");
        interrupt(&child);
        assert_eq!(end(&mut child, "a search after Ctrl-C").code(), Some(130), "{args:?}");
    }
    assert!(!files(folder.path()).keys().any(|name| name.contains(".roundtrip-")), "a temporary file is left");
}

#[test]
fn only_what_nobody_finishes_any_more_is_taken_away() {
    let folder = tempfile::tempdir().expect("tempdir");
    let at = |name: &str| folder.path().join(name);
    let names = [".roundtrip-AbC123.part", ".roundtrip-DeF456.part", ".roundtrip-notes.part", "mine.part"];
    for name in names {
        fs::write(at(name), "half").expect("written");
    }
    // Another run is at work on this one.
    let busy = fs::File::open(at(names[1])).expect("open");
    busy.lock().expect("locked");
    let file = at("loops.csv").display().to_string();
    assert!(program(&["loops", "--format", "csv", "-o", &file]).status().expect("it starts").success());
    let left: Vec<String> = files(folder.path()).into_keys().collect();
    assert_eq!(left, [names[1], names[2], "loops.csv", names[3]]);
}

#[test]
fn a_register_that_changes_while_it_is_read_is_read_or_refused() {
    let folder = tempfile::tempdir().expect("tempdir");
    let data = folder.path().join("data");
    fs::create_dir(&data).expect("made");
    let small = fs::read_to_string("tests/data/small.toml").expect("small");
    let (file, more) = (data.join("a.toml"), data.join("b.toml"));
    fs::write(&file, &small).expect("written");
    let done = std::sync::atomic::AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut step = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                step += 1;
                let cut = small.len() * (step % 7) / 6;
                fs::write(&file, small.get(..cut.min(small.len())).unwrap_or(&small)).expect("written");
                fs::write(&more, "# nothing\n[[entity]]\nid = \"x\"\nkind = \"company\"\n").expect("written");
                fs::remove_file(if step % 3 == 0 { &file } else { &more }).expect("removed");
            }
        });
        for _ in 0..40 {
            let output = program(&["loops", "--data", &data.display().to_string()]).output().expect("it starts");
            let said = text(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 2)), "{said}");
            assert!(!said.contains("panicked"), "{said}");
            assert!(output.status.success() || said.contains("error"), "{said}");
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}
