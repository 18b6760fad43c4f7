//! How far a deal has come.

use std::{fmt, str::FromStr};

use serde::Serialize;

use super::UnknownWord;

/// A rung of the ladder `rumoured < in-talks < announced < signed < closed`, or one of the three ways off it.
///
/// The order of the variants is the ladder's; what is off it comes last and is no higher rung: ask
/// [`Status::is_live`] first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Talked about by unnamed people.
    Rumoured,
    /// The parties negotiate.
    InTalks,
    /// Made public or reported as agreed; letters of intent are here.
    Announced,
    /// Binding.
    Signed,
    /// Done, the money paid or owed without condition.
    Closed,
    /// Ran out without being done.
    Lapsed,
    /// Called off.
    Cancelled,
    /// Another deal took its place.
    Superseded,
}

impl Status {
    /// Every status, in order.
    pub const ALL: [Self; 8] = [
        Self::Rumoured,
        Self::InTalks,
        Self::Announced,
        Self::Signed,
        Self::Closed,
        Self::Lapsed,
        Self::Cancelled,
        Self::Superseded,
    ];

    /// The five rungs, in order.
    pub fn rungs() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|status| status.is_live())
    }

    /// Whether it stands on the ladder.
    pub fn is_live(self) -> bool {
        self <= Self::Closed
    }

    /// Whether the parties are bound: signed or closed.
    pub fn is_firm(self) -> bool {
        matches!(self, Self::Signed | Self::Closed)
    }

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rumoured => "rumoured",
            Self::InTalks => "in-talks",
            Self::Announced => "announced",
            Self::Signed => "signed",
            Self::Closed => "closed",
            Self::Lapsed => "lapsed",
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
        }
    }

    /// In a sentence: `in talks`.
    pub fn words(self) -> &'static str {
        if self == Self::InTalks { "in talks" } else { self.name() }
    }
}

impl FromStr for Status {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "status", &Self::ALL, Self::name)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A mark beside the rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Mark {
    /// It waits for something named in the deal's conditions.
    Conditional,
    /// Work on it stopped, the deal stands.
    Paused,
}

impl Mark {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Conditional, Self::Paused];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Conditional => "conditional",
            Self::Paused => "paused",
        }
    }
}

impl FromStr for Mark {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "mark", &Self::ALL, Self::name)
    }
}
