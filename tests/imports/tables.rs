//! Spreadsheets of deals in the layouts that people have.
