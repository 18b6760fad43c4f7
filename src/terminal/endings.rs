//! In which format a file is written: its name ends in it, or `--format` says it, and the two must not contradict.

use std::path::Path;

use crate::answer::Refusal;

/// Endings of formats that are written somewhere by this program, or known to everybody: no file with such a name is to
/// hold anything else.
const KNOWN: [&str; 32] = [
    "bmp", "csv", "d2", "doc", "docx", "dot", "gexf", "gif", "graphml", "gv", "htm", "html", "jpeg", "jpg", "json",
    "jsonl", "markdown", "md", "mmd", "ndjson", "ods", "odt", "parquet", "pdf", "png", "sqlite", "svg", "tiff", "toml",
    "txt", "xls", "xlsx",
];

/// Whether `-o` names standard output.
pub(crate) fn is_standard_output(file: &Path) -> bool {
    file == Path::new("-")
}

/// The format of a file, or of standard output; `None` if nothing says it. `endings` are those of each format, and
/// `asked` is what was asked for by name.
pub(crate) fn format<F: Copy + PartialEq>(
    asked: Option<(&str, F)>,
    file: Option<&Path>,
    endings: &[(&str, F)],
) -> Result<Option<F>, Refusal> {
    let Some(file) = file.filter(|file| !is_standard_output(file)) else {
        return Ok(asked.map(|(_, format)| format));
    };
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let named = ending.as_ref().and_then(|ending| endings.iter().find(|(known, _)| known == ending));
    let shown = file.display();
    let works = || endings.iter().map(|(ending, _)| format!(".{ending}")).collect::<Vec<_>>().join(", ");
    match (asked, ending, named) {
        (asked, None, _) => Ok(asked.map(|(_, format)| format)),
        (None, Some(_), Some((_, format))) => Ok(Some(*format)),
        (Some((_, format)), Some(_), Some((_, other))) if format == *other => Ok(Some(format)),
        (Some((_, format)), Some(ending), None) if !KNOWN.contains(&ending.as_str()) => Ok(Some(format)),
        (Some((name, format)), Some(_), _) => {
            let own = endings.iter().find(|(_, known)| *known == format).map_or(name, |(ending, _)| ending);
            let help = format!("name it `{}`, or ask for the format of that name", file.with_extension(own).display());
            Err(Refusal::help(format!("the name `{shown}` contradicts the format {name}"), help))
        }
        (None, Some(ending), None) if ending == "xlsx" => {
            let help = format!("endings that work: {}; `roundtrip export xlsx` writes a register for Excel", works());
            Err(Refusal::help(format!("nothing is written as `.{ending}` here: `{shown}`"), help))
        }
        (None, Some(ending), None) => {
            let help = format!("endings that work: {}; a name of another kind needs --format", works());
            Err(Refusal::help(format!("`.{ending}` says no format: `{shown}`"), help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDINGS: [(&str, u8); 3] = [("csv", 1), ("json", 2), ("md", 3)];

    fn of(asked: Option<(&str, u8)>, file: &str) -> Result<Option<u8>, Refusal> {
        format(asked, Some(Path::new(file)), &ENDINGS)
    }

    #[test]
    fn the_ending_decides_unless_format_contradicts() {
        assert_eq!(of(None, "a/b.CSV"), Ok(Some(1)));
        assert_eq!(of(Some(("csv", 1)), "b.csv"), Ok(Some(1)));
        assert!(of(Some(("csv", 1)), "b.json").unwrap_err().help.unwrap().contains("`b.csv`"));
        assert!(of(Some(("csv", 1)), "b.jpg").is_err(), "known to be something else");
        assert_eq!(of(Some(("csv", 1)), "tmp.Ab3dEf"), Ok(Some(1)));
    }

    #[test]
    fn what_says_nothing_is_refused_or_left_open() {
        assert!(of(None, "b.jpg").unwrap_err().help.unwrap().contains(".csv, .json, .md"));
        assert_eq!(of(None, "/dev/stdout"), Ok(None));
        assert_eq!(of(None, "-"), Ok(None));
        assert_eq!(of(Some(("csv", 1)), "-"), Ok(Some(1)));
    }
}
