//! Numbers in words, in one place: counts, shares, amounts, ranges.

use rust_decimal::{Decimal, prelude::FromPrimitive};

use crate::{
    circuits::{Circuit, Circuits, Class},
    flow::{Arc, Scope},
    measure::{Net, Ratio, Sum},
    model::{self, Currency, Mark, Precision, Range, Status, Stop, When},
};

/// What stands where there is no figure.
pub const NONE: &str = "–";

/// The noun alone, in the number that the count asks for: `loop`, `loops`.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        return noun.to_owned();
    }
    // `company` becomes `companies`, `way` stays `ways`.
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// The form of a verb that goes with the count: `one(n, "is", "are")`.
pub fn verb<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// `1 loop`, `1,201 loops`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{} {}", thousands(count), plural(count, noun))
}

/// `1201` as `1,201`.
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `92`, or `at least 92` of a search that was stopped.
pub fn at_least(complete: bool, count: usize) -> String {
    format!("{}{}", if complete { "" } else { "at least " }, thousands(count))
}

/// `yes` or `no`.
pub fn yes_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

/// `18.0 %`, or `–` where there is none.
pub fn percent(ratio: Option<f64>) -> String {
    ratio.filter(|ratio| ratio.is_finite()).map_or_else(|| NONE.to_owned(), model::percent)
}

/// `6.63 %` of a share as it is recorded; `–` of none. Rounding makes no part of it nothing or all of it.
pub fn exact_percent(share: Decimal) -> String {
    if share.is_zero() {
        return NONE.to_owned();
    }
    let exact = share.saturating_mul(Decimal::ONE_HUNDRED);
    let rounded = exact.round_dp(2);
    let false_whole = rounded != exact && (rounded.is_zero() || rounded == Decimal::ONE_HUNDRED);
    format!("{} %", if false_whole { exact } else { rounded }.normalize())
}

/// `12.0 %`, or `8.4–21.1 %`.
pub fn percents(ends: Option<(f64, f64)>) -> String {
    ends.map_or_else(|| NONE.to_owned(), |(low, high)| model::percents(low, high))
}

/// An amount that may be known to nobody, which is not the same as nothing.
pub fn disclosed(amount: Option<Decimal>, base: Currency) -> String {
    amount.map_or_else(|| "undisclosed".to_owned(), |amount| base.money(amount))
}

/// A sum of what is stated, where so many more state nothing: beside those, zero is not nothing but `none stated`.
pub fn as_stated(amount: Decimal, unstated: usize, base: Currency) -> String {
    if amount.is_zero() && unstated > 0 { "none stated".to_owned() } else { base.money(amount) }
}

/// `2 of 3 investors sell`, `1 of 3 investors sells`, `none of 3 investors sells`, and where there is nobody `no investor
/// sells`. `noun` is in the singular, `one` and `many` are the two forms of the verb.
pub fn some_of(part: usize, whole: usize, noun: &str, (one, many): (&str, &str)) -> String {
    let among = counted(whole, noun);
    match (part, whole) {
        (0, 0) => format!("no {noun} {one}"),
        (0, _) => format!("none of {among} {one}"),
        (1, _) => format!("1 of {among} {one}"),
        _ => format!("{} of {among} {many}", thousands(part)),
    }
}

/// With a capital first letter, for the beginning of a sentence.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A computed amount.
pub fn about_money(amount: f64, base: Currency) -> String {
    Decimal::from_f64(amount).map_or_else(|| NONE.to_owned(), |amount| base.money(amount))
}

/// A sum of deals: its range, and how many of them state nothing; `–` for no deal.
pub fn sum(sum: &Sum, base: Currency) -> String {
    let words = sum.value.words(base);
    match (sum.is_empty(), sum.unstated) {
        (true, _) => NONE.to_owned(),
        (false, 0) => words,
        (false, _) if sum.value.stated.is_none() => words,
        (false, unstated) => format!("{words}, {} undisclosed", thousands(unstated)),
    }
}

/// What the deals of a sum state; `–` for no deal.
pub fn stated(sum: &Sum, base: Currency) -> String {
    match (sum.value.stated, sum.is_empty()) {
        (Some(stated), _) => base.money(stated),
        (None, true) => NONE.to_owned(),
        (None, false) => "undisclosed".to_owned(),
    }
}

/// What is left of an investment: `$5bn`, or, where more is bought than was put in, `none: $5bn more is bought`.
pub fn net(net: Net, base: Currency) -> String {
    let money = |amount| base.money(amount);
    let short = |end: Option<Decimal>| end.map(|end| end.is_sign_negative() && !end.is_zero());
    match (short(net.low), short(net.high)) {
        (_, Some(true)) => {
            // More is bought whatever the amounts are: the range of what is left, seen from the other side.
            let more = Range {
                stated: net.stated.map(|stated| -stated),
                low: net.high.map_or(Decimal::ZERO, |high| -high),
                high: net.low.map(|low| -low),
            };
            format!("none: {} more is bought", more.words(base))
        }
        (Some(false), _) => Range { stated: net.stated, low: net.low.unwrap_or_default(), high: net.high }.words(base),
        (_, high) => {
            let left = net.high.filter(|_| high.is_some()).map_or_else(|| "any amount".to_owned(), money);
            let more = net.low.map_or_else(|| "any amount".to_owned(), |low| money(-low));
            match net.stated {
                None if net.high.is_none() => "unknown".to_owned(),
                None => format!("at most {left}"),
                Some(stated) if short(Some(stated)) == Some(true) => {
                    format!("none: {} more is bought (from {left} left to {more} more)", money(-stated))
                }
                Some(stated) => format!("{} (from {left} left to {more} more bought)", money(stated)),
            }
        }
    }
}

