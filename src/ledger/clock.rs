//! What times that are plain numbers mean: told by their size, by what they spell, or by the user.
//!
//! | numbers | read as |
//! |---|---|
//! | all spell a day: `20220901`, `220901`, `01092022`, `09012022` | dates |
//! | all spell a moment: `202209010020`, `20220901002000` | date-times |
//! | from 10^8 to 5·10^9 (1973 to 2128), or a thousand, million, billion times that | seconds, milli-, micro-, nanoseconds since 1970 |
//! | from 20,000 to 80,000 (1954 to 2119), with decimals or named a date | days of a spreadsheet |
//! | anything else | steps of a length that only the user knows |

use super::{
    time::{DAY, TimeForm},
    time_unit::TimeUnit,
};

/// What numbers mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// Steps; the unit, if it is known.
    Steps(Option<TimeUnit>),
    /// Days since 1899-12-30.
    Excel,
    /// Digits that spell a day or a moment.
    Spelt(Spelling),
}

/// The order of the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    YearMonthDay,
    ShortYearMonthDay,
    DayMonthYear,
    MonthDayYear,
    Minute,
    Second,
}

impl Spelling {
    pub(super) const ALL: [Self; 6] = [
        Self::YearMonthDay,
        Self::DayMonthYear,
        Self::MonthDayYear,
        Self::Minute,
        Self::Second,
        Self::ShortYearMonthDay,
    ];

    /// As `--time-format` calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::YearMonthDay => "yyyymmdd",
            Self::ShortYearMonthDay => "yymmdd",
            Self::DayMonthYear => "ddmmyyyy",
            Self::MonthDayYear => "mmddyyyy",
            Self::Minute => "yyyymmddHHMM",
            Self::Second => "yyyymmddHHMMSS",
        }
    }

    /// The second with which what the digits spell begins.
    fn read(self, number: i64) -> Option<i64> {
        match self {
            Self::YearMonthDay => day(number / 10_000, number / 100 % 100, number % 100),
            Self::ShortYearMonthDay => {
                // Two digits mean the years from 1970 to 2069, as C has it for 69 to 68.
                let year = number / 10_000;
                let century = if year < 69 { 2000 } else { 1900 };
                (year < 100).then(|| day(century + year, number / 100 % 100, number % 100))?
            }
            Self::DayMonthYear => day(number % 10_000, number / 10_000 % 100, number / 1_000_000),
            Self::MonthDayYear => day(number % 10_000, number / 1_000_000, number / 10_000 % 100),
            Self::Minute => {
                let (hour, minute) = (number / 100 % 100, number % 100);
                let midnight = Self::YearMonthDay.read(number / 10_000)?;
                (hour < 24 && minute < 60).then_some(midnight + hour * 3600 + minute * 60)
            }
            Self::Second => {
                let second = number % 100;
                Self::Minute.read(number / 100).filter(|_| second < 60).map(|minute| minute + second)
            }
        }
    }
}

fn day(year: i64, month: i64, day: i64) -> Option<i64> {
    let date = jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let days = date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24;
    (1900..2200).contains(&year).then_some(days * DAY)
}

/// What is known of a column of numbers beside what is in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hints {
    /// Whether it is called a date.
    pub(super) is_date: bool,
    /// Whether the day comes before the month, if somebody has said it.
    pub(super) day_first: Option<bool>,
}

