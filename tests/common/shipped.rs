//! Runs the real program on what it is told alone: the register that is compiled in, where no other is named.

use std::process::Command;

/// The program with these arguments; nothing of the environment changes what it prints.
pub(crate) fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtrip"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("NO_COLOR");
    command
}

/// Standard output of a run that must succeed.
pub(crate) fn stdout(args: &[&str]) -> String {
    let output = program(args).output().expect("the program starts");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Standard output as JSON.
pub(crate) fn json(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&stdout(args)).expect("JSON")
}

/// The ids of the loops that a run lists, with their status.
pub(crate) fn loops(args: &[&str]) -> std::collections::BTreeMap<String, String> {
    super::statuses(&json(&[&["loops", "--format", "json"], args].concat()))
}
