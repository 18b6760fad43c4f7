//! "Did you mean …?"

/// The candidate nearest to a text, if one is near enough to be what was meant.
///
/// Nearness is the Damerau–Levenshtein distance of the lower-case texts, at most a third of the length. Linear in
/// the candidates.
///
/// ```
/// assert_eq!(roundtrip::load::nearest("opnai", ["openai", "oracle"]), Some("openai"));
/// assert_eq!(roundtrip::load::nearest("xyz", ["openai", "oracle"]), None);
/// ```
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '-', '_', '.', ','], "");
    let text = plain(text);
    let limit = (text.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&text, &plain(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