/// What the numbers of a column mean, in units of 10^-scale; none if they spell days with the day first and with the month
/// first.
pub(super) fn guessed(numbers: &(impl Iterator<Item = i64> + Clone), scale: u32, hints: Hints) -> Option<Clock> {
    let Hints { is_date, day_first } = hints;
    let one = 10_i64.checked_pow(scale).unwrap_or(i64::MAX);
    let (mut least, mut most, mut all) = (i64::MAX, i64::MIN, 0_u64);
    for number in numbers.clone() {
        (least, most, all) = (least.min(number), most.max(number), all + 1);
    }
    if all == 0 {
        return Some(Clock::Steps(None));
    }
    if scale == 0 {
        // Six digits spell a day by chance too often to be taken for one where nothing says that it is a date; five may be
        // six without a zero in front, or a day of a spreadsheet.
        let could_be = |own: &Spelling| match own {
            Spelling::ShortYearMonthDay => is_date && most >= 100_000,
            Spelling::DayMonthYear => day_first != Some(false),
            Spelling::MonthDayYear => day_first != Some(true),
            _ => true,
        };
        let spelt = Spelling::ALL.into_iter().filter(could_be);
        let spelt: Vec<Spelling> =
            spelt.filter(|own| numbers.clone().all(|number| own.read(number).is_some())).collect();
        match spelt.as_slice() {
            [Spelling::DayMonthYear, Spelling::MonthDayYear, ..] => {
                let same = |number: i64| Spelling::DayMonthYear.read(number) == Spelling::MonthDayYear.read(number);
                return numbers.clone().all(same).then_some(Clock::Spelt(Spelling::DayMonthYear));
            }
            [spelling, ..] => return Some(Clock::Spelt(*spelling)),
            [] => {}
        }
    }
    let within = |from: i64, to: i64| least >= from.saturating_mul(one) && most < to.saturating_mul(one);
    let (from, to) = (100_000_000, 5_000_000_000);
    let since_1970 = [
        (1, TimeUnit::Second),
        (1_000, TimeUnit::Millisecond),
        (1_000_000, TimeUnit::Microsecond),
        (1_000_000_000, TimeUnit::Nanosecond),
    ];
    if let Some((_, unit)) = since_1970.into_iter().find(|(factor, _)| within(from * factor, to * factor)) {
        return Some(Clock::Steps(Some(unit)));
    }
    if within(20_000, 80_000) && (scale > 0 || is_date) {
        return Some(Clock::Excel);
    }
    Some(Clock::Steps(None))
}

/// Two numbers of a column whose numbers mean something each by itself, but not the same: seconds and milliseconds, or
/// `20220901` and `220902`.
pub(super) fn two_kinds(
    numbers: impl Iterator<Item = i64> + Clone,
    scale: u32,
    hints: Hints,
) -> Option<[(i64, Clock); 2]> {
    let kind = |number: i64| match guessed(&std::iter::once(number), scale, hints) {
        Some(Clock::Steps(None)) | None => None,
        Some(clock) => Some((number, clock)),
    };
    let first = kind(numbers.clone().next()?)?;
    let mut other = None;
    for number in numbers {
        let own = kind(number)?;
        other = other.or((own.1 != first.1).then_some(own));
    }
    Some([first, other?])
}

/// Whether a column is called a date.
pub(super) fn is_date(name: &str) -> bool {
    let name = name.to_lowercase();
    ["date", "datum", "fecha", "day", "日期"].iter().any(|word| name.contains(word))
}

/// Times as seconds since 1970.
pub(super) struct Read {
    pub(super) times: Vec<i64>,
    pub(super) scale: u32,
    pub(super) form: TimeForm,
}

impl Clock {
    /// For the reader: what the numbers are. `is_told` is whether the user has said it.
    pub(super) fn words(self, is_told: bool) -> String {
        match self {
            Self::Steps(None) => "plain numbers of an unknown unit".to_owned(),
            Self::Steps(Some(unit)) if unit.since_1970() && !is_told => format!("{unit}s since 1970"),
            Self::Steps(Some(unit)) => format!("steps of a {unit}").replace("a hour", "an hour"),
            Self::Excel => "days of a spreadsheet, to the nearest second".to_owned(),
            Self::Spelt(spelling) => format!("dates written {}", spelling.name()),
        }
    }

    /// The numbers as moments; none if they stay what they are.
    pub(super) fn read(self, numbers: &[i64], scale: u32) -> Option<Read> {
        match self {
            Self::Steps(_) => None,
            Self::Spelt(spelling) => {
                let form = if matches!(spelling, Spelling::Minute | Spelling::Second) {
                    TimeForm::DateTimes
                } else {
                    TimeForm::Dates
                };
                let times = numbers.iter().map(|&number| spelling.read(number).unwrap_or(0)).collect();
                Some(Read { times, scale: 0, form })
            }
            Self::Excel => Some(excel(numbers, scale)),
        }
    }
}

