//! The shipped register, compiled in.

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// The files of `data/`, by name: the register that an installed program answers from.
        pub const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $name)))),+];
    };
}

files! {
    "claims/article_a0.toml",
    "claims/article_a1.toml",
    "claims/article_a2.toml",
    "claims/article_a3.toml",
    "claims/article_a4.toml",
    "claims/earlier-ents.toml",
    "deals/anthropic.toml",
    "deals/coreweave.toml",
    "deals/google-backstops.toml",
    "deals/gulf.toml",
    "deals/meta.toml",
    "deals/neoclouds.toml",
    "deals/nvidia-stakes.toml",
    "deals/openai-amazon.toml",
    "deals/openai-chips.toml",
    "deals/openai-microsoft.toml",
    "deals/openai-nvidia.toml",
    "deals/openai-others.toml",
    "deals/oracle-stargate.toml",
    "deals/others.toml",
    "deals/softbank.toml",
    "deals/xai-spacex.toml",
    "entities/chips.toml",
    "entities/clouds.toml",
    "entities/companies.toml",
    "entities/investors.toml",
    "entities/markets.toml",
    "entities/products.toml",
    "entities/ties.toml",
    "entities/vehicles.toml",
    "figures/customers.toml",
    "figures/results.toml",
    "figures/values-2025-06-30.toml",
    "figures/values-2026-06-30.toml",
    "figures/values-other-days.toml",
    "figures/values-rounds.toml",
    "register.toml",
    "sources/articles.toml",
    "sources/figures.toml",
    "sources/filings.toml",
    "sources/parties.toml",
    "sources/press-a-m.toml",
    "sources/press-n-z.toml",
    "sources/repeated-a-m.toml",
    "sources/repeated-n-z.toml",
}
