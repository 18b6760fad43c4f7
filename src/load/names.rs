//! What a text names, and "Did you mean …?"

use std::{error::Error, fmt};

use crate::model::{Entity, EntityId, Register};

/// A text that does not name one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOneEntity {
    /// What is wrong, in one line.
    pub message: String,
    /// How to mend it, if something is near.
    pub help: Option<String>,
}

impl fmt::Display for NotOneEntity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for NotOneEntity {}

/// The entity that a text names, by id, name, alias or ticker ([`Register::named`]): the same wherever somebody types a
/// name, in a flag, an argument or a condition.
///
/// # Errors
/// If there is none, with the nearest there is; or several, with their ids.
///
/// ```
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// assert_eq!(roundtrip::load::one_entity(&register, "Open AI").expect("an alias").id.as_str(), "openai");
/// let error = roundtrip::load::one_entity(&register, "opnai").unwrap_err();
/// assert_eq!(error.help.as_deref(), Some("did you mean `openai`?"));
/// ```
pub fn one_entity<'r>(register: &'r Register, text: &str) -> Result<&'r Entity, NotOneEntity> {
    let named = register.named(text);
    match named.as_slice() {
        [one] => Ok(one),
        [] => {
            let help = nearest(text, entity_names(register)).map(|near| format!("did you mean `{near}`?"));
            Err(NotOneEntity { message: format!("no entity in this register is called `{text}`"), help })
        }
        several => {
            let ids: Vec<String> = several.iter().map(|entity| format!("`{}` ({})", entity.id, entity.name)).collect();
            let help = Some(format!("name one of them by its id: {}", ids.join(", ")));
            Err(NotOneEntity { message: format!("`{text}` is the name of {} entities", several.len()), help })
        }
    }
}

/// Whatever may be typed for an entity: the ids first, so that of two that are equally near an id is suggested.
pub fn entity_names(register: &Register) -> impl Iterator<Item = &str> {
    let ids = register.entities.keys().map(EntityId::as_str);
    ids.chain(register.entities.values().flat_map(|entity| entity.aliases.iter().map(String::as_str)))
}

/// The candidate nearest to a text, if one is near enough to be what was meant.
///
/// Nearness is the Damerau–Levenshtein distance of the lower-case texts, at most a third of the shorter one, or 1; nothing
/// is near to a text of one letter but the same. Linear in the candidates.
///
/// ```
/// assert_eq!(roundtrip::load::nearest("opnai", ["openai", "oracle"]), Some("openai"));
/// assert_eq!(roundtrip::load::nearest("xyz", ["openai", "oracle"]), None);
/// assert_eq!(roundtrip::load::nearest("O", ["n", "r"]), None);
/// ```
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '-', '_', '.', ','], "");
    let text = plain(text);
    let length = text.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let plain = plain(candidate);
            let distance = strsim::damerau_levenshtein(&text, &plain);
            let limit = match length.min(plain.chars().count()) {
                0 | 1 => 0,
                shorter => (shorter / 3).max(1),
            };
            (distance <= limit).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