/// Days since 1899-12-30, to the nearest second: a spreadsheet has no exact fractions of a day.
fn excel(numbers: &[i64], scale: u32) -> Read {
    // From there to 1970.
    const BEFORE: i128 = 25_569;
    let one = 10_i128.pow(scale);
    let second = |number: i64| {
        let parts = (i128::from(number) - BEFORE * one) * i128::from(DAY);
        i64::try_from((parts + one / 2).div_euclid(one)).unwrap_or(0)
    };
    let times: Vec<i64> = numbers.iter().map(|&number| second(number)).collect();
    let whole = numbers.iter().all(|&number| i128::from(number) % one == 0);
    Read { times, scale: 0, form: if whole { TimeForm::Dates } else { TimeForm::DateTimes } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[i64], scale: u32) -> Clock {
        guessed(&numbers.iter().copied(), scale, Hints::default()).expect("clear")
    }

    fn dates(numbers: &[i64], day_first: Option<bool>) -> Option<Clock> {
        guessed(&numbers.iter().copied(), 0, Hints { is_date: true, day_first })
    }

    #[test]
    fn the_size_tells() {
        use TimeUnit::{Microsecond, Millisecond, Nanosecond, Second};
        for (factor, unit) in [(1, Second), (1_000, Millisecond), (1_000_000, Microsecond), (1_000_000_000, Nanosecond)]
        {
            assert_eq!(of(&[1_661_991_600 * factor, 1_662_340_800 * factor], 0), Clock::Steps(Some(unit)));
        }
        assert_eq!(of(&[166_199_160_050, 166_234_080_000], 2), Clock::Steps(Some(Second)));
        assert_eq!(of(&[4_480_501_389, 4_480_700_000], 5), Clock::Excel);
        assert_eq!(of(&[1, 743], 0), Clock::Steps(None));
        assert_eq!(of(&[44_805, 44_807], 0), Clock::Steps(None));
        assert_eq!(dates(&[44_805, 44_807], None), Some(Clock::Excel));
    }

    #[test]
    fn digits_that_spell_a_day() {
        assert_eq!(of(&[20_220_901, 20_221_231], 0), Clock::Spelt(Spelling::YearMonthDay));
        assert_eq!(of(&[1_092_022, 31_122_022], 0), Clock::Spelt(Spelling::DayMonthYear));
        assert_eq!(of(&[20_220_901, 20_221_232], 0), Clock::Steps(None), "no 32nd of December");
        assert_eq!(of(&[202_209_010_020], 0), Clock::Spelt(Spelling::Minute));
        assert_eq!(of(&[20_220_901_002_059], 0), Clock::Spelt(Spelling::Second));
        assert_eq!(dates(&[930_101], None), Some(Clock::Spelt(Spelling::ShortYearMonthDay)));
        assert_eq!(dates(&[9_132_022], None), Some(Clock::Spelt(Spelling::MonthDayYear)));
        assert_eq!(dates(&[9_012_022], None), None, "the first of September or the ninth of January");
        assert_eq!(dates(&[9_012_022], Some(false)), Some(Clock::Spelt(Spelling::MonthDayYear)));
        assert_eq!(dates(&[9_012_022], Some(true)), Some(Clock::Spelt(Spelling::DayMonthYear)));
        let kinds = |numbers: &[i64]| {
            let hints = Hints { is_date: true, day_first: None };
            two_kinds(numbers.iter().copied(), 0, hints).map(|kinds| kinds.map(|own| own.0))
        };
        assert_eq!(kinds(&[20_220_901, 20_220_902, 220_903]), Some([20_220_901, 220_903]));
        assert_eq!(kinds(&[1_662_000_000, 1_662_000_001_000]), Some([1_662_000_000, 1_662_000_001_000]));
        assert_eq!(kinds(&[20_220_901, 7]), None, "steps");
        assert_eq!(kinds(&[20_220_901, 20_220_902]), None);
        assert_eq!(dates(&[9_092_022], None), Some(Clock::Spelt(Spelling::DayMonthYear)), "the same either way");
        assert_eq!(of(&[930_101], 0), Clock::Steps(None));
        let read = Clock::Spelt(Spelling::Second).read(&[20_220_901_002_059], 0).expect("a moment");
        assert_eq!(read.times, [1_661_991_659]);
    }

    #[test]
    fn days_of_a_spreadsheet() {
        let read = Clock::Excel.read(&[4_480_501_389], 5).expect("a moment");
        assert_eq!((read.times[0], read.form), (1_661_991_600, TimeForm::DateTimes));
        assert_eq!(Clock::Excel.read(&[44_805], 0).expect("a day").times, [1_661_990_400]);
    }
}
