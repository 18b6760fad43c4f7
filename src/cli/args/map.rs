//! What is typed after `roundtrip map`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use clap_complete::engine::ArgValueCompleter;

use super::shared::{DataArgs, SearchArgs, ViewArgs};
use crate::{answer::Refusal, cli::complete, terminal::endings};

#[derive(Debug, Args)]
pub(in crate::cli) struct MapArgs {
    /// Registers to read instead of the shipped one
    #[arg(value_name = "REGISTER")]
    pub(in crate::cli) registers: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) data: DataArgs,
    /// Only this company, cloud or chip, and what is near it
    #[arg(long = "of", aliases = ["company", "focus"], value_name = "ENTITY", add = ArgValueCompleter::new(complete::entity))]
    pub(in crate::cli) focus: Option<String>,
    /// Number of hops around --of to include
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub(in crate::cli) hops: usize,
    /// Show this loop in colour and the rest in grey
    #[arg(long, value_name = "LOOP")]
    pub(in crate::cli) highlight: Option<String>,
    /// Draw every entity, not only those on some loop
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Draw at most N, those on the largest loops; 0 is all [default: 30; with --all 60, or 150 in a matrix]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) most: Option<usize>,
    /// What to draw
    #[arg(long, value_enum, value_name = "DIAGRAM", default_value_t = Diagram::Map)]
    pub(in crate::cli) diagram: Diagram,
    /// How many loops, with --diagram gallery
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(in crate::cli) top: usize,
    /// Which loops: circular-funding, cross-investment, reciprocal-trade or any
    #[arg(long, value_name = "CLASS", default_value = "circular-funding")]
    pub(in crate::cli) class: String,
    #[command(flatten)]
    pub(in crate::cli) look: LookArgs,
    /// Who places the bubbles of a map: roundtrip itself, or an installed Graphviz
    #[arg(long, value_enum, value_name = "LAYOUT", default_value_t = Layout::Own, help_heading = "Look")]
    pub(in crate::cli) layout: Layout,
    /// Keep bubbles where this earlier map (SVG) has them, so that a small change moves little
    #[arg(long, value_name = "FILE", conflicts_with = "layout", help_heading = "Look")]
    pub(in crate::cli) keep_layout: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) view: ViewArgs,
    #[command(flatten)]
    pub(in crate::cli) search: SearchArgs,
    /// How to draw [default: by the ending of --output, else svg]
    #[arg(long, value_enum, help_heading = "Output")]
    pub(in crate::cli) format: Option<Picture>,
    /// A font file for letters that the built-in font lacks, in PNG and PDF
    #[cfg(any(feature = "png", feature = "pdf"))]
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(in crate::cli) font: Option<PathBuf>,
    /// Write into this file, whole or not at all; - is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// How a picture looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Look")]
pub(in crate::cli) struct LookArgs {
    /// Colours
    #[arg(long, value_enum, value_name = "THEME", default_value_t = Theme::Light)]
    pub(in crate::cli) theme: Theme,
    /// Its heading [default: computed from the data]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// Page size in px, such as 1600x900; the layout is fitted to it
    #[arg(long, value_name = "WxH")]
    pub(in crate::cli) size: Option<String>,
    /// Leave out the list of sources
    #[arg(long)]
    pub(in crate::cli) no_sources: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Picture {
    /// A picture that any browser shows
    Svg,
    /// The graph for Graphviz
    Dot,
    /// A page to explore: one file, no network
    Html,
    /// Pixels, two for each px unless --size says how many
    #[cfg(feature = "png")]
    Png,
    /// A page for a printer, text as text
    #[cfg(feature = "pdf")]
    Pdf,
}

impl Picture {
    /// How to draw into a file; `None` if neither its name nor `--format` says it.
    pub(in crate::cli) fn of(asked: Option<Self>, file: Option<&Path>) -> Result<Option<Self>, Refusal> {
        let value = asked.and_then(|asked| asked.to_possible_value());
        let asked = value.as_ref().map(clap::builder::PossibleValue::get_name).zip(asked);
        endings::format(
            asked,
            file,
            &[
                ("svg", Self::Svg),
                ("html", Self::Html),
                ("htm", Self::Html),
                ("dot", Self::Dot),
                ("gv", Self::Dot),
                #[cfg(feature = "png")]
                ("png", Self::Png),
                #[cfg(feature = "pdf")]
                ("pdf", Self::Pdf),
            ],
        )
    }
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Diagram {
    /// Companies as bubbles, money as arrows
    Map,
    /// One loop as a ring of numbered steps: that of --highlight, else the largest
    Loop,
    /// The largest loops side by side
    Gallery,
    /// Who pays whom, as a table
    Matrix,
    /// When each deal was made and each loop formed
    Timeline,
    /// How much can go round as softer deals are let in
    Ladder,
}

/// Who places bubbles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Layout {
    /// Our own: the same on every machine
    Own,
    /// In layers
    #[value(name = "graphviz:dot")]
    Dot,
    /// By springs
    #[value(name = "graphviz:neato")]
    Neato,
    /// By forces
    #[value(name = "graphviz:fdp")]
    Fdp,
    /// By forces, for many
    #[value(name = "graphviz:sfdp")]
    Sfdp,
    /// On circles
    #[value(name = "graphviz:circo")]
    Circo,
}

/// Colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Theme {
    /// On white
    Light,
    /// On black
    Dark,
    /// On white, readable in black and white too
    Print,
}
