//! The program at a real terminal, as its screen shows it.

use crate::common::{stdout, watch::FOREVER, with_register};

use std::{
    fs,
    io::{Read as _, Write as _},
    num::NonZeroU16,
    os::fd::AsFd as _,
    path::Path,
    process::Child,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// The program at a terminal of its own, with everything that it writes to it.
struct Session {
    keys: fs::File,
    output: Receiver<Vec<u8>>,
    child: Child,
    screen: vt100::Parser,
    /// Every byte since the beginning.
    said: Vec<u8>,
}

/// How a terminal is set up.
#[derive(Clone, Copy)]
struct Setting<'a> {
    columns: u16,
    variables: &'a [(&'a str, &'a str)],
}

const NARROW: Setting<'_> = Setting { columns: 80, variables: &[] };
const WIDE: Setting<'_> = Setting { columns: 200, variables: &[] };

impl Session {
    fn new(setting: Setting<'_>, args: &[&str]) -> Self {
        const ROWS: u16 = 24;
        let (pty, pts) = pty_process::blocking::open().expect("a pseudo-terminal");
        pty.resize(pty_process::Size::new(ROWS, setting.columns)).expect("a size");
        let mut command = pty_process::blocking::Command::new(env!("CARGO_BIN_EXE_roundtrip"))
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("TERM", "xterm-256color");
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "PAGER", "LESS", "CI"] {
            command = command.env_remove(name);
        }
        let child = command.envs(setting.variables.iter().copied()).spawn(pts).expect("the program starts");
        let open = || fs::File::from(pty.as_fd().try_clone_to_owned().expect("a handle"));
        let (keys, mut from) = (open(), open());
        let (to, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // It fails when the last program has left the terminal.
            while let Ok(count @ 1..) = from.read(&mut bytes) {
                if to.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let size = |n| NonZeroU16::new(n).expect("not 0");
        let screen = vt100::Parser::new(size(ROWS), size(setting.columns), 10_000);
        Self { keys, output, child, screen, said: Vec::new() }
    }

    fn takes(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.said.extend(bytes);
    }

    /// Takes what is written until something holds of the session; panics if it never does.
    fn wait(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            match self.output.recv_timeout(Duration::from_millis(100)) {
                Ok(bytes) => self.takes(&bytes),
                Err(RecvTimeoutError::Timeout) if start.elapsed() < FOREVER => {}
                Err(error) => panic!("never: {what} ({error})\n{}", self.shown()),
            }
        }
    }

    fn sees(&mut self, text: &str) {
        self.wait(text, |session| session.shown().contains(text));
    }

    fn presses(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("typed");
    }

    /// Waits for the end of the program; its exit code.
    fn end(&mut self) -> i32 {
        let start = Instant::now();
        let status = loop {
            self.takes_rest();
            if let Some(status) = self.child.try_wait().expect("it runs") {
                break status;
            }
            assert!(start.elapsed() < FOREVER, "it never ends:\n{}", self.shown());
        };
        // The terminal is closed when the last program has left it.
        while let Ok(bytes) = self.output.recv_timeout(FOREVER) {
            self.takes(&bytes);
        }
        status.code().expect("it ends by itself")
    }

    fn takes_rest(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
            self.takes(&bytes);
        }
    }

    /// What is on the screen now.
    fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// The lines that came out wider than the terminal, which then broke them anywhere; an address may.
    fn broken_lines(&mut self) -> Vec<String> {
        let screen = self.screen.screen_mut();
        let (rows, columns) = screen.size();
        screen.set_scrollback(usize::MAX);
        let mut all: Vec<(String, bool)> = Vec::new();
        for back in (0..=screen.scrollback()).rev() {
            screen.set_scrollback(back);
            // The first row of each view, and of the last view every row.
            let shown = if back == 0 { rows.get() } else { 1 };
            let text = screen.rows(0, columns.get()).zip(0..shown);
            all.extend(text.map(|(text, row)| (text, screen.row_wrapped(row))));
        }
        let goes_on = std::iter::once(false).chain(all.iter().map(|(_, wrapped)| *wrapped));
        let first = all.iter().zip(goes_on).filter(|((_, wrapped), goes_on)| *wrapped && !goes_on);
        first.map(|((text, _), _)| text.clone()).filter(|text| !text.trim().starts_with("http")).collect()
    }

    /// Every byte since the beginning, as text.
    fn said(&self) -> String {
        String::from_utf8_lossy(&self.said).into_owned()
    }

    /// Whether anything written asks for a colour or for bold letters.
    fn is_styled(&self) -> bool {
        self.said().split("\u{1b}[").skip(1).any(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(rest.len());
            rest[end..].starts_with('m') && !matches!(&rest[..end], "" | "0")
        })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Of a test that failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A ledger with one loop of three payments among many that lead nowhere.
