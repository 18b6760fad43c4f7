//! What a column of a ledger is for.

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who pays.
    From,
    /// Who is paid.
    To,
    /// When.
    Time,
    /// How much.
    Amount,
}

impl Role {
    /// Every role, in the order of [`Columns`](super::Columns).
    pub const ALL: [Self; 4] = [Self::From, Self::To, Self::Time, Self::Amount];

    /// The flag of the command line that names its column.
    pub fn flag(self) -> &'static str {
        match self {
            Self::From => "--from",
            Self::To => "--to",
            Self::Time => "--time",
            Self::Amount => "--amount",
        }
    }

    /// For a sentence: `the payer`.
    pub fn words(self) -> &'static str {
        match self {
            Self::From => "the payer",
            Self::To => "the payee",
            Self::Time => "the time",
            Self::Amount => "the amount",
        }
    }

    /// A ledger can do without it.
    pub(super) fn is_optional(self) -> bool {
        matches!(self, Self::Time | Self::Amount)
    }

    /// What such a column is called, in lower case and without signs: by bookkeepers, banks, chains, the simulators
    /// AMLSim, AMLworld and PaySim, and the collections of graphs.
    pub(super) fn known_as(self) -> &'static str {
        match self {
            Self::From => {
                "from src source payer sender debtor orig origin originator ordering nameorig startid txid1 \
                 fromid fromaccount fromaccountid fromaddress fromnode fromnodeid srcid srcaccount sourceid sourceaccount \
                 payerid payeraccount senderid senderaccount senderaccountid debtorid debtoraccount \
                 origaccount origacct originaccount originatoraccount"
            }
            Self::To => {
                "to dst dest target payee receiver recipient creditor beneficiary bene destination namedest endid txid2 \
                 toid toaccount toaccountid toaddress tonode tonodeid dstid dstaccount destid destaccount targetid \
                 targetaccount payeeid payeeaccount receiverid receiveraccount receiveraccountid recipientid \
                 recipientaccount creditorid creditoraccount beneficiaryid beneficiaryaccount beneacct destinationaccount"
            }
            Self::Time => {
                "time timestamp date datetime ts step when day epoch unixtime txtime txdate trandate trantimestamp \
                 transactiontime transactiondate transactiontimestamp blocktimestamp bookingdate valuedate paymentdate"
            }
            Self::Amount => {
                "amount amt value sum weight txamount tranamount transactionamount transactionvalue baseamt paymentamount \
                 amountpaid"
            }
        }
    }
}
