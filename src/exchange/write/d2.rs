//! D2: every name and label in single quotes, in which nothing is special but the quote.

use std::fmt::Write as _;

use super::super::{export_tables::ExportTables, value::one_line};

pub(super) fn write(tables: &ExportTables<'_>) -> Vec<u8> {
    let mut out = format!("# {}, as of {}\ndirection: right\n", one_line(&tables.title()), tables.as_of);
    for party in &tables.parties {
        let _ = writeln!(out, "{}: {}", quoted(party.id()), quoted(&party.entity.short));
    }
    for payment in &tables.payments {
        let (from, to) = (quoted(payment.payer.as_str()), quoted(payment.payee.as_str()));
        let says = format!(
            "{}, {}, {}",
            payment.arc.kind,
            payment.arc.value.words(tables.register.base),
            payment.arc.status.words()
        );
        // Dashed: not signed yet.
        let style = if payment.arc.status.is_firm() { "" } else { " { style.stroke-dash: 4 }" };
        let _ = writeln!(out, "{from} -> {to}: {}{style}", quoted(&says));
    }
    out.into_bytes()
}

fn quoted(text: &str) -> String {
    format!("'{}'", one_line(text).replace('\'', "''"))
}
