//! Measures of a random network of 100,000 payments, for watching a change: `cargo bench --bench measures`.

use roundtrip::{
    measure::{Network, circulation, forwarding, trophic},
    model::Stop,
};
use rust_decimal::Decimal;

fn main() {
    divan::main();
}

/// The number of companies, and by how much amounts differ: a standard deviation is this factor.
const SHAPES: [(usize, f64); 4] = [(1000, 1.6), (20_000, 1.6), (50_000, 1.6), (20_000, 20.0)];

const PAYMENTS: usize = 100_000;

/// A random network, the same in every run. Amounts are nearly log-normal.
fn random((companies, factor): (usize, f64)) -> Network {
    let mut state = 12_345_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut arcs = Vec::new();
    while arcs.len() < PAYMENTS {
        let ends = [next(), next()].map(|number| usize::try_from(number).unwrap_or(0) % companies);
        let normal = (0..12).map(|_| next() as f64 / (1_u64 << 31) as f64).sum::<f64>() - 6.0;
        let amount = Decimal::from_f64_retain(1e9 * factor.powf(normal)).unwrap_or_default().round_dp(0);
        arcs.push((ends[0], ends[1], amount));
    }
    Network::new((0..companies).map(|at| at.to_string()).collect(), arcs)
}

#[divan::bench(args = SHAPES, sample_count = 1)]
fn forwarding_of(bencher: divan::Bencher<'_, '_>, shape: (usize, f64)) {
    let network = random(shape);
    bencher.bench(|| forwarding(&network).total().value());
}

#[divan::bench(args = SHAPES, sample_count = 1)]
fn circulation_of(bencher: divan::Bencher<'_, '_>, shape: (usize, f64)) {
    let network = random(shape);
    bencher.bench(|| circulation(&network).total());
}

#[divan::bench(args = SHAPES, sample_count = 1)]
fn levels_of(bencher: divan::Bencher<'_, '_>, shape: (usize, f64)) {
    let network = random(shape);
    bencher.bench(|| trophic(&network, &Stop::never()).map(|found| found.incoherence));
}
