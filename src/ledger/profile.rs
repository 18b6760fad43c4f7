//! Profiles: a [`Reading`] as a file, and those of well-known layouts.

use std::sync::LazyLock;

use super::{error::LedgerError, reading::Reading};

/// The shipped profiles: a name, and the file.
const SHIPPED: [(&str, &str); 8] = [
    ("ibm-aml", include_str!("profiles/ibm-aml.toml")),
    ("paysim", include_str!("profiles/paysim.toml")),
    ("saml-d", include_str!("profiles/saml-d.toml")),
    ("amlsim", include_str!("profiles/amlsim.toml")),
    ("ethereum-transactions", include_str!("profiles/ethereum-transactions.toml")),
    ("ethereum-token-transfers", include_str!("profiles/ethereum-token-transfers.toml")),
    ("berka", include_str!("profiles/berka.toml")),
    ("snap", include_str!("profiles/snap.toml")),
];

static READ: LazyLock<Vec<(&str, Reading)>> = LazyLock::new(|| {
    let sound = |(name, text): &(&'static str, &str)| Some((*name, toml::from_str(text).ok()?));
    SHIPPED.iter().filter_map(sound).collect()
});

/// The names of the shipped profiles.
///
/// ```
/// assert!(roundtrip::ledger::profiles().any(|name| name == "paysim"));
/// ```
pub fn profiles() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// A shipped profile.
pub fn shipped(name: &str) -> Option<Reading> {
    READ.iter().find(|(own, _)| *own == name).map(|(_, reading)| reading.clone())
}

/// The shipped profile whose headings a ledger has. Of several, that with the most.
pub(super) fn recognised(header: &[String]) -> Option<(&'static str, Reading)> {
    let has = |name: &String| header.iter().any(|own| own.eq_ignore_ascii_case(name));
    let fits = READ.iter().filter(|(_, own)| !own.recognised_by.is_empty() && own.recognised_by.iter().all(has));
    fits.max_by_key(|(_, own)| own.recognised_by.len()).cloned()
}

/// A profile from the text of a file.
///
/// # Errors
/// If it is no profile: what is wrong, and where.
///
/// ```
/// let profile = roundtrip::ledger::profile("from = 'payer'\ntime-unit = 'hour'\n")?;
/// assert_eq!(profile.from.as_deref(), Some("payer"));
/// # Ok::<(), roundtrip::ledger::LedgerError>(())
/// ```
pub fn profile(text: &str) -> Result<Reading, LedgerError> {
    toml::from_str(text).map_err(|error| LedgerError::Profile { message: error.to_string().trim_end().to_owned() })
}

/// The text of a profile.
pub fn profile_text(reading: &Reading) -> String {
    toml::to_string(reading).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_profile_is_sound() {
        assert_eq!(READ.len(), SHIPPED.len());
        for (name, text) in SHIPPED {
            let reading = profile(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(profile(&profile_text(&reading)).expect("written and read"), reading, "{name}");
        }
    }
}
