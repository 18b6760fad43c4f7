"""The audit's smallest inputs, each with the figures that are right for it whatever any program says."""

import csv
import datetime
import io
import json
import pathlib
import re
import subprocess
import tempfile

import counted
import random_registers
from counted import asked, run
from projection import Projection, Register, View

BILLION = 1e9
DAY = datetime.date(2025, 12, 31)


def register(*deals, entities=None):
    """A register as text: deals as (id, kind, payer, payee, amount, history, other keys)."""
    tables = list(entities or [])
    known = {entity["id"] for _, entity in tables}
    records = []
    for deal, kind, payer, payee, amount, history, *keys in deals:
        steps = [{"on": on, "status": status} for on, status in (step.split() for step in history.split(","))]
        records.append({"id": deal, "kind": kind, "payer": payer, "payee": payee, "amount": amount, "history": steps, "cite": ["s"]})
        records[-1] |= keys[0] if keys else {}
        for party in [*(payer if isinstance(payer, list) else [payer]), *(payee if isinstance(payee, list) else [payee])]:
            if party not in known:
                known.add(party)
                tables.append(("entity", {"id": party, "kind": "company"}))
    return random_registers.text(tables + [("deal", record) for record in records])


class Written:
    """A register in a file, while it is looked at."""

    def __init__(self, text, name="register.toml"):
        self.text, self.name = text, name

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        path = pathlib.Path(self.folder.name) / self.name
        path.write_text(self.text)
        return str(path)

    def __exit__(self, *_):
        self.folder.cleanup()


def rows(program, path, *view):
    text = run(program, "flows", "--format", "csv", "--data", path, *view)
    return {(row["payer"], row["payee"], row["deal"]): row for row in csv.DictReader(io.StringIO(text))}


def counts(said, what, program, path, wanted, *view):
    """Which deals count, and from how much to how much in billions."""
    found = {key[2]: (float(row["low"]) / BILLION, float(row["high"]) / BILLION) for key, row in rows(program, path, *view).items()}
    said.equal(what, found, wanted)


def compared(said, program, path):
    """The same register against the projection, in every way there is."""
    for rung in ("rumoured", "signed"):
        for level in ("company", "asset"):
            projection = Projection(Register.read(path), View(DAY, rung=rung, level=level))
            # Sums are measured between companies.
            sums = (counted.sums, counted.debts, counted.circulation) if level == "company" else ()
            for check in (counted.arcs, *sums):
                check(program, path, projection, said)


ROUND = register(
    ("round", "equity", ["alpha", "beta"], "gamma", "10B", "2025-01-01 closed"),
    ("backa", "cloud", "gamma", "alpha", "10B", "2025-02-01 closed"),
    ("backb", "cloud", "gamma", "beta", "10B", "2025-02-01 closed"),
)


def a_round_is_one_sum(program, said):
    """H1"""
    with Written(ROUND) as path:
        compared(said, program, path)
        document = asked(program, path, "measure", "circulation")
        for name in ("lowest", "highest"):
            said.same(f"{name} share of a round that comes back", document["held"][name]["share"], 2 / 3, counted.share)
        for end in ("low", "high"):
            said.same(f"circulation of a round that comes back, {end}", document["circulation"][end], 20 * BILLION)


def a_debtor_owes_the_whole(program, said):
    """H1"""
    loan = register(("loan", "debt", ["alpha", "beta"], "gamma", "10B", "2025-01-01 closed"))
    with Written(loan) as path:
        document = asked(program, path, "measure", "clearing")
        said.equal("who owes", {one["company"]: one["owes"] for one in document["companies"]}, {"gamma": 10 * BILLION})
        compared(said, program, path)


OWNED = register(
    ("invest", "equity", "chip", "lab", "2B", "2025-03-01 closed"),
    ("buy", "chips", "lab", "chip", "3B", "2025-06-01 signed"),
    entities=[
        ("entity", {"id": "lab", "kind": "company", "parent": [{"of": "rocket", "since": "2025-10-02"}]}),
        ("entity", {"id": "rocket", "kind": "company"}),
    ],
)


def the_owner_of_each_day(program, said):
    """H2"""
    with Written(OWNED) as path:
        days = "2025-05-01", "2025-09-17"
        document = asked(program, path, "diff", *days, "--through", "lab")
        said.equal("loops born through lab", [loop["id"] for loop in document["loops"]], ["chip/lab"])
        document = asked(program, path, "measure", "ladder", "--every", "quarter", "--through", "lab")
        points = {(point["on"], point["status"]): point["deals"] for point in document["points"]}
        said.equal("deals through lab at the end of September", points.get(("2025-09-30", "rumoured")), 2)


def rungs_of_a_ladder(program, said):
    """M11"""
    with Written(ROUND) as path:
        done = subprocess.run([program, "measure", "ladder", "--status", "signed", "--data", path, "--format", "json"], capture_output=True, text=True)
        rungs = [rung["status"] for rung in json.loads(done.stdout)["rungs"]] if done.returncode == 0 else []
        said.equal("softer rungs than asked for", [rung for rung in rungs if rung not in ("signed", "closed")], [])


