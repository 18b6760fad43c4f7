//! What a terminal shows: flags of every command.

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(next_help_heading = "Terminal")]
pub(in crate::cli) struct ScreenArgs {
    /// Bold headings and colours; `auto` heeds NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub(in crate::cli) color: Colour,
    /// Print long answers at once; else they go through $PAGER, or less
    #[arg(long, global = true)]
    pub(in crate::cli) no_pager: bool,
}

/// When there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Colour {
    /// At a terminal
    Auto,
    /// In a pipe too
    Always,
    /// Nowhere
    Never,
}

impl From<Colour> for anstream::ColorChoice {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Auto => Self::Auto,
            Colour::Always => Self::Always,
            Colour::Never => Self::Never,
        }
    }
}
