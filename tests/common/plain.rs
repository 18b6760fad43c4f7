//! What the program computes, once more and as plainly as can be, most of it from the rows of `flows`.

use std::collections::{BTreeMap, BTreeSet};

use super::stdout;

/// A row of `flows --format csv`.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) payer: String,
    pub(crate) payee: String,
    pub(crate) deal: String,
    pub(crate) kind: String,
    pub(crate) family: String,
    pub(crate) stated: Option<f64>,
    pub(crate) low: f64,
    /// Infinite where there is no limit.
    pub(crate) high: f64,
    pub(crate) status: String,
    pub(crate) in_kind: bool,
}

pub(crate) fn rows(args: &[&str]) -> Vec<Row> {
    let text = stdout(&[&["flows", "--format", "csv"], args].concat());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(
        header.iter().collect::<Vec<_>>(),
        ["payer", "payee", "deal", "kind", "family", "stated", "low", "high", "status", "since", "currency", "in_kind"]
    );
    let row = |record: csv::StringRecord| Row {
        payer: record[0].to_owned(),
        payee: record[1].to_owned(),
        deal: record[2].to_owned(),
        kind: record[3].to_owned(),
        family: record[4].to_owned(),
        stated: (!record[5].is_empty()).then(|| record[5].parse().expect("an amount")),
        low: record[6].parse().expect("a low end"),
        high: if record[7].is_empty() { f64::INFINITY } else { record[7].parse().expect("a high end") },
        status: record[8].to_owned(),
        in_kind: &record[11] == "true",
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

/// What all these rows state.
pub(crate) fn stated<'a>(rows: impl IntoIterator<Item = &'a Row>) -> f64 {
    rows.into_iter().filter_map(|row| row.stated).sum()
}

/// Who can be reached from whom over rows.
pub(crate) fn reach<'a>(rows: &'a [Row], from: &'a str) -> BTreeSet<&'a str> {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![from]);
    while let Some(at) = waiting.pop() {
        for row in rows.iter().filter(|row| row.payer == at) {
            if seen.insert(row.payee.as_str()) {
                waiting.push(&row.payee);
            }
        }
    }
    seen
}

/// The most that can flow (Ford and Fulkerson), on capacities by pair.
pub(crate) fn maximum_flow<'a>(mut room: BTreeMap<(&'a str, &'a str), f64>, from: &'a str, to: &'a str) -> f64 {
    let mut flow = 0.0;
    loop {
        let (mut back, mut waiting) = (BTreeMap::from([(from, from)]), vec![from]);
        while let Some(at) = waiting.pop() {
            for (&(tail, head), &left) in &room {
                if tail == at && left > 0.0 && !back.contains_key(head) {
                    back.insert(head, tail);
                    waiting.push(head);
                }
            }
        }
        if !back.contains_key(to) {
            return flow;
        }
        let mut path = vec![to];
        while *path.last().expect("a vertex") != from {
            path.push(back[path.last().expect("a vertex")]);
        }
        path.reverse();
        let arcs = || path.windows(2).map(|pair| (pair[0], pair[1]));
        let least = arcs().map(|arc| room[&arc]).fold(f64::INFINITY, f64::min);
        for (tail, head) in arcs() {
            *room.get_mut(&(tail, head)).expect("an arc") -= least;
            *room.entry((head, tail)).or_insert(0.0) += least;
        }
        flow += least;
    }
}

/// Every circuit of at most so many vertices, from its least vertex on: all simple paths from each over larger ones.
pub(crate) fn circuits<V: Copy + Ord>(edges: &BTreeSet<(V, V)>, most: usize) -> Vec<Vec<V>> {
    fn extend<V: Copy + Ord>(path: &mut Vec<V>, edges: &BTreeSet<(V, V)>, most: usize, out: &mut Vec<Vec<V>>) {
        let (first, last) = (path[0], path[path.len() - 1]);
        for &(_, head) in edges.range((last, first)..).take_while(|(tail, _)| *tail == last) {
            if head == first && path.len() >= 2 {
                out.push(path.clone());
            } else if head > first && !path.contains(&head) && path.len() < most {
                path.push(head);
                extend(path, edges, most, out);
                path.pop();
            }
        }
    }
    let roots: BTreeSet<V> = edges.iter().map(|(tail, _)| *tail).collect();
    let mut out = Vec::new();
    for root in roots {
        extend(&mut vec![root], edges, most, &mut out);
    }
    out
}