CONTRACT = ("contract", "cloud", "alpha", "beta", "100B", "2025-01-01 signed")
INVEST = ("invest", "equity", "beta", "alpha", "10B", "2025-01-01 closed")
BOTH = {"contract": (100, 100), "invest": (10, 10)}


def a_softer_record_does_not_displace(program, said):
    """H4"""
    softer = {
        "rumour": ("2025-03-01 rumoured,2025-04-01 lapsed", {}),
        "false record": ("2025-03-01 signed", {"confirmation": "false"}),
    }
    for what, (history, keys) in softer.items():
        text = register(CONTRACT, INVEST, ("new", "cloud", "alpha", "beta", "1B", history, {"supersedes": ["contract"], **keys}))
        with Written(text) as path:
            for view in ((), ("--status", "signed"), ("--as-of", "2025-03-15")):
                counts(said, f"beside a {what} {view}", program, path, BOTH, *view)
            compared(said, program, path)


def names_in_conditions(program, said):
    """H5"""
    cloud = [("entity", {"id": "alpha", "kind": "company"}), ("entity", {"id": "alpha_cloud", "kind": "cloud", "operator": "alpha"})]
    text = register(("in", "equity", "alpha", "beta", "10B", "2025-01-01 closed"), ("out", "cloud", "beta", "alpha_cloud", "5B", "2025-01-01 signed"), entities=cloud)
    with Written(text) as path:
        said.equal("loops where through alpha_cloud", asked(program, path, "loops", "--where", "through alpha_cloud")["count"], 1)
        code = subprocess.run([program, "loops", "--data", path, "--fail-if", "through alpha_cloud"], capture_output=True).returncode
        said.equal("--fail-if through alpha_cloud", code, 1)


def formed_on_the_first_day_without_a_break(program, said):
    """M1"""
    text = register(
        ("talks", "equity", "alpha", "beta", "10B", "2025-10-16 in-talks"),
        ("deal", "equity", "alpha", "beta", "50B", "2025-11-27 signed", {"supersedes": ["talks"]}),
        ("cloud", "cloud", "beta", "alpha", "38B", "2025-09-03 signed"),
    )
    with Written(text) as path:
        projection = Projection(Register.read(path), View(DAY))
        said.equal("formed", {name: str(day) for name, day in counted.loops(program, path, projection, said).items()}, {"alpha/beta": "2025-10-16"})
        counted.months(program, path, projection, said, {"alpha/beta": datetime.date(2025, 10, 16)})


def a_page_of_a_day_tells_nothing_later(program, said):
    """M5"""
    text = register(
        ("talks", "equity", "alpha", "beta", "10B", "2025-02-03 in-talks"),
        ("deal", "equity", "alpha", "beta", "50B", "2025-11-27 signed", {"supersedes": ["talks"]}),
        ("cloud", "cloud", "beta", "alpha", "38B", "2025-02-03 announced,2025-10-04 closed"),
    )
    with Written(text) as path:
        for what in ("talks", "cloud", "alpha", "beta"):
            for style in ("table", "json", "markdown"):
                page = run(program, "show", what, "--as-of", "2025-03-01", "--format", style, "--data", path)
                later = re.findall(r"2025-1[01]-\d\d|superseded|\$50bn|50000000000", page)
                said.equal(f"what the page of {what} tells of later as {style}", later, [])


def through_is_what_goes_through(program, said):
    """M3"""
    text = register(
        ("ab", "equity", "alpha", "beta", "10B", "2025-01-01 closed"),
        ("ba", "cloud", "beta", "alpha", "10B", "2025-01-01 signed"),
        ("ac", "equity", "alpha", "gamma", "100B", "2025-01-01 closed"),
        ("ca", "cloud", "gamma", "alpha", "100B", "2025-01-01 signed"),
    )
    with Written(text) as path:
        stated = asked(program, path, "measure", "circulation", "--through", "beta")["stated"]
        said.equal("through beta", (stated["paid"], stated["circulation"]), (20 * BILLION, 20 * BILLION))


def another_currency(program, said):
    """M4"""
    text = register(
        ("one", "equity", "alpha", "beta", "EUR 10B", "2025-02-01 closed"),
        ("two", "cloud", "beta", "alpha", "10B", "2025-02-01 closed"),
    )
    rate = 'base = "EUR"\n[[rate]]\ncurrency = "USD"\nrate = "0.8"\non = "2025-01-01"\ncite = ["s"]\n'
    with Written(rate + text.replace('as_of = "2025-12-31"', "")) as path:
        for command in (["loops"], ["flows"], ["measure", "circulation"], ["show", "alpha"], ["measure", "ladder"]):
            table = run(program, *command, "--format", "table", "--data", path)
            said.equal(f"dollars in {command}", re.findall(r"\$\d\S*", table), [])
        counted.arcs(program, path, Projection(Register.read(path), View(datetime.date(2025, 2, 1))), said)


