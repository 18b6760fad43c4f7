"""A second opinion on what counts: the arcs of a view, worked out from the files of a register alone.

Written from docs/format.md, docs/design.md and docs/counting.md, not from the program, so that what one of them gets
wrong the other shows. Amounts are exact fractions of the base currency; None is no upper end, or nothing stated.
"""

import calendar
import datetime
import functools
import pathlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction

RUNGS = ["rumoured", "in-talks", "announced", "signed", "closed"]
INVESTMENT = ["equity", "convertible", "debt", "contribution", "warrant", "share-grant", "credits", "assets"]
PURCHASE = ["cloud", "chips", "lease", "services", "licence", "revenue-share"]
IN_KIND = ["warrant", "share-grant", "credits", "assets"]
UNITS = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "t": 12, "trillion": 12}
SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}


@dataclass(frozen=True)
class Range:
    """What was stated, and what it leaves open."""

    stated: Fraction | None
    low: Fraction
    high: Fraction | None

    def times(self, rate):
        return Range(*(None if end is None else end * rate for end in (self.stated, self.low, self.high)))


UNKNOWN = Range(None, Fraction(0), None)


@functools.cache
def amount(text):
    """An amount as it is written in a file: its currency (None if it names none), and its range."""
    text = str(text).strip()
    if text.lower() in ("?", "undisclosed", "unknown", ""):
        return None, UNKNOWN
    if ".." in text:
        (one, low), (two, high) = map(figure, text.split(".."))
        return one or two, Range(low, low, high)
    for mark in ("<=", "up to", ">=", "at least", ">", "over", "~", "about"):
        if text.lower().startswith(mark):
            currency, value = figure(text[len(mark) :])
            if mark in ("<=", "up to"):
                return currency, Range(value, Fraction(0), value)
            if mark in ("~", "about"):
                return currency, Range(value, value, value)
            return currency, Range(value, value, None)
    currency, value = figure(text)
    return currency, Range(value, value, value)


def figure(text):
    found = re.fullmatch(r"([A-Z]{2,3}\$?|[$€£¥₹₩])?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*([A-Za-z]*?)\s*([A-Z]{3})?", text.strip())
    assert found, f"not an amount: {text!r}"
    before, digits, unit, after = found.groups()
    assert unit.lower() in UNITS or not unit, f"not an amount: {text!r}"
    value = Fraction(digits.replace(",", "")) * 10 ** UNITS.get(unit.lower(), 0)
    return SIGNS.get(before, before) or after, value


@functools.cache
def last_day(when):
    """The last day that a date leaves possible: by then the thing had certainly happened."""
    when = str(when)
    for before in ("<", "before "):
        if when.startswith(before):
            return datetime.date.fromisoformat(when.removeprefix(before)) - datetime.timedelta(days=1)
    if "-Q" in when:
        year, quarter = map(int, when.split("-Q"))
        when = f"{year}-{3 * quarter:02d}"
    year, *rest = map(int, when.split("-"))
    month = rest[0] if rest else 12
    return datetime.date(year, month, rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1])


def first_day(when):
    """The first day that a date leaves possible: "before" some day may be any day before."""
    when = str(when)
    if when.startswith(("<", "before ")):
        return datetime.date.min
    if "-Q" in when:
        year, quarter = map(int, when.split("-Q"))
        when = f"{year}-{3 * quarter - 2:02d}"
    year, month, day = ([*map(int, when.split("-")), 1, 1])[:3]
    return datetime.date(year, month, day)


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def rank(status):
    return RUNGS.index(status) if status in RUNGS else -1


