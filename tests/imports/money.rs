//! Amounts, currencies and rates.