def parts_of_a_superseded_total(program, said):
    """M6"""
    text = register(
        ("total", "equity", "alpha", "beta", "10B", "2025-01-01 signed"),
        ("part", "equity", "alpha", "beta", "4B", "2025-01-01 signed", {"tranche_of": "total"}),
        ("new", "equity", "alpha", "beta", "12B", "2025-06-01 signed", {"supersedes": ["total"]}),
    )
    with Written(text) as path:
        counts(said, "a superseded total", program, path, {"new": (12, 12)})
        counts(said, "before", program, path, {"total": (6, 6), "part": (4, 4)}, "--as-of", "2025-05-31")
        compared(said, program, path)


def of_two_records_of_one_sum_one_counts(program, said):
    """M7 M10"""
    for kind in ("guarantee", "debt"):
        text = register(
            ("one", kind, "alpha", "beta", "10B", "2025-01-01 announced"),
            ("cloud", "cloud", "alpha", "beta", "10B", "2025-01-01 signed", {"overlaps": ["one"]}),
        )
        with Written(text) as path:
            counts(said, f"beside a {kind}", program, path, {"cloud": (10, 10)})
            counts(said, f"beside a {kind}, by kind", program, path, {"cloud": (10, 10)}, "--kind", "cloud")
            compared(said, program, path)


def what_a_total_leaves(program, said):
    """M8 L11 L1"""
    back = ("back", "cloud", "beta", "alpha", "9B", "2025-02-01 closed")
    total = ("total", "equity", "alpha", "beta", "10B", "2025-01-01 closed")
    tranche = ("part", "equity", "alpha", "beta", "<=4B", "2025-02-01 closed", {"tranche_of": "total"})
    with Written(register(total, tranche, back)) as path:
        counts(said, "beside up to 4", program, path, {"total": (6, 10), "part": (0, 4), "back": (9, 9)})
        compared(said, program, path)
        projection = Projection(Register.read(path), View(DAY))
        counted.loops(program, path, projection, said)
    talks = (*tranche[:4], "4B", "2025-02-01 in-talks,2025-06-01 cancelled", tranche[6])
    with Written(register(total, talks, back)) as path:
        for view in (("--status", "signed", "--as-of", "2025-03-01"), ("--status", "signed")):
            counts(said, f"beside talks {view}", program, path, {"total": (10, 10), "back": (9, 9)}, *view)
        compared(said, program, path)
    with Written(register(("zero", "equity", "alpha", "beta", "0", "2025-01-01 closed"), back)) as path:
        compared(said, program, path)


def a_division_is_its_owner(program, said):
    """L10 L6"""
    cloud = [("entity", {"id": "alpha", "kind": "company"}), ("entity", {"id": "alpha_cloud", "kind": "cloud", "operator": "alpha"})]
    text = register(
        ("round", "equity", ["alpha", "beta"], "gamma", "10B", "2025-01-01 closed"),
        ("part", "equity", "alpha_cloud", "gamma", "4B", "2025-01-01 closed", {"part_of": "round"}),
        entities=cloud,
    )
    with Written(text) as path:
        counts(said, "a part paid by a division", program, path, {"round": (6, 6), "part": (4, 4)})
        compared(said, program, path)
    cloud.append(("entity", {"id": "alpha_chips", "kind": "company", "parent": "alpha"}))
    text = register(
        ("s1", "equity", "alpha_cloud", "beta", "10", "2025-01-01 signed"),
        ("s2", "chips", "beta", "alpha_chips", "8", "2025-01-01 signed"),
        ("s3", "services", "alpha_chips", "alpha_cloud", "3", "2025-01-01 signed"),
        entities=cloud,
    )
    with Written(text) as path:
        compared(said, program, path)
        loops = asked(program, path, "loops", "--level", "asset")["loops"]
        said.equal("a loop through two divisions", "alpha_chips/alpha_cloud/beta" in {loop["id"] for loop in loops}, True)


def a_guarantee_helps_somebody(program, said):
    """M18"""
    text = register(
        ("guar", "guarantee", "alpha", "lender", "3B", "2025-01-01 signed", {"on_behalf_of": "beta"}),
        ("buy", "chips", "beta", "alpha", "2B", "2025-01-01 signed"),
    )
    with Written(text) as path:
        found = sorted(key[:2] for key in rows(program, path, "--include", "contingent") if key[2] == "guar")
        said.equal("a guarantee runs", found, [("alpha", "beta"), ("alpha", "lender")])
        said.equal("its loop", asked(program, path, "loops", "--include", "contingent")["count"], 1)
        done = subprocess.run([program, "loops", "--data", path, "--kind", "guarantee"], capture_output=True, text=True)
        said.equal("a hint at --include contingent", "--include contingent" in done.stdout + done.stderr, True)


CHECKS = (
    a_round_is_one_sum,
    a_debtor_owes_the_whole,
    the_owner_of_each_day,
    rungs_of_a_ladder,
    a_softer_record_does_not_displace,
    names_in_conditions,
    formed_on_the_first_day_without_a_break,
    a_page_of_a_day_tells_nothing_later,
    through_is_what_goes_through,
    another_currency,
    parts_of_a_superseded_total,
    of_two_records_of_one_sum_one_counts,
    what_a_total_leaves,
    a_division_is_its_owner,
    a_guarantee_helps_somebody,
)
