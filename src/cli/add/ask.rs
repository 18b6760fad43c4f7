//! Questions and answers, a line each.

use std::io::{self, BufRead as _, Write as _};

use crate::cli::outcome::Failure;
use crate::terminal::Terminal;
use crate::terminal::interrupt::asking;

/// Questions on standard error, answers from standard input.
pub(super) struct Prompt<'t> {
    terminal: &'t mut Terminal,
}

impl<'t> Prompt<'t> {
    pub(super) fn new(terminal: &'t mut Terminal) -> Self {
        Self { terminal }
    }

    /// What was given as a flag, checked; else what is answered, asked for until it holds. An empty answer is the usual one.
    pub(super) fn answer<T>(
        &mut self,
        question: &str,
        given: Option<&str>,
        usual: Option<&str>,
        check: impl Fn(&str) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if let Some(given) = given {
            return check(given);
        }
        loop {
            let hint = usual.map_or_else(String::new, |usual| format!(" [{usual}]"));
            let line = self.line(&format!("{question}{hint}: "))?;
            let answer = match (line.trim(), usual) {
                ("", Some(usual)) => usual.to_owned(),
                (answer, _) => answer.to_owned(),
            };
            match check(&answer) {
                Ok(found) => return Ok(found),
                Err(Failure::Other { message, help }) => {
                    writeln!(self.terminal.err, "  {message}")?;
                    if let Some(help) = help {
                        writeln!(self.terminal.err, "  {help}")?;
                    }
                }
                Err(other) => return Err(other),
            }
        }
    }

    /// Says something between two questions.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.terminal.err, "  {text}")?)
    }

    /// Whether the answer is yes, which it is if it is empty.
    pub(super) fn agreed(&mut self, question: &str) -> Result<bool, Failure> {
        let line = self.line(&format!("{question} [y]: "))?;
        Ok(matches!(line.trim().to_lowercase().as_str(), "" | "y" | "yes"))
    }

    fn line(&mut self, prompt: &str) -> Result<String, Failure> {
        write!(self.terminal.err, "{prompt}")?;
        self.terminal.err.flush()?;
        let mut line = String::new();
        if asking(|| io::stdin().lock().read_line(&mut line))? == 0 {
            let help = "answer it, or give it as a flag: see `roundtrip add deal --help`";
            return Err(Failure::help(format!("the answers end at `{}`", prompt.trim()), help));
        }
        Ok(line)
    }
}
