//! What is typed after `roundtrip completions` and `roundtrip man`.

use clap::Args;

#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ManArgs {
    /// Of this command only
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Option<String>,
}