class Register:
    def __init__(self, *texts):
        self.base, self.title, as_of = "USD", None, None
        self.entities, self.deals, rates = {}, {}, []
        for text in texts:
            table = tomllib.loads(text)
            self.base = table.get("base", self.base)
            as_of = table.get("as_of", as_of)
            rates += table.get("rate", [])
            self.entities |= {entity["id"]: entity for entity in table.get("entity", [])}
            self.deals |= {deal["id"]: deal for deal in table.get("deal", [])}
        self.rates = sorted((last_day(rate["on"]), rate["currency"], Fraction(str(rate["rate"]))) for rate in rates)
        self.names = {}
        for entity in self.entities.values():
            for name in (entity["id"], entity.get("name"), *entity.get("aliases", [])):
                if name:
                    self.names.setdefault(folded(name), entity["id"])
        last = max((last_day(step["on"]) for deal in self.deals.values() for step in deal["history"]), default=None)
        self.as_of = last_day(as_of) if as_of else last

    @classmethod
    def read(cls, path):
        path = pathlib.Path(path)
        files = sorted(path.rglob("*.toml")) if path.is_dir() else [path]
        return cls(*(file.read_text() for file in files))

    def entity(self, name):
        return name if name in self.entities else self.names[folded(name)]

    def owner(self, entity, day):
        """The company that an entity is folded into on a day."""
        seen = {entity}
        while (above := self.above(entity, day)) and above not in seen:
            seen.add(above)
            entity = above
        return entity

    def above(self, entity, day):
        for key in ("operator", "maker", "parent"):
            for owner in listed(self.entities[entity].get(key)):
                owner = owner if isinstance(owner, dict) else {"of": owner}
                began = "since" not in owner or last_day(owner["since"]) <= day
                ended = "until" in owner and last_day(owner["until"]) <= day
                if began and not ended and not self.is_nobody(self.entity(owner["of"])):
                    return self.entity(owner["of"])
        return None

    def is_nobody(self, entity):
        return "nobody" in listed(self.entities[entity].get("roles"))

    def linked(self, deal, key):
        return [other for other in listed(self.deals[deal].get(key)) if other in self.deals]

    def value(self, deal, day):
        """What a deal comes to on a day, in the base currency."""
        deal = self.deals[deal]
        text = deal.get("amount", "?")
        for step in deal["history"]:
            if "amount" in step and last_day(step["on"]) <= day:
                text = step["amount"]
        return self.converted(deal, text)

    def converted(self, deal, text):
        currency, value = amount(text)
        currency = currency or "USD"
        if currency == self.base or value == UNKNOWN:
            return value
        first = min(last_day(step["on"]) for step in deal["history"])
        rates = [(on, rate) for on, of, rate in self.rates if of == currency]
        before = [rate for on, rate in rates if on <= first]
        return value.times(before[-1] if before else rates[0][1])

    def step(self, deal, day, key):
        """The last step of a deal's history up to a day that gives the key."""
        found = [step for step in self.deals[deal]["history"] if key in step and last_day(step["on"]) <= day]
        return found[-1][key] if found else None

    def days(self):
        """Every day on which something may change."""
        days = {last_day(step["on"]) for deal in self.deals.values() for step in deal["history"]}
        for entity in self.entities.values():
            for key in ("operator", "maker", "parent"):
                for owner in listed(entity.get(key)):
                    if isinstance(owner, dict):
                        days |= {last_day(owner[end]) for end in ("since", "until") if end in owner}
        return sorted(days)


def folded(name):
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(frozen=True)
class View:
    day: datetime.date
    rung: str = "rumoured"
    level: str = "company"
    kinds: tuple = ()
    without: tuple = ()
    assume: tuple = ()
    """Deal and status, for `--assume`."""
    contingent: bool = False
    scenario: str | None = None
    """A file for `--scenario`."""

    def flags(self):
        flags = ["--as-of", self.day.isoformat(), "--status", self.rung, "--level", self.level]
        flags += ["--kind", ",".join(self.kinds)] if self.kinds else []
        for one in self.without:
            flags += ["--without", one]
        for deal, status in self.assume:
            flags += ["--assume", f"{deal}={status}"]
        flags += ["--scenario", self.scenario] if self.scenario else []
        return flags + (["--include", "contingent"] if self.contingent else [])

    def supposed(self):
        """Statuses, amounts and the deals that are dropped."""
        table = tomllib.loads(pathlib.Path(self.scenario).read_text()) if self.scenario else {}
        of = table.get("deal", [])
        statuses = {one["id"]: one["status"] for one in of if "status" in one} | dict(self.assume)
        return statuses, {one["id"]: one["amount"] for one in of if "amount" in one}, {one["id"] for one in of if one.get("drop")}


