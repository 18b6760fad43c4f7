//! What can be wrong with the choice of columns, and what to type.

use std::fmt;

use super::role::Role;

/// How many names of columns are told: a header may be a million columns wide.
const MOST_NAMES: usize = 20;

/// What is wrong with the choice of columns, all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnFaults {
    /// What is wrong.
    pub faults: Vec<ColumnFault>,
    /// The columns that were found nevertheless.
    pub taken: Vec<(Role, String)>,
    /// The names of all columns.
    pub header: Vec<String>,
    /// What to type, if that can be told from what is in the columns.
    pub flags: Option<String>,
}

/// One thing that is wrong with the choice of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnFault {
    /// No column can be guessed.
    Missing {
        /// What it would be for.
        role: Role,
    },
    /// Several columns could be it.
    Ambiguous {
        /// What it would be for.
        role: Role,
        /// Which.
        candidates: Vec<String>,
    },
    /// A column was named that is not there.
    Unknown {
        /// What it was named for.
        role: Role,
        /// The name.
        name: String,
        /// The nearest name that is there.
        nearest: Option<String>,
    },
    /// Several columns were named where one is read, or too many.
    Joined {
        /// What they were named for.
        role: Role,
        /// The names.
        name: String,
    },
    /// One column was named for two things.
    Shared {
        /// For these.
        roles: [Role; 2],
        /// The column.
        name: String,
        /// The other column of that heading, if it stands twice.
        twin: Option<String>,
    },
}

impl ColumnFault {
    /// What the column would be for; none if it is for two things.
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Missing { role }
            | Self::Ambiguous { role, .. }
            | Self::Unknown { role, .. }
            | Self::Joined { role, .. } => Some(*role),
            Self::Shared { .. } => None,
        }
    }
}

impl fmt::Display for ColumnFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { role } => write!(f, "no column is known to be {}", role.words()),
            Self::Ambiguous { role, candidates } => write!(f, "{} can each be {}", names(candidates), role.words()),
            Self::Unknown { name, .. } => write!(f, "there is no column `{name}`"),
            Self::Joined { role, name } => write!(f, "`{name}` is too many columns for {}", role.words()),
            Self::Shared { roles: [one, other], name, .. } => {
                write!(f, "column `{name}` cannot be both {} and {}", one.words(), other.words())
            }
        }
    }
}

impl fmt::Display for ColumnFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: Vec<String> = self.faults.iter().map(ColumnFault::to_string).collect();
        f.write_str(&faults.join("; "))
    }
}

impl ColumnFaults {
    /// How to mend them: what was taken, what there is, and what to type.
    pub(super) fn help(&self) -> String {
        let mut lines = Vec::new();
        for fault in &self.faults {
            match fault {
                ColumnFault::Unknown { nearest: Some(nearest), .. } => lines.push(format!("did you mean `{nearest}`?")),
                ColumnFault::Shared { roles: [one, other], twin, .. } => lines.push(match twin {
                    Some(twin) => format!("the second of that heading is {} {}", other.flag(), typed(twin)),
                    None => format!("name another column with {} or {}", one.flag(), other.flag()),
                }),
                ColumnFault::Missing { role } | ColumnFault::Ambiguous { role, .. } => {
                    lines.push(format!("name it with {} COLUMN", role.flag()));
                }
                ColumnFault::Unknown { .. } | ColumnFault::Joined { .. } => {}
            }
        }
        if !self.taken.is_empty() {
            let taken: Vec<String> =
                self.taken.iter().map(|(role, name)| format!("{} `{name}`", &role.words()[4..])).collect();
            lines.push(format!("taken so far: {}", taken.join(", ")));
        }
        lines.push(format!("the columns are {}", names(&self.header)));
        if self.header.len() == 1 {
            lines.push("if they are more than one, say what parts them with --separator".to_owned());
        } else if self.taken.is_empty() && !self.faults.iter().any(|fault| matches!(fault, ColumnFault::Unknown { .. }))
        {
            lines.push("if the first line is a payment and names no columns, add --no-header".to_owned());
        }
        if let Some(flags) = &self.flags {
            lines.push(format!("type, for example, {flags}"));
        }
        lines.join("; ")
    }
}

/// A name as it is typed in a shell.
pub(super) fn typed(name: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || "_-./".contains(sign);
    if !name.is_empty() && name.chars().all(is_plain) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "'\\''"))
    }
}

/// `a`, `b`, `c`, in back-ticks.
fn names(list: &[String]) -> String {
    let mut names: Vec<String> = list.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    if let Some(more) = list.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        names.push(format!("and {more} more"));
    }
    names.join(", ")
}
