//! How many loops are an alarm: `any`, or `count >= 10`.

use crate::circuits::{Comparison, ConditionError};

/// A condition on the number of loops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    text: String,
    how: Comparison,
    count: u128,
}

impl Alarm {
    /// Reads `any`, which is `count >= 1`, or `count` with a comparison and a whole number.
    ///
    /// ```
    /// use roundtrip::scan::Alarm;
    /// let alarm = Alarm::parse("count > 2").unwrap();
    /// assert_eq!((alarm.rings(3, false), alarm.rings(2, true), alarm.rings(2, false)), (Some(true), Some(false), None));
    /// assert_eq!(Alarm::parse("count > two").unwrap_err().span, 8..11);
    /// ```
    ///
    /// # Errors
    /// What means nothing, with its place and its mend.
    pub fn parse(text: &str) -> Result<Self, ConditionError> {
        let error = |part: &str, message: String, help: &str| {
            // What is left to read is the end of the text.
            let start = text.len() - part.len();
            let length = part.find(char::is_whitespace).unwrap_or(part.len());
            ConditionError { message, span: start..start + length, help: help.to_owned() }
        };
        let alarm = |how, count| Self { text: text.trim().to_owned(), how, count };
        if text.trim().eq_ignore_ascii_case("any") {
            return Ok(alarm(Comparison::AtLeast, 1));
        }
        let all = text.trim_start();
        let Some(rest) = all.get(..5).filter(|word| word.eq_ignore_ascii_case("count")).map(|_| all[5..].trim_start())
        else {
            return Err(error(all, format!("`{}` is no number of loops", text.trim()), "write `any` or `count >= 10`"));
        };
        let sign = rest.len() - rest.trim_start_matches(['<', '>', '=', '!']).len();
        let Some(how) = Comparison::parse(&rest[..sign]) else {
            let help = "use `>=`, `>`, `<=`, `<`, `=` or `!=`";
            return Err(error(rest, format!("`{rest}` compares nothing"), help));
        };
        let number = rest[sign..].trim_start();
        let read = number.trim_end().parse();
        let count =
            read.map_err(|_| error(number, format!("`{number}` is not a whole number"), "write a number such as 10"))?;
        Ok(alarm(how, count))
    }

    /// Whether so many loops meet it; `None` if that cannot be known, because there may be more.
    pub fn rings(&self, found: u128, complete: bool) -> Option<bool> {
        let now = self.how.holds(found.cmp(&self.count));
        let decided = complete
            || match self.how {
                Comparison::AtLeast | Comparison::Over => now,
                Comparison::AtMost | Comparison::Under => !now,
                Comparison::Is | Comparison::Not => found > self.count,
            };
        decided.then_some(now)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_still_come_is_not_known() {
        for (text, found, complete, rings) in [
            ("any", 0, true, Some(false)),
            ("ANY", 1, false, Some(true)),
            (" count>=3 ", 3, false, Some(true)),
            ("count >= 3", 2, false, None),
            ("count < 3", 2, false, None),
            ("count < 3", 3, false, Some(false)),
            ("count <= 3", 3, true, Some(true)),
            ("count = 3", 3, false, None),
            ("count = 3", 4, false, Some(false)),
            ("count != 3", 4, false, Some(true)),
            ("count != 3", 3, false, None),
        ] {
            assert_eq!(Alarm::parse(text).unwrap().rings(found, complete), rings, "{text}");
        }
    }

    #[test]
    fn what_means_nothing_is_shown_at_its_place() {
        for (text, place) in
            [("", 0..0), ("length >= 3", 0..6), ("count", 5..5), ("count 3", 6..7), ("count > 1.5", 8..11)]
        {
            assert_eq!(Alarm::parse(text).unwrap_err().span, place, "{text}");
        }
    }
}
