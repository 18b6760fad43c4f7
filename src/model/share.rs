//! Parts of a whole in words.

/// How many decimals of a percentage a reader sees, and at most, where fewer would say something that is not so.
const DECIMALS: [usize; 6] = [1, 2, 3, 4, 5, 6];

/// A share for a reader, 1 being all of it: `12.0 %`. It is `0 %` or `100 %` only if it is nothing or all of it: other
/// shares have as many decimals as keep them from it, and after six `<0.000001 %` or `>99.999999 %`.
///
/// ```
/// use roundtrip::model::percent;
/// assert_eq!(percent(0.12), "12.0 %");
/// assert_eq!((percent(0.0004), percent(0.0)), ("0.04 %".to_owned(), "0 %".to_owned()));
/// assert_eq!((percent(0.9996), percent(1.0)), ("99.96 %".to_owned(), "100 %".to_owned()));
/// ```
pub fn percent(share: f64) -> String {
    let figure = DECIMALS.into_iter().find_map(|decimals| figure(share, decimals));
    format!("{} %", figure.unwrap_or_else(|| beyond(share).to_owned()))
}

/// The shares between two: `8.4–21.1 %`, with as many decimals as tell them apart; `12.0 %` if they are one, and
/// `about 12.0 %` if they differ by less than is ever printed.
///
/// ```
/// use roundtrip::model::percents;
/// assert_eq!(percents(0.084, 0.211), "8.4–21.1 %");
/// assert_eq!(percents(0.99901, 0.99909), "99.90–99.91 %");
/// assert_eq!(percents(0.0, 1.0), "0–100 %");
/// ```
pub fn percents(low: f64, high: f64) -> String {
    if is(low, high) {
        return percent(low);
    }
    let ends = |decimals| Some((figure(low, decimals)?, figure(high, decimals)?)).filter(|(low, high)| low != high);
    match DECIMALS.into_iter().find_map(ends) {
        Some((low, high)) => format!("{low}–{high} %"),
        // One end is closer to nothing or to all of it than any figure.
        None if figure(low, 6) != figure(high, 6) => {
            let end = |share| figure(share, 6).unwrap_or_else(|| beyond(share).to_owned());
            format!("{}–{} %", end(low), end(high))
        }
        None => format!("about {}", percent(low)),
    }
}

/// The share in hundredths, or nothing if so few decimals would turn it into nothing or into all of it.
fn figure(share: f64, decimals: usize) -> Option<String> {
    for whole in [0.0, 1.0] {
        if is(share, whole) {
            return Some(format!("{:.0}", 100.0 * whole));
        }
    }
    let text = format!("{:.decimals$}", share * 100.0);
    let false_whole = ["0", "-0", "100"].iter().any(|whole| text.trim_end_matches('0').trim_end_matches('.') == *whole)
        || text.parse() == Ok(100.0);
    (!false_whole).then_some(text)
}

/// What stands for a share that is closer to nothing or to all of it than any figure.
fn beyond(share: f64) -> &'static str {
    if share < 0.0 {
        "about 0"
    } else if share < 0.5 {
        "<0.000001"
    } else if share < 1.0 {
        ">99.999999"
    } else {
        ">100"
    }
}

/// Whether two shares are one but for the last bits of a float.
fn is(share: f64, other: f64) -> bool {
    (share - other).abs() <= 4.0 * f64::EPSILON * other.abs()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> f64 {
        text.trim_end_matches(" %").trim_start_matches(['<', '>']).parse().unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn only_nothing_is_nothing_and_only_all_is_all() {
        for (share, words) in [
            (0.0, "0 %"),
            (1.0, "100 %"),
            (0.1 + 0.2 + 0.7, "100 %"),
            (0.5, "50.0 %"),
            (2.87, "287.0 %"),
            (0.000_499, "0.05 %"),
            (4e-15, "<0.000001 %"),
            (1.0 - 4e-15, ">99.999999 %"),
            (1.0 + 4e-15, ">100 %"),
            (0.999_999, "99.9999 %"),
            (1.0004, "100.04 %"),
        ] {
            assert_eq!(percent(share), words, "{share}");
        }
        for (low, high, words) in [
            (0.0, 4e-15, "0–<0.000001 %"),
            (0.5, 0.5 + 1e-12, "about 50.0 %"),
            (0.25, 0.25, "25.0 %"),
            (0.999, 1.0, "99.9–100 %"),
            (1.0 - 2e-15, 1.0, ">99.999999–100 %"),
        ] {
            assert_eq!(percents(low, high), words, "{low} {high}");
        }
    }

    proptest! {
        #[test]
        fn a_share_is_read_back(a in 0.0..1.0_f64, tiny in 0..40_i32, b in 0.0..1.0_f64) {
            for share in [a, a * 0.1_f64.powi(tiny), 1.0 - a * 0.1_f64.powi(tiny)] {
                let words = percent(share);
                prop_assert!((read(&words) / 100.0 - share).abs() <= 0.000_500_1, "{} of {}", words, share);
                prop_assert!((words == "0 %") == is(share, 0.0) && (words == "100 %") == is(share, 1.0), "{}", words);
            }
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(read(&percent(low)) <= read(&percent(high)));
            let both = percents(low, high);
            if let Some((from, to)) = both.split_once('–') {
                prop_assert!(from != to.trim_end_matches(" %") && read(from) <= read(to), "{}", both);
            }
        }
    }
}
