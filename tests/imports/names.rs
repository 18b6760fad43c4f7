//! Companies are their names.