fn ledger(folder: &Path, rows: usize) -> String {
    let mut text = "src,dst,timestamp,amount\nanna,bert,1,10\nbert,carl,2,9\ncarl,anna,3,8\n".to_owned();
    for row in 0..rows {
        text += &format!("a{row},b{row},{},{}\n", row + 4, row % 90 + 1);
    }
    let path = folder.join("ledger.csv");
    fs::write(&path, text).expect("write");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_scan_ends() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = ledger(folder.path(), 300_000);
    for setting in [NARROW, WIDE] {
        let mut session = Session::new(setting, &["scan", &path]);
        assert_eq!(session.end(), 0, "{}", session.shown());
        let shown = session.shown();
        assert!(shown.contains(r#""length":3,"vertices":["anna","bert","carl"]"#), "{shown}");
        assert!(shown.contains("note: read 300,003 rows: payer `src`, payee `dst`"), "{shown}");
        assert!(!shown.contains("reading"), "the bar is cleared: {shown}");
    }
}

/// Everybody pays everybody: a search that never ends by itself.
fn endless(folder: &Path) -> String {
    let pairs = (0..40).flat_map(|a| (0..40).filter(move |b| *b != a).map(move |b| format!("{a},{b}\n")));
    let path = folder.join("endless.csv");
    fs::write(&path, format!("src,dst\n{}", pairs.collect::<String>())).expect("write");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_bar_shows_how_far_a_scan_is_and_ctrl_c_ends_it() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = endless(folder.path());
    for setting in [NARROW, WIDE] {
        let mut session = Session::new(setting, &["scan", &path, "--count", "--no-pager"]);
        session.sees("0 loops ");
        session.sees("so far");
        session.presses("\u{3}");
        assert_eq!(session.end(), 130, "{}", session.shown());
        let shown = session.shown();
        assert!(shown.contains("loops (interrupted)") && session.said().contains("LENGTH"), "{shown}");
        assert!(!shown.contains("so far"), "the bar is cleared: {shown}");
    }
}

#[test]
fn a_second_ctrl_c_ends_everything() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = endless(folder.path());
    let mut session = Session::new(NARROW, &["scan", &path, "--count"]);
    session.sees("0 loops ");
    session.presses("\u{3}\u{3}");
    assert_eq!(session.end(), 130, "{}", session.shown());
}

#[test]
fn answers_fit_the_screen() {
    for setting in [NARROW, WIDE] {
        let deals = ["loops", "tests/data/imports/gephi-edges.csv", "--set", "kind=services,status=closed,date=2024"];
        for args in [&["loops", "--top", "3"][..], &["show", "oai_aws_38b"], &["show", "openai"], &deals] {
            let mut session = Session::new(setting, &[args, &["--no-pager"]].concat());
            assert_eq!(session.end(), 0, "{args:?}: {}", session.shown());
            assert_eq!(session.broken_lines(), Vec::<String>::new(), "{args:?}");
        }
    }
}

#[test]
fn complaints_are_coloured_unless_somebody_minds() {
    let args = ["loops", "--where", "bottleneck >> 1B"];
    for (variables, styled) in [(&[][..], true), (&[("NO_COLOR", "1")], false), (&[("NO_COLOR", "")], true)] {
        let mut session = Session::new(Setting { columns: 80, variables }, &args);
        assert_eq!(session.end(), 2, "{}", session.shown());
        assert!(session.shown().contains("error: "), "{}", session.shown());
        assert_eq!(session.is_styled(), styled, "{variables:?}: {}", session.shown());
    }
}

#[test]
fn a_report_ends_and_says_where_it_is() {
    let folder = tempfile::tempdir().expect("tempdir");
    let to = folder.path().join("out");
    let mut session = Session::new(NARROW, &["report", "-o", to.to_str().expect("UTF-8")]);
    assert_eq!(session.end(), 0, "{}", session.shown());
    assert!(session.said().contains("Open ") && session.said().contains("loops of circular"), "{}", session.shown());
    assert!(to.join("index.html").exists());
}

#[test]
fn a_deal_is_asked_for() {
    let folder = tempfile::tempdir().expect("tempdir");
    let own = folder.path().join("own");
    let own = own.to_str().expect("UTF-8");
    stdout(&["init", own, "--as-of", "2026-01-31"]);
    let mut session = Session::new(NARROW, &["add", "deal", "--data", own]);
    for (question, answer) in [
        ("Who pays (gives the value): ", "Acme"),
        ("Who is paid: ", "Bolt"),
        ("Kind of deal: ", "nonsense"),
        ("unknown kind of deal `nonsense`", "equity"),
        (", ?) [?]: ", "1.5B"),
        ("Status [announced]: ", ""),
        ("Since which day: ", "2026-01-15"),
        ("On whose word (id of a source, or an address): ", "https://example.org/a"),
        ("Who published it: ", "The Paper"),
        ("aggregator) [press]: ", ""),
        ("Title [", ""),
        ("Id [acme_bolt_equity_2026]: ", ""),
        ("[y]: ", "y"),
    ] {
        session.sees(question);
        session.presses(&format!("{answer}\r"));
    }
    assert_eq!(session.end(), 0, "{}", session.shown());
    assert!(stdout(&["show", "acme_bolt_equity_2026", "--data", own]).contains("Acme invests in Bolt"));
}

#[test]
fn a_question_can_be_left_with_ctrl_c() {
    let folder = tempfile::tempdir().expect("tempdir");
    let own = folder.path().join("own");
    let own = own.to_str().expect("UTF-8");
    stdout(&["init", own, "--as-of", "2026-01-31"]);
    let mut session = Session::new(NARROW, &["add", "deal", "--data", own]);
    session.sees("Who pays");
    session.presses("\u{3}");
    assert_eq!(session.end(), 130, "{}", session.shown());
}

/// A program for this test, in a folder that is the only one to look for programs in, but for the usual ones behind it.
#[cfg(target_os = "linux")]
fn with_program(folder: &Path, name: &str, script: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("write");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
    format!("{}:/usr/bin:/bin", folder.display())
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_can_be_opened_and_that_it_cannot_is_no_failure() {
    let folder = tempfile::tempdir().expect("tempdir");
    let to = folder.path().join("out");
    let report = ["report", "--open", "--pictures", "0", "-o", to.to_str().expect("UTF-8")];
    let opened = folder.path().join("opened");
    for (script, word) in [
        (format!("echo \"$1\" > {}", opened.display()), "Opening "),
        ("exec sleep 100".to_owned(), "Opening "),
        ("exit 3".to_owned(), "note: no browser could be started"),
    ] {
        let path = with_program(folder.path(), "xdg-open", &script);
        let variables = [("PATH", path.as_str())];
        let mut session = Session::new(Setting { columns: 80, variables: &variables }, &report);
        assert_eq!(session.end(), 0, "{}", session.shown());
        assert!(session.shown().contains(word), "{script}: {}", session.shown());
    }
    let page = fs::read_to_string(&opened).expect("it was opened");
    assert_eq!(Path::new(page.trim()), to.join("index.html"));
}

/// A pager that shows twenty lines, and is left with a line of any kind.
const PAGER: (&str, &str) = ("PAGER", "sh -c 'head -n 20; echo MORE; read line </dev/tty'");

#[test]
fn a_long_answer_is_read_by_pages() {
    for columns in [80, 200] {
        let mut session = Session::new(Setting { columns, variables: &[PAGER] }, &with_register(&["loops"]));
        session.sees("MORE");
        assert!(session.shown().contains("1,201 loops of circular funding"), "the first page: {}", session.shown());
        assert!(session.child.try_wait().expect("it runs").is_none(), "it waits");
        session.presses("q\r");
        assert_eq!(session.end(), 0, "{}", session.shown());
    }
}

#[test]
fn ctrl_c_ends_a_pager_that_it_ends() {
    let mut session = Session::new(Setting { columns: 80, variables: &[PAGER] }, &with_register(&["loops"]));
    session.sees("MORE");
    session.presses("\u{3}");
    assert_eq!(session.end(), 0, "{}", session.shown());
}

#[test]
fn less_is_the_pager_if_there_is_one() {
    if std::process::Command::new("less").arg("--version").output().is_err() {
        return;
    }
    let mut session = Session::new(NARROW, &with_register(&["loops"]));
    session.sees("1,201 loops");
    // It stays where it is at Ctrl-C, and forgets what was typed before.
    session.presses("\u{3}");
    let start = Instant::now();
    while session.shown().contains("1,201 loops") {
        assert!(start.elapsed() < FOREVER, "no other page: {}", session.shown());
        session.presses(" ");
        thread::sleep(Duration::from_millis(200));
        session.takes_rest();
    }
    session.presses("q");
    assert_eq!(session.end(), 0, "{}", session.shown());
}

#[test]
fn what_fits_the_screen_is_printed_at_once() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = ledger(folder.path(), 0);
    let mut session = Session::new(NARROW, &["scan", &path, "--format", "table"]);
    assert_eq!(session.end(), 0, "{}", session.shown());
    assert!(session.shown().contains("1 loop"), "{}", session.shown());
}

#[test]
fn pages_can_be_done_without() {
    for (args, variables) in [
        (&["loops", "--no-pager"][..], &[][..]),
        (&["loops"], &[("PAGER", "")]),
        (&["loops"], &[("PAGER", "cat")]),
        (&["loops"], &[("PAGER", "no-such-program")]),
        (&["loops"], &[("TERM", "dumb")]),
    ] {
        let mut session = Session::new(Setting { columns: 80, variables }, &with_register(args));
        assert_eq!(session.end(), 0, "{variables:?}: {}", session.shown());
        let said = session.said();
        assert!(said.contains("1,201 loops of circular funding"), "{variables:?}: {said}");
    }
}

#[test]
fn a_pager_of_ones_own_gets_the_whole_text() {
    let folder = tempfile::tempdir().expect("tempdir");
    let copy = folder.path().join("a copy");
    let pager = format!("tee '{}'", copy.display());
    let mut session =
        Session::new(Setting { columns: 80, variables: &[("PAGER", &pager)] }, &with_register(&["loops"]));
    assert_eq!(session.end(), 0, "{}", session.shown());
    let text = fs::read_to_string(&copy).expect("copied");
    assert!(text.contains("1,201 loops of circular funding") && text.contains("Sources"), "{text}");
}

#[test]
fn leaving_the_pager_ends_an_endless_scan() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = endless(folder.path());
    let mut session = Session::new(Setting { columns: 80, variables: &[PAGER] }, &["scan", &path]);
    session.sees("MORE");
    session.presses("q\r");
    assert_eq!(session.end(), 0, "{}", session.shown());
}

#[test]
fn no_colour_goes_into_a_file() {
    let folder = tempfile::tempdir().expect("tempdir");
    let file = folder.path().join("a.txt");
    let file = file.to_str().expect("UTF-8");
    let mut session = Session::new(NARROW, &["measure", "outside", "--color", "always", "-o", file]);
    assert_eq!(session.end(), 0, "{}", session.shown());
    assert!(session.shown().contains("wrote "), "{}", session.shown());
    let written = fs::read_to_string(file).expect("written");
    assert!(!written.contains('\u{1b}'), "{written}");
}
