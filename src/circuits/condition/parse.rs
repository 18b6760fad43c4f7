//! From a text to a [`Condition`]: a grammar of four rules, and every word that means nothing said in one run.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Bound, Comparison, Condition, ConditionError, Counted, Named,
    words::{Word, cut},
};
use crate::{
    circuits::Class,
    flow::View,
    load::{NotOneEntity, nearest, one_entity},
    model::{Amount, Entity, Register, Status, When},
};

/// What a condition may compare.
const FIELDS: [&str; 9] = ["status", "bottleneck", "low", "high", "length", "sources", "unpriced", "formed", "class"];
/// What else may stand where a comparison begins.
const OTHERS: [&str; 4] = ["not", "through", "new", "in"];
/// How deeply parentheses and `not` may be nested.
const DEEPEST: usize = 64;

/// The grammar cannot be followed any further; why is among the errors.
struct ParseFailed;

struct Parser<'t> {
    text: &'t str,
    words: Vec<Word<'t>>,
    at: usize,
    end: usize,
    depth: usize,
    register: &'t Register,
    view: &'t View,
    errors: Vec<ConditionError>,
}

pub(super) fn parse(text: &str, register: &Register, view: &View) -> Result<Condition, Vec<ConditionError>> {
    let words = cut(text);
    let mut parser = Parser { text, words, at: 0, end: text.len(), depth: 0, register, view, errors: Vec::new() };
    let condition = parser.any();
    if let (Ok(_), Some(word)) = (&condition, parser.next()) {
        let what = if word.text == ")" { "a parenthesis that nothing opened" } else { "after a whole condition" };
        parser.error(&word, format!("`{}` stands here, {what}", word.text), "join conditions with `and` or `or`");
    }
    match condition {
        Ok(condition) if parser.errors.is_empty() => Ok(condition),
        _ => Err(parser.errors),
    }
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&Word<'t>> {
        self.words.get(self.at)
    }

    fn next(&mut self) -> Option<Word<'t>> {
        let word = self.peek().cloned();
        self.at += 1;
        word
    }

    /// Passes the next word if it is this one.
    fn take(&mut self, text: &str) -> bool {
        let taken = self.peek().is_some_and(|word| !word.quoted && word.text.eq_ignore_ascii_case(text));
        self.at += usize::from(taken);
        taken
    }

    fn error(&mut self, word: &Word<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(ConditionError { message: message.into(), span: word.span.clone(), help: help.into() });
    }

    /// The next word, which must be there.
    fn need(&mut self, what: &str) -> Result<Word<'t>, ParseFailed> {
        self.next().ok_or_else(|| {
            let span = self.end..self.end;
            let message = format!("the condition ends where {what} should be");
            self.errors.push(ConditionError { message, span, help: format!("write {what} here") });
            ParseFailed
        })
    }

    fn any(&mut self) -> Result<Condition, ParseFailed> {
        let mut list = vec![self.all()?];
        while self.take("or") {
            list.push(self.all()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Condition::Any(list) })
    }

    fn all(&mut self) -> Result<Condition, ParseFailed> {
        let mut list = vec![self.one()?];
        while self.take("and") {
            list.push(self.one()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Condition::All(list) })
    }

    fn one(&mut self) -> Result<Condition, ParseFailed> {
        let word = self.need("a condition such as `status >= signed`")?;
        match word.text.to_ascii_lowercase().as_str() {
            "not" if !word.quoted => self.nested(&word, |parser| Ok(Condition::Not(Box::new(parser.one()?)))),
            "(" => self.nested(&word, |parser| {
                let inner = parser.any()?;
                let close = parser.need("`)`")?;
                if close.text != ")" {
                    parser.error(&close, format!("`{}` stands where `)` should be", close.text), "close it with `)`");
                    return Err(ParseFailed);
                }
                Ok(inner)
            }),
            "through" => {
                let name = self.need("an entity")?;
                // Any condition stands for one with an error, which is never used.
                Ok(self.entity(&name).map_or(Condition::InOrder, Condition::Through))
            }
            "in" => self.second("order", Condition::InOrder),
            "new" => {
                self.second("since", ())?;
                let day = self.need("a date")?;
                let since = self.date(&day);
                // Whatever came in a month is new since its first day.
                Ok(Condition::NewSince(since.first_day().unwrap_or(since.day())))
            }
            _ => self.comparison(&word),
        }
    }

    fn nested(
        &mut self,
        word: &Word<'t>,
        inner: impl FnOnce(&mut Self) -> Result<Condition, ParseFailed>,
    ) -> Result<Condition, ParseFailed> {
        if self.depth == DEEPEST {
            self.error(word, "this is nested too deeply", "a condition needs fewer parentheses");
            return Err(ParseFailed);
        }
        self.depth += 1;
        let found = inner(self);
        self.depth -= 1;
        found
    }

    /// The second word of `in order` and `new since`.
    fn second<T>(&mut self, text: &str, found: T) -> Result<T, ParseFailed> {
        let word = self.need(&format!("`{text}`"))?;
        if !word.text.eq_ignore_ascii_case(text) {
            self.error(
                &word,
                format!("`{}` stands where `{text}` should be", word.text),
                "write `in order` or `new since DATE`",
            );
            return Err(ParseFailed);
        }
        Ok(found)
    }

    fn comparison(&mut self, field: &Word<'t>) -> Result<Condition, ParseFailed> {
        let name = match field.text.to_ascii_lowercase() {
            // The word before 0.2.
            old if old == "closed" => "formed".to_owned(),
            name => name,
        };
        if !FIELDS.contains(&name.as_str()) {
            let help = nearest(field.text, FIELDS.into_iter().chain(OTHERS)).map_or_else(
                || format!("use one of: {}, through, in order, new since", FIELDS.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            self.error(field, format!("`{}` is nothing that a loop has", field.text), help);
        }
        let how = self.need("`>=`, `>`, `<=`, `<`, `=` or `!=`")?;
        let Some(how) = Comparison::parse(how.text) else {
            self.error(&how, format!("`{}` compares nothing", how.text), "use `>=`, `>`, `<=`, `<`, `=` or `!=`");
            return Err(ParseFailed);
        };
        let value = self.need("a value")?;
        let value = if ["bottleneck", "low", "high"].contains(&name.as_str()) { self.whole(value) } else { value };
        Ok(match name.as_str() {
            "status" => Condition::Status(how, self.status(&value)),
            "bottleneck" => Condition::Amount(Bound::Stated, how, self.amount(&value)),
            "low" => Condition::Amount(Bound::Low, how, self.amount(&value)),
            "high" => Condition::Amount(Bound::High, how, self.amount(&value)),
            "sources" => Condition::Count(Counted::Sources, how, self.count(&value)),
            "unpriced" => Condition::Count(Counted::Unpriced, how, self.count(&value)),
            "formed" => Condition::FormedOn(how, self.date(&value)),
            "class" => Condition::Class(how, self.class(&value, how)),
            // What is no field is among the errors by now.
            _ => Condition::Count(Counted::Length, how, if name == "length" { self.count(&value) } else { 0 }),
        })
    }

    /// An amount may be of several words, `EUR 8 billion`: it ends where the condition goes on.
    fn whole(&mut self, mut value: Word<'t>) -> Word<'t> {
        let is_sign = |word: &Word<'_>| word.text.starts_with(['(', ')', '<', '>', '=', '!']);
        let goes_on = |word: &Word<'_>| {
            let text = word.text.to_ascii_lowercase();
            word.quoted || text == "and" || text == "or" || is_sign(word)
        };
        // A second sign is a slip, not the beginning of an amount.
        while !value.quoted
            && !is_sign(&value)
            && let Some(next) = self.peek().filter(|next| !goes_on(next))
        {
            value.span.end = next.span.end;
            value.text = self.text.get(value.span.clone()).unwrap_or(value.text);
            self.at += 1;
        }
        value
    }

    // A value that means nothing is among the errors, and any stands for it: a condition with errors is never used.

    fn status(&mut self, word: &Word<'_>) -> Status {
        let found = Status::rungs().find(|status| status.name() == word.text);
        found.unwrap_or_else(|| {
            let names: Vec<&str> = Status::rungs().map(Status::name).collect();
            self.error(word, format!("unknown status `{}`", word.text), format!("use one of: {}", names.join(", ")));
            Status::Rumoured
        })
    }

    fn amount(&mut self, word: &Word<'_>) -> Decimal {
        let read = Amount::read(word.text, self.register.base);
        let (message, help) = match read {
            Ok(amount) if amount.currency != self.register.base && amount.range().stated.is_some() => (
                format!("`{}` is in {}, and loops are compared in {}", word.text, amount.currency, self.register.base),
                format!("write it in {}", self.register.base),
            ),
            Ok(amount) => match amount.range().stated {
                Some(stated) => return stated,
                None => (format!("`{}` is not a figure", word.text), "write one, such as `1.5B`".to_owned()),
            },
            Err(error) => (error.message, error.help),
        };
        self.error(word, message, help);
        Decimal::ZERO
    }

    fn count(&mut self, word: &Word<'_>) -> u64 {
        word.text.parse().unwrap_or_else(|_| {
            self.error(word, format!("`{}` is not a whole number", word.text), "write a number such as 3");
            0
        })
    }

    /// A day, or a month, quarter or year, which is all of its days.
    fn date(&mut self, word: &Word<'_>) -> When {
        let when: Option<When> = word.text.parse().ok();
        when.filter(|when| when.first_day().is_some()).unwrap_or_else(|| {
            self.error(word, format!("`{}` is not a date", word.text), "write a day such as 2026-01-01");
            When::on(Date::ZERO)
        })
    }

    fn class(&mut self, word: &Word<'_>, how: Comparison) -> Class {
        if !matches!(how, Comparison::Is | Comparison::Not) {
            self.error(word, "classes have no order", "compare them with `=` or `!=`");
        }
        word.text.parse().unwrap_or_else(|_| {
            let names: Vec<&str> = Class::ALL.iter().map(|class| class.name()).collect();
            self.error(
                word,
                format!("unknown class of loops `{}`", word.text),
                format!("use one of: {}", names.join(", ")),
            );
            Class::CircularFunding
        })
    }

    fn entity(&mut self, word: &Word<'_>) -> Option<Named> {
        match one_entity(self.register, word.text) {
            Ok(Entity { id, .. }) => {
                Some(Named { entity: id.clone(), party: self.view.party(self.register, id).clone() })
            }
            Err(NotOneEntity { message, help }) => {
                let other = || "name an entity of the register; put a name with blanks in quotes".to_owned();
                self.error(word, message, help.unwrap_or_else(other));
                None
            }
        }
    }
}
