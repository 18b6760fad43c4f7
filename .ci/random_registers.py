"""Small registers by chance, with everything that decides what counts: rounds, totals, parts, successors, owners by day.

The same seed gives the same registers. Ids begin with a prefix, so that many of them can stand in one file.
"""

import random

PAYING = ["equity", "debt", "contribution", "convertible"]
BUYING = ["cloud", "chips", "lease", "services"]
LADDER = ["rumoured", "in-talks", "announced", "signed", "closed"]
DAYS = ["2025-01-10", "2025-02", "2025-03-05", "2025-04-20", "2025-05", "2025-06-15", "2025-07-01", "2025-08-09", "2025-09"]
AS_OF = "2025-12-31"


def of(seed, prefix=""):
    """A register as a list of tables: (`entity` or `deal`, keys)."""
    return Maker(seed, prefix).tables()


def text(tables):
    """As a file."""
    lines = [f'as_of = "{AS_OF}"', "", "[[source]]", 'id = "s"', 'kind = "press"', ""]
    for name, table in tables:
        lines.append(f"[[{name}]]")
        lines += [f"{key} = {written(value)}" for key, value in table.items()]
        lines.append("")
    return "\n".join(lines)


def written(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {written(one)}" for key, one in value.items()) + " }"
    return "[" + ", ".join(map(written, value)) + "]"


class Maker:
    def __init__(self, seed, prefix):
        self.chance = random.Random(seed)
        self.prefix = prefix
        self.deals = []

    def pick(self, *among):
        return self.chance.choice(among)

    def now_and_then(self, share):
        return self.chance.random() < share

    def tables(self):
        p = self.prefix
        self.companies = [f"{p}{name}" for name in "abcd"[: self.pick(3, 3, 4)]]
        entities = [{"id": company, "kind": "company"} for company in self.companies]
        self.parties = self.companies + self.companies
        if self.now_and_then(0.5):
            owner = self.pick(*self.companies[:2])
            entities.append({"id": f"{p}{self.companies[0][len(p):]}_cloud", "kind": "cloud", "operator": owner})
            self.parties.append(entities[-1]["id"])
        if self.now_and_then(0.4):
            owners = [{"of": self.companies[0], "since": self.pick(*DAYS)}]
            if self.now_and_then(0.4):
                day = self.chance.randrange(1, len(DAYS))
                owners = [{"of": self.companies[0], "until": DAYS[day]}, {"of": self.companies[1], "since": DAYS[day]}]
            entities.append({"id": f"{p}lab", "kind": "company", "parent": owners})
            self.parties.append(entities[-1]["id"])
        for _ in range(self.chance.randrange(3, 7)):
            self.add()
        return [("entity", entity) for entity in entities] + [("deal", deal) for deal in self.deals]

    def two(self):
        payer = self.pick(*self.parties)
        return payer, self.pick(*[party for party in self.parties if party != payer])

    def record(self, kind, payer, payee, **keys):
        deal = {"id": f"{self.prefix}d{len(self.deals)}", "kind": kind, "payer": payer, "payee": payee}
        deal |= {"amount": self.amount(), **keys, "history": keys.get("history") or self.history(), "cite": ["s"]}
        if self.now_and_then(0.04):
            deal["confirmation"] = "false"
        self.deals.append(deal)
        return deal

    def amount(self, least=1, most=20):
        a, b = sorted(self.chance.sample(range(least, most + 2), 2))
        return self.pick(f"{a}B", f"{a}B", f"{a}B", f"~{a}B", f"<={b}B", f"<={b}B", f"{a}B..{b}B", f">={a}B", "?")

    def history(self, off=0.15):
        steps = self.chance.randrange(1, 4)
        days = sorted(self.chance.sample(range(len(DAYS)), steps))
        rungs = sorted(self.chance.sample(range(len(LADDER)), steps))
        history = [{"on": DAYS[day], "status": LADDER[rung]} for day, rung in zip(days, rungs)]
        if steps == 1 and self.now_and_then(0.6):
            history[0]["status"] = self.pick("announced", "signed", "closed")
        if steps > 1 and self.now_and_then(off):
            history[-1]["status"] = self.pick("lapsed", "cancelled")
        elif steps > 1 and self.now_and_then(0.15):
            history[-1]["amount"] = self.amount()
        return history

    def add(self):
        shape = self.chance.random()
        kind = self.pick(self.pick(*PAYING), self.pick(*BUYING))
        payer, payee = self.two()
        if shape < 0.35 or len(self.deals) > 9:
            self.record(kind, payer, payee, **({"no_arc": "a plan"} if self.now_and_then(0.06) else {}))
        elif shape < 0.50:
            self.total(kind, payer, payee)
        elif shape < 0.68:
            self.round(self.pick(*PAYING))
        elif shape < 0.80:
            self.twice(kind, payer, payee)
        elif shape < 0.94:
            self.successor(kind, payer, payee)
        else:
            third = self.pick(*self.parties)
            helped = {} if third in (payer, payee) else {"on_behalf_of": third}
            self.record("guarantee", payer, payee, **helped)

    def total(self, kind, payer, payee):
        whole = self.record(kind, payer, payee, amount=self.amount(8, 30))
        for _ in range(self.chance.randrange(1, 4)):
            part = self.record(kind, payer, payee, tranche_of=whole["id"], amount=self.amount(1, 9))
            if self.now_and_then(0.1):
                part["kind"] = self.pick(*PAYING)
        if self.now_and_then(0.3):
            self.record(kind, payer, payee, supersedes=[whole["id"]], amount=self.amount(8, 30))

    def round(self, kind):
        payee = self.pick(*self.parties)
        payers = [party for party in dict.fromkeys(self.parties) if party != payee]
        payers = self.chance.sample(payers, min(len(payers), self.pick(2, 2, 3)))
        many = {"round": True} if self.now_and_then(0.35) else {}
        if many and self.now_and_then(0.3):
            payers = payers[:1]
        whole = self.record(kind, payers, payee, amount=self.amount(8, 30), **many)
        for payer in payers:
            if self.now_and_then(0.35):
                self.record(kind, payer, payee, part_of=whole["id"], amount=self.amount(1, 9))

    def twice(self, kind, payer, payee):
        one = self.record(kind, payer, payee)
        other = self.pick(kind, kind, "guarantee", *PAYING)
        ends = (payer, payee) if self.now_and_then(0.85) else self.two()
        self.record(other, *ends, overlaps=[one["id"]])
        if self.now_and_then(0.25):
            self.record(kind, payer, payee, overlaps=[self.pick(*self.deals[-2:])["id"]])

    def successor(self, kind, payer, payee):
        old = self.record(kind, payer, payee)
        if self.now_and_then(0.2):
            ladder = [step for step in old["history"] if step["status"] in LADDER]
            if ladder and ladder[-1]["on"] != DAYS[-1]:
                day = self.chance.randrange(DAYS.index(ladder[-1]["on"]) + 1, len(DAYS))
                old["history"] = ladder + [{"on": DAYS[day], "status": "superseded"}]
        self.record(kind, payer, payee, supersedes=[old["id"]])
