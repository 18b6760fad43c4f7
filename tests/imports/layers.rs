//! One register upon another, and what lies between two companies.
