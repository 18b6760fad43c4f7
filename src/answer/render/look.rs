//! How text is to look.

/// How text is to look: how wide, and whether with colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; `None` where it is not a terminal.
    pub width: Option<usize>,
    /// Whether headings are bold and less important things grey, by ANSI codes.
    pub colour: bool,
}

/// The width of what does not go to a terminal.
const PIPE_WIDTH: usize = 110;

/// Narrower than this is not tried.
const LEAST: usize = 40;

impl Look {
    /// The width to write for.
    pub(super) fn columns(self) -> usize {
        self.width.unwrap_or(PIPE_WIDTH).max(LEAST)
    }

    /// Text in bold.
    pub(super) fn bold(self, text: &str) -> String {
        self.marked("1", text)
    }

    /// Text in grey.
    pub(super) fn quiet(self, text: &str) -> String {
        self.marked("2", text)
    }

    fn marked(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