@dataclass
class Arc:
    payer: str
    payee: str
    deal: str
    kind: str
    value: Range
    status: str
    since: str
    mark: str | None

    @property
    def family(self):
        return "investment" if self.kind in INVESTMENT else "purchase" if self.kind in PURCHASE else "contingent"


@dataclass
class Group:
    """What comes to a known sum together: arcs, money that is no arc in the view, and groups inside this one."""

    deal: str
    parts: list
    """Each is `arc`, `apart` or `group`, and its number."""
    value: Range


class Projection:
    """The arcs of a view and the groups of those whose sum is known."""

    def __init__(self, register, view):
        self.register, self.view = register, view
        self.assumed, self.amounts, dropped = view.supposed()
        self.gone = set(view.without) | dropped
        """Deals whose money is taken away, and entities that are left out."""
        self.status = {deal: self.own_status(deal) for deal in register.deals}
        self.place = {}
        """Who took the place of a deal that gave way."""
        self.end_superseded()
        self.candidates = [deal for deal in sorted(register.deals) if self.is_candidate(deal)]
        self.settle_same_money()
        self.settle_parts()
        self.arcs, self.apart, self.groups = [], [], []
        self.draw_arcs()
        self.narrow()

    # What stands.

    def is_false(self, deal):
        return self.register.deals[deal].get("confirmation") == "false"

    def own_status(self, deal, day=None):
        if day is None and deal in self.assumed:
            return self.assumed[deal]
        return self.register.step(deal, day or self.view.day, "status")

    def end_superseded(self):
        """A deal ends on the first day on which one that supersedes it is live and at least as firm."""
        register = self.register
        successors = {}
        for new in register.deals:
            for old in register.linked(new, "supersedes"):
                if not self.is_false(new):
                    successors.setdefault(old, []).append(new)
        self.successors = successors
        assumed = self.assumed
        # The day and the successor by which each ended.
        ended = {}
        for old, news in successors.items():
            says_itself = any(step.get("status") == "superseded" for step in register.deals[old]["history"])
            if says_itself and old not in assumed:
                continue
            for new in sorted(news):
                if new in assumed or old in assumed:
                    days = [self.view.day] if self.firm_enough(new, old, None) else []
                else:
                    steps = register.deals[new]["history"] + register.deals[old]["history"]
                    days = sorted({last_day(step["on"]) for step in steps})
                    days = [day for day in days if day <= self.view.day and self.firm_enough(new, old, day)]
                if days and (old not in ended or days[0] < ended[old][0]):
                    ended[old] = (days[0], new)
        for old, (_, new) in ended.items():
            self.status[old] = "superseded"
            self.place[old] = new
        for old, news in successors.items():
            live = [new for new in news if rank(self.status[new]) >= 0]
            if self.status[old] == "superseded" and old not in self.place and (live or news):
                self.place[old] = sorted(live or news)[0]

    def firm_enough(self, new, old, day):
        new, old = rank(self.own_status(new, day)), rank(self.own_status(old, day))
        return 0 <= old <= new

    def value(self, deal):
        """What a deal comes to in the view."""
        record = self.register.deals[deal]
        supposed = self.amounts.get(deal)
        return self.register.value(deal, self.view.day) if supposed is None else self.register.converted(record, supposed)

    def stands(self, deal):
        return not self.is_false(deal) and rank(self.status[deal]) >= rank(self.view.rung)

    # What counts.

    def carries(self, deal):
        kind = self.register.deals[deal]["kind"]
        return kind in INVESTMENT + PURCHASE or (kind == "guarantee" and self.view.contingent)

    def pairs(self, deal, but=()):
        """Payers and payees at the view's level, each pair once. A pair may be one and the same company."""
        record = self.register.deals[deal]
        found = []
        for payer in [one for one in listed(record.get("payer")) if one not in but]:
            for payee in self.payees(record, payer):
                ends = self.node(payer, record), self.node(payee, record, True)
                # Nobody is helped by what helps itself.
                if ends not in found and not (payee == record.get("on_behalf_of") and self.are_one(ends)):
                    found.append(ends)
        return found

    def payees(self, record, payer):
        payees = listed(record.get("payee"))
        if record["kind"] == "guarantee" and "on_behalf_of" in record:
            # The whole sum is told on the way to whom it helps as well: without that one, it is told once.
            helped = record["on_behalf_of"]
            if not self.left_out((self.node(payer, record), self.node(helped, record, True))):
                payees = payees + [helped]
        return payees

    def node(self, entity, record, paid=False):
        entity = self.register.entity(entity)
        if self.view.level == "asset":
            about = listed(record.get("cloud")) if record["kind"] == "cloud" else []
            about = listed(record.get("chips")) if record["kind"] == "chips" else about
            about = [self.register.entity(one) for one in about]
            if paid and len(about) == 1 and self.register.owner(about[0], self.view.day) == self.register.owner(entity, self.view.day):
                return about[0]
            return entity
        return self.register.owner(entity, self.view.day)

    def are_one(self, pair):
        """Whether a payer and a payee are one company; at asset level an owner and what it owns, which are tied anyway."""
        payer, payee = pair
        return payer == payee or payer in self.owners(payee) or payee in self.owners(payer)

    def owners(self, entity):
        found = []
        while (above := self.register.above(entity, self.view.day)) and above not in found:
            found.append(above)
            entity = above
        return found

    def left_out(self, pair):
        gone = {self.register.owner(one, self.view.day) for one in self.view.without if one in self.register.entities}
        return any(end in self.view.without or end in gone and self.view.level == "company" for end in pair)

    def is_candidate(self, deal):
        record = self.register.deals[deal]
        asked = not self.view.kinds or record["kind"] in self.view.kinds
        return (
            self.stands(deal)
            and self.carries(deal)
            and "no_arc" not in record
            and asked
            and any(not self.are_one(pair) and not self.left_out(pair) for pair in self.pairs(deal))
        )

    def settle_same_money(self):
        """Of records of the same money one counts: the firmest, then one that does not declare it, then by id."""
        beside = {deal: set() for deal in self.candidates}
        declares = set()
        for deal in self.candidates:
            for other in self.register.linked(deal, "overlaps") + self.register.linked(deal, "supersedes"):
                if other in beside and other != deal:
                    beside[deal].add(other)
                    beside[other].add(deal)
                    declares.add(deal)
        order = sorted(self.candidates, key=lambda deal: (-rank(self.status[deal]), deal in declares, deal))
        self.kept = []
        for deal in order:
            rivals = [other for other in self.kept if other in beside[deal]]
            if rivals:
                self.place[deal] = rivals[0]
            else:
                self.kept.append(deal)

    # Totals and their parts.

    def totals(self, deal):
        return self.register.linked(deal, "tranche_of") + self.register.linked(deal, "part_of")

    def took_place(self, deal):
        """The record that took a deal's place in the end, if one that stands did."""
        seen = set()
        while deal in self.place and deal not in seen:
            seen.add(deal)
            deal = self.place[deal]
        return deal

    def settle_parts(self):
        """A part of a total that gave way gives way to the same record, unless it is firmer: then it is a part of that."""
        self.parts = {}
        for deal in self.register.deals:
            for total in self.totals(deal):
                whole = self.took_place(total)
                apart = rank(self.status[deal]) >= 0 and not self.met(deal, whole)
                if whole == total or self.reached(deal) > self.reached(whole) or apart:
                    self.parts.setdefault(whole, []).append(deal)
                elif deal in self.kept:
                    self.kept.remove(deal)
                    self.place[deal] = whole

    def met(self, deal, other):
        """Whether there was a day on which both were live and the other as firm."""
        steps = self.register.deals[deal]["history"] + self.register.deals[other]["history"]
        days = [None] + [day for day in {last_day(step["on"]) for step in steps} if day <= self.view.day]
        return any(self.firm_enough(other, deal, day) for day in days)

    def reached(self, deal):
        """The highest rung that a deal has been on."""
        if deal in self.assumed and rank(self.status[deal]) >= 0:
            return rank(self.status[deal])
        steps = self.register.deals[deal]["history"]
        return max((rank(step.get("status")) for step in steps if last_day(step["on"]) <= self.view.day), default=-1)

    def takes(self, part, total):
        """Whether a part takes its sum out of the total."""
        if self.is_false(part) or self.gives_way_within(part, total):
            return False
        if self.status[part] in ("lapsed", "cancelled"):
            return self.reached(part) >= rank(self.status[total])
        return self.stands(part)

    def gives_way_within(self, part, total):
        """Whether a part gives way to the total itself or to another part of it, which takes the sum out."""
        whole = self.took_place(part)
        return whole != part and (whole == total or whole in self.parts.get(total, []))

    # Arcs.

    def draw_arcs(self):
        done = {}

        def draw(deal):
            if deal not in done:
                done[deal] = []
                takes = self.stands(deal) and deal not in self.place
                members = [part for part in self.parts.get(deal, []) if takes and self.takes(part, deal)]
                for part in members:
                    draw(part)
                done[deal] = self.draw_one(deal, members, done)
            return done[deal]

        for deal in sorted(self.register.deals):
            draw(deal)

    def draw_one(self, deal, members, done):
        """The arcs of a deal, and the group that they and its parts make; those of parts are drawn already."""
        if not self.stands(deal) or deal in self.place:
            return []
        record, view = self.register.deals[deal], self.view
        whole = self.value(deal)
        inner = []
        for part in members:
            if not done[part]:
                done[part] = [self.put_apart(self.value(part))]
            # A tranche of one total that is a part of a round is held to the first; in the round it is a given sum.
            held_elsewhere = self.is_tranche_of_another(part, deal)
            inner += [self.put_apart(self.value(part))] if held_elsewhere else done[part]
        values = [self.value(part) for part in members]
        many = record.get("round") in (True, "true")
        legs = self.pairs(deal, self.payers_apart(deal, members))
        most = added([(value.low, value.high) for value in values])[1]
        if not legs and not many and most is not None and most < whole.low:
            # The parts of all payers come to less than what all of them gave.
            legs = self.pairs(deal)
        stated = [value.stated for value in values]
        if None not in stated and stated and whole.stated is not None and sum(stated) >= whole.stated:
            # Parts that state all of it leave nothing for others; what a company gives itself is not known.
            legs = [pair for pair in legs if self.are_one(pair)]
        rest = self.rest(whole, values, many or len(legs) > 1)
        drawn = []
        for pair in legs:
            if deal in self.kept and deal not in self.gone and not self.left_out(pair) and not self.are_one(pair):
                if rest.high != 0:
                    drawn.append(("arc", len(self.arcs)))
                    mark = self.register.step(deal, view.day, "mark")
                    self.arcs.append(Arc(*pair, deal, record["kind"], rest, self.status[deal], self.since(deal), mark))
            elif rest.high != 0:
                drawn.append(self.put_apart(rest))
        if not members and len(legs) < 2:
            return drawn
        if many:
            # Others may have given some of it.
            whole = replace(whole, stated=None, low=Fraction(0))
        self.groups.append(Group(deal, drawn + inner, whole))
        return [("group", len(self.groups) - 1)]

    def is_tranche_of_another(self, part, deal):
        """Whether a part of a round is a tranche of another total, which stands in this view and holds it."""
        totals = [total for total in self.register.linked(part, "tranche_of") if total != deal]
        stand = [total for total in totals if self.stands(total) and total not in self.place]
        return any(part in self.parts.get(total, []) and self.takes(part, total) for total in stand)

    def payers_apart(self, deal, members):
        """The payers of a round whose parts are deals of their own; what a division pays that is not listed is its owner's."""
        payers = listed(self.register.deals[deal].get("payer"))
        apart = set()
        for part in members:
            record = self.register.deals[part]
            if deal in self.register.linked(part, "part_of") and not self.register.linked(part, "tranche_of"):
                for payer in listed(record.get("payer")):
                    same = {one for one in payers if self.node(one, self.register.deals[deal]) == self.node(payer, record)}
                    same |= set(payers) & set(self.owners(self.register.entity(payer)))
                    apart |= {payer} if payer in payers else same
        return apart

    def put_apart(self, value):
        self.apart.append(value)
        return "apart", len(self.apart) - 1

    def rest(self, whole, parts, open_share):
        """What a total leaves beside its parts for one leg."""
        least = sum(part.low for part in parts)
        most = None if any(part.high is None for part in parts) else sum(part.high for part in parts)
        high = None if whole.high is None else max(whole.high - least, Fraction(0))
        low = Fraction(0) if open_share or most is None else max(whole.low - most, Fraction(0))
        stated = None
        if whole.stated is not None and not open_share:
            # A member that states nothing takes nothing out of what is stated.
            stated = whole.stated - sum(part.stated for part in parts if part.stated is not None)
            if parts and (stated <= 0 or stated < low or (high is not None and stated > high)):
                stated = None
        return Range(stated, low, high)

    def since(self, deal):
        steps = self.register.deals[deal]["history"]
        reached = [step["on"] for step in steps if step.get("status") == self.status[deal]]
        return str(reached[0] if reached else steps[0]["on"]).replace("<", "before ")

    def narrow(self):
        """What its group leaves each arc: sums from the inside out, then what is left from the outside in."""
        self.telling = set()
        """The groups whose sum says more than what is in them."""
        ends = {("arc", at): (arc.value.low, arc.value.high) for at, arc in enumerate(self.arcs)}
        ends |= {("apart", at): (value.low, value.high) for at, value in enumerate(self.apart)}
        for at, group in enumerate(self.groups):
            every = [ends[part] for part in group.parts]
            ends["group", at] = nearest(added(every), (group.value.low, group.value.high))
            if ends["group", at] != added(every):
                self.telling.add(at)
        self.settled = {at: ends["group", at] for at in range(len(self.groups))}
        for at, group in reversed(list(enumerate(self.groups))):
            low, high = ends["group", at]
            before = {part: ends[part] for part in group.parts}
            for part in group.parts:
                least, most = added([before[other] for other in group.parts if other != part])
                room = (Fraction(0) if most is None else max(low - most, Fraction(0)), None if high is None else high - least)
                ends[part] = nearest(before[part], room)
        for at, arc in enumerate(self.arcs):
            low, high = ends["arc", at]
            stated = arc.value.stated
            if stated is not None:
                # What is stated of an arc lies in what its group leaves it.
                stated = max(low, stated if high is None else min(high, stated))
            arc.value = Range(stated, low, high)
        self.apart = [replace(value, low=ends["apart", at][0], high=ends["apart", at][1]) for at, value in enumerate(self.apart)]

    def flat(self, group):
        """The arcs and the money apart in a group and in those inside it."""
        for part in self.groups[group].parts:
            if part[0] == "group":
                yield from self.flat(part[1])
            else:
                yield part


def added(ends):
    return sum(end[0] for end in ends), None if any(end[1] is None for end in ends) else sum(end[1] for end in ends)


def nearest(own, other):
    """What two ranges leave together; where they contradict each other, that of the first which is nearest."""
    low, high = own
    high = other[1] if high is None else high if other[1] is None else min(high, max(other[1], low))
    if high is not None:
        high = max(high, low)
    low = max(low, other[0])
    return (low if high is None else min(low, high), high)