/// A ratio as dollars to a dollar, or whatever the money is counted in: `$2.87 ($1.60 or more)`.
pub fn per_dollar(one: Ratio, base: Currency) -> String {
    // Cents, unless that would make nothing of it.
    let cents = |value: f64| format!("{}{value:.2}", base.before());
    ratio_words(one, |value| if value > 0.0 && value < 0.005 { about_money(value, base) } else { cents(value) })
}

/// A ratio as a part of a whole: `40.0 % (25.0 % or more)`.
pub fn part(one: Ratio) -> String {
    ratio_words(one, model::percent)
}

/// Ends that differ and are written alike are one figure, with "about".
fn ratio_words(one: Ratio, write: impl Fn(f64) -> String) -> String {
    let exact = one.stated == one.low && one.stated == one.high;
    let [stated, low, high] = [one.stated, one.low, one.high].map(|end| end.map(&write));
    match (stated, low, high) {
        (Some(stated), Some(_), Some(_)) if exact => stated,
        (Some(stated), Some(low), Some(high)) if low == high => format!("about {stated}"),
        (Some(stated), Some(low), None) if low == stated => format!("at least {stated}"),
        (Some(stated), None, None) => format!("{stated} of what is stated, the rest unknown"),
        (Some(stated), Some(low), None) => format!("{stated} ({low} or more)"),
        (Some(stated), None, Some(high)) => format!("{stated} (at most {high})"),
        (Some(stated), Some(low), Some(high)) => format!("{stated} ({low} to {high})"),
        (None, None, None) => "unknown".to_owned(),
        (None, Some(low), None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("at most {high}"),
        (None, Some(low), Some(high)) if low == high => {
            if one.low == one.high {
                low
            } else {
                format!("about {low}")
            }
        }
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
    }
}

/// A class of loops, or `any`.
pub fn class(class: Option<Class>) -> &'static str {
    class.map_or("any", Class::name)
}

/// Why a search is not complete.
pub fn why_incomplete(found: &Circuits, stop: &Stop) -> &'static str {
    if found.interrupted && !stop.was_hit() {
        "interrupted"
    } else if found.interrupted {
        "stopped at --deadline"
    } else if found.full {
        "stopped: more are not held; --max-length, --through or --min-amount leave fewer"
    } else {
        "stopped at --limit"
    }
}

/// Why what asks a stop did not go on.
pub fn why_stopped(stop: &Stop) -> &'static str {
    if stop.was_hit() { "stopped at --deadline" } else { "interrupted" }
}

/// What is said of a list of which only some were computed, in this order: `Computed for 3 of 40 companies, those that owe
/// most first; the others are left out: stopped at --deadline.`
pub fn cut_short(done: usize, all: (usize, &str), order: &str, stop: &Stop) -> String {
    let (all, why) = (counted(all.0, all.1), why_stopped(stop));
    format!("Computed for {} of {all}, {order}; the others are left out: {why}.", thousands(done))
}

/// A status, with the mark beside it: `signed`, or `signed, conditional`.
pub fn status(status: Status, mark: Option<Mark>) -> String {
    let status = status.words();
    mark.map_or_else(|| status.to_owned(), |mark| format!("{status}, {}", mark.name()))
}

/// The day on which a loop of the scope formed.
pub fn formed(scope: &Scope<'_>, circuit: &Circuit) -> String {
    circuit.formed_on(scope).map_or_else(String::new, |on| on.to_string())
}

/// The status of a deal that counts.
pub fn standing(arc: &Arc) -> String {
    status(arc.status, arc.mark)
}

/// Ids parted by spaces, for one cell of a spreadsheet.
pub fn spaced<T: ToString>(ids: impl IntoIterator<Item = T>) -> String {
    ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>().join(" ")
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in a sentence: a month is `July 2026`, everything else as in tables.
pub fn date(when: When) -> String {
    let month = usize::try_from(when.day().month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match month.filter(|_| when.precision() == Precision::Month) {
        Some(month) => format!("{month} {}", when.day().year()),
        None => when.to_string(),
    }
}

/// For how long: `, July 2026 to May 2029`, `, from July 2026`, `, to May 2029`, or nothing.
pub fn from_to(from: Option<When>, until: Option<When>) -> String {
    match (from.map(date), until.map(date)) {
        (Some(from), Some(until)) => format!(", {from} to {until}"),
        (Some(from), None) => format!(", from {from}"),
        (None, Some(until)) => format!(", to {until}"),
        (None, None) => String::new(),
    }
}

/// `A, B and C`.
pub fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_none_is_plural() {
        let words: Vec<String> = [0, 1, 2, 1201].into_iter().map(|count| counted(count, "loop")).collect();
        assert_eq!(words, ["0 loops", "1 loop", "2 loops", "1,201 loops"]);
        assert_eq!(plural(2, "company"), "companies");
        assert_eq!(plural(2, "day"), "days");
    }
}
