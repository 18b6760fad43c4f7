//! Known layouts, and how a ledger is read written down.
