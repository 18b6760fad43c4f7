//! Runs that might never end. No test says how fast a run is: a machine may be slow, or busy with something else. What a
//! run may use is counted in its own seconds of CPU.

use std::{
    fs,
    io::Read,
    process::{Child, Command, ExitStatus, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What has not ended by then never will.
pub(crate) const FOREVER: Duration = Duration::from_mins(20);

/// A run in bounded memory and time. What uses more is killed, and has no exit code.
pub(crate) fn bounded(args: &[&str]) -> Output {
    bounded_by(args, FOREVER)
}

/// The same for a run that has to end by itself much earlier.
pub(crate) fn bounded_by(args: &[&str], most: Duration) -> Output {
    // 3 GB of address space, of which every thread and every arena of the allocator reserves more than it uses; and many times
    // the seconds that a debug build needs.
    let mut command = Command::new("sh");
    let limits = "ulimit -v 3000000; ulimit -t 300; exec \"$0\" \"$@\"";
    command.args(["-c", limits, env!("CARGO_BIN_EXE_roundtrip")]).args(args);
    command.env("RAYON_NUM_THREADS", "2").env("MALLOC_ARENA_MAX", "2").stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let (out, err) = (child.stdout.take().expect("a pipe"), child.stderr.take().expect("a pipe"));
    let read = |mut from: Box<dyn Read + Send>| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            from.read_to_end(&mut bytes).map(|_| bytes).unwrap_or_default()
        })
    };
    let (out, err) = (read(Box::new(out)), read(Box::new(err)));
    let status = end_by(&mut child, &format!("{args:?}"), most);
    Output { status, stdout: out.join().expect("read"), stderr: err.join().expect("read") }
}

/// Waits for the end of a run, but not for ever.
pub(crate) fn end(child: &mut Child, what: &str) -> ExitStatus {
    end_by(child, what, FOREVER)
}

fn end_by(child: &mut Child, what: &str, most: Duration) -> ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("it runs") {
            return status;
        }
        if start.elapsed() > most {
            child.kill().expect("it runs");
            panic!("{what} never ends");
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Presses Ctrl-C once a run answers to it and has worked for a while by its own account.
pub(crate) fn interrupt(child: &Child) {
    let process = child.id().to_string();
    let start = Instant::now();
    while !is_at_work(&process) {
        assert!(start.elapsed() < FOREVER, "it never begins to work");
        thread::sleep(Duration::from_millis(10));
    }
    assert!(Command::new("kill").args(["-INT", &process]).status().expect("kill").success());
}

/// Whether a process catches SIGINT and has used 0.3 s of CPU; where there is no `/proc`, after two seconds.
fn is_at_work(process: &str) -> bool {
    let read = |file: &str| fs::read_to_string(format!("/proc/{process}/{file}"));
    let (Ok(status), Ok(times)) = (read("status"), read("stat")) else {
        thread::sleep(Duration::from_secs(2));
        return true;
    };
    // The signals it catches, as bits: SIGINT is the second.
    let caught = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigCgt:")?.trim(), 16).ok());
    // Behind the name in brackets, the twelfth and thirteenth are hundredths of a second of CPU.
    let times = times.rsplit(')').next().unwrap_or_default().split_whitespace();
    let used: u64 = times.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    caught.is_some_and(|signals| signals & 0b10 != 0) && used >= 30
}
