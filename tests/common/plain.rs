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
        [
            "payer",
            "payee",
            "deal",
            "kind",
            "family",
            "stated",
            "low",
            "high",
            "status",
            "since",
            "since_precision",
            "currency",
            "in_kind"
        ]
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
        in_kind: &record[12] == "true",
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

/// Flows that come to a known sum together.
#[derive(Debug)]
struct Group {
    sum: Ends,
    within: Option<String>,
    flows: BTreeSet<String>,
}

/// Stated, least and most; nothing stated is zero, and no limit infinite.
pub(crate) type Ends = (f64, f64, f64);

/// A sum in a JSON.
pub(crate) fn ends(sum: &serde_json::Value) -> Ends {
    if sum.is_null() {
        return (0.0, 0.0, 0.0);
    }
    let number = |name: &str, none: f64| sum[name].as_f64().unwrap_or(none);
    (number("stated", 0.0), number("low", f64::NAN), number("high", f64::INFINITY))
}

/// What rows come to together, with the groups that the JSON of `flows` has.
pub(crate) struct Sums {
    all: BTreeMap<String, Ends>,
    /// By the deal whose group it is.
    groups: BTreeMap<String, Group>,
}

impl Row {
    fn name(&self) -> String {
        format!("{}.{}.{}", self.deal, self.payer, self.payee)
    }
}

impl Sums {
    pub(crate) fn of(args: &[&str]) -> Self {
        let text = stdout(&[&["flows", "--format", "json"], args].concat());
        let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
        let group = |group: &serde_json::Value| {
            let flows = group["flows"].as_array().expect("flows").iter().map(text).collect();
            let within = group["within"].as_str().map(str::to_owned);
            (text(&group["deal"]), Group { sum: ends(&group["sum"]), within, flows })
        };
        let all = rows(args).iter().map(|row| (row.name(), (row.stated.unwrap_or(0.0), row.low, row.high))).collect();
        Self { all, groups: document["groups"].as_array().expect("groups").iter().map(group).collect() }
    }

    /// From the outermost groups in: what is picked is at least what the others of the group cannot be, and so on.
    pub(crate) fn sum<'r>(&self, rows: impl Iterator<Item = &'r Row>) -> Ends {
        let picked: BTreeSet<String> = rows.map(Row::name).collect();
        let members = |outer: Option<&str>| {
            let groups = self.groups.iter().filter(move |(_, group)| group.within.as_deref() == outer);
            groups.map(|(deal, _)| deal.as_str()).collect::<Vec<_>>()
        };
        let mut sum = (0.0, 0.0, 0.0);
        let mut add = |part: Ends| sum = (sum.0 + part.0, sum.1 + part.1, sum.2 + part.2);
        let roots = members(None);
        for name in picked.iter().filter(|name| !roots.iter().any(|deal| self.groups[*deal].flows.contains(*name))) {
            add(self.all[name]);
        }
        for deal in roots {
            add(self.inside(deal, &picked, &members).0);
        }
        sum
    }

    /// What is picked of a group, the rest of it, and both.
    fn inside<'s>(
        &'s self,
        deal: &str,
        picked: &BTreeSet<String>,
        members: &impl Fn(Option<&str>) -> Vec<&'s str>,
    ) -> (Ends, Ends) {
        let group = &self.groups[deal];
        let inner = members(Some(deal));
        let mut parts: Vec<(Ends, Ends)> = inner.iter().map(|deal| self.inside(deal, picked, members)).collect();
        for name in group.flows.iter().filter(|name| !inner.iter().any(|deal| self.groups[*deal].flows.contains(*name)))
        {
            let (own, none) = (self.all[name], (0.0, 0.0, 0.0));
            parts.push(if picked.contains(name) { (own, none) } else { (none, own) });
        }
        let total = |part: fn(&(Ends, Ends)) -> Ends| {
            parts.iter().map(part).fold((0.0, 0.0, 0.0), |a: Ends, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2))
        };
        let (own, rest) = (total(|part| part.0), total(|part| part.1));
        let left = |own: Ends, rest: Ends| {
            let low = own.1.max(group.sum.1 - rest.2);
            (own.0, low, own.2.min(group.sum.2 - rest.1).max(low))
        };
        let whole = group.flows.is_subset(picked) && group.sum.0 > 0.0;
        let (own, rest) = (left(own, rest), left(rest, own));
        (if whole { (group.sum.0, own.1, own.2) } else { own }, rest)
    }
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
