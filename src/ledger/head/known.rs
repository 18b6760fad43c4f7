//! What columns are usually called: by bookkeepers, banks, chains, simulators and collections of graphs.
//!
//! Names are compared in lower case and without signs. A name of an account is a side (`sender`) and what is said of it
//! (`account id`). That a name of a bank or a country has the same side makes it no account.

use super::super::role::Role;

/// A usual name of a side: which pair of words, and what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Side {
    /// The pair of words, as in `payer` and `payee`.
    pair: usize,
    /// What is said of it, as in `account`: a place in [`OF_IT`].
    of_it: usize,
}

/// Words for both sides; each may have several.
const SIDES: [(&[&str], &[&str]); 19] = [
    (&["from"], &["to"]),
    (&["src"], &["dst", "dest", "tgt"]),
    (&["source"], &["target", "destination", "dest"]),
    (&["payer"], &["payee", "recipient", "receiver", "beneficiary"]),
    (&["sender"], &["receiver", "recipient", "beneficiary"]),
    (&["debtor", "dbtr"], &["creditor", "cdtr"]),
    (&["debit"], &["credit"]),
    (&["orig"], &["dest", "bene", "benef"]),
    (&["nameorig"], &["namedest"]),
    (&["origin", "originator", "ordering"], &["destination", "beneficiary", "bene"]),
    (&["start"], &["end"]),
    (&["nodeidstart", "nodestart"], &["nodeidend", "nodeend"]),
    (&["txid1", "node1", "account1"], &["txid2", "node2", "account2"]),
    (&["accountfrom", "idfrom", "addressfrom"], &["accountto", "idto", "addressto"]),
    (&["von"], &["an", "nach"]),
    (&["auftraggeber", "zahler", "absender"], &["empfaenger", "empfänger", "beguenstigter", "begünstigter"]),
    (&["donneur", "emetteur", "émetteur", "payeur"], &["beneficiaire", "bénéficiaire", "destinataire"]),
    (&["ordenante", "pagador", "remitente"], &["beneficiario", "destinatario"]),
    (&["付款方", "付款人"], &["收款方", "收款人"]),
];

/// What may be said of a side. A debit alone is an amount, and a start alone a time.
const OF_IT: [&str; 24] = [
    "",
    "id",
    "account",
    "accountid",
    "acct",
    "acctid",
    "accountno",
    "accountnumber",
    "acc",
    "accid",
    "address",
    "addr",
    "node",
    "nodeid",
    "iban",
    "email",
    "emailaddress",
    "name",
    "key",
    "no",
    "number",
    "wallet",
    "party",
    "entity",
];

/// The side that a column of that name has, if it names accounts.
pub(super) fn side(name: &str, role: Role) -> Option<Side> {
    let name = plain(name);
    let needs_more = |pair: usize| ["debit", "start"].contains(&SIDES[pair].0[0]);
    (0..SIDES.len()).find_map(|pair| {
        let (from, to) = SIDES[pair];
        let words = if role == Role::From { from } else { to };
        let of_it = words.iter().find_map(|word| {
            let rest = name.strip_prefix(word)?;
            OF_IT.iter().position(|own| *own == rest)
        })?;
        (of_it > 0 || !needs_more(pair)).then_some(Side { pair, of_it })
    })
}

impl Side {
    /// Whether two sides say the same of each other: `sender_id` and `receiver_id`.
    pub(super) fn matches(self, other: Self) -> bool {
        self.of_it == other.of_it
    }

    /// Whether the name alone says nothing: the `id` of a `source` is mostly that of a document.
    pub(super) fn is_weak(self) -> bool {
        SIDES[self.pair].0[0] == "source" && OF_IT[self.of_it] == "id" || SIDES[self.pair].0[0] == "start"
    }
}

/// Whether a column is usually called so for another role.
pub(super) fn is_known(name: &str, role: Role) -> bool {
    let names = match role {
        Role::From | Role::To => return side(name, role).is_some(),
        Role::Time => {
            "time timestamp date datetime ts step when day epoch unixtime txtime txdate trandate trantimestamp valuedate \
             unixtimestamp datetimeutc timestamputc dateutc createdutc bookgdt valdt tradedate invoicedate \
             transactiontime transactiondate transactiontimestamp blocktimestamp bookingdate paymentdate postingdate \
             postdate createdat datum buchungstag buchungsdatum valuta wertstellung fecha 日期 交易日期"
        }
        Role::Amount => {
            "amount amt value sum weight amountvalue txamount tranamount transactionamount transactionvalue baseamt paymentamount \
             amountpaid betrag bedrag montant importe importo valor 金额 交易金额"
        }
        Role::Currency => {
            "currency ccy cur curr currencycode paymentcurrency amountcurrency txcurrency transactioncurrency \
             tokenaddress tokensymbol token asset waehrung währung devise moneda divisa 币种"
        }
    };
    let name = plain(name);
    names.split(' ').any(|known| known == name)
}

/// Whether a column is called as one that is read for some role.
pub(super) fn is_any(name: &str) -> bool {
    Role::ALL.iter().any(|&role| is_known(name, role))
}

/// Of a column that tells the bank at which an account is, whose: `From Bank`, `bank_to`, `Receiver BIC`.
pub(super) fn bank_of(name: &str) -> Option<Role> {
    const BANKS: [&str; 8] = ["bank", "bankid", "bankcode", "bankno", "bic", "swift", "blz", "sortcode"];
    let name = plain(name);
    let is_of = |words: &[&str]| {
        words.iter().any(|word| {
            let rests = [name.strip_prefix(word), name.strip_suffix(word)];
            rests.into_iter().flatten().any(|rest| BANKS.contains(&rest))
        })
    };
    SIDES.iter().find_map(|(from, to)| {
        [(Role::From, from), (Role::To, to)].into_iter().find(|(_, words)| is_of(words)).map(|(role, _)| role)
    })
}

/// Whether a column tells where or with what a payment was made, and not who made it.
pub(super) fn is_no_party(name: &str) -> bool {
    const PLACES: [&str; 10] =
        ["bank", "country", "location", "city", "region", "currency", "type", "status", "land", "format"];
    let lower = name.to_lowercase();
    let mut words = lower.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| PLACES.iter().any(|place| word == *place || word.ends_with("country"))) || bank_of(name).is_some()
}

/// Whether a column is called as if it held times.
pub(super) fn sounds_like_a_time(name: &str) -> bool {
    let name = plain(name);
    ["date", "time", "stamp", "datum", "fecha", "epoch", "created", "tag", "dt"].iter().any(|word| name.contains(word))
}

/// Whether a text is the code of a currency: those of the largest economies, and coins of chains.
pub(super) fn is_currency(text: &str) -> bool {
    const CODES: &str = "USD EUR GBP JPY CNY CHF AUD CAD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH INR KRW SGD HKD TWD \
                         THB MYR IDR PHP VND BRL MXN ARS CLP COP PEN ZAR NGN KES EGP MAD AED SAR QAR KWD ILS PKR BDT ISK BTC \
                         ETH USDT USDC DAI BNB SOL XRP";
    CODES.split(' ').any(|code| code == text)
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace(|sign: char| !sign.is_alphanumeric(), "")
}
