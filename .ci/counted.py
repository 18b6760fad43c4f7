"""Compares what counts, and its sums, with a projection of our own: see projection.py.

Everything here takes the register from its files. Each disagreement is a line that begins with the deal, company or
loop it is about, so that it can be found again in a smaller register.
"""

import csv
import functools
import io
import json
import math
import subprocess
from dataclasses import replace
from fractions import Fraction

import networkx
import numpy

from polytope import UNIT, Amounts, circulation_of, circulations
from projection import RUNGS, Projection, View, first_day, last_day, rank


class Failed(Exception):
    """The program refused or broke."""


def run(program, *args):
    done = subprocess.run([program, *args], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        raise Failed(f"{' '.join(args)}: exit code {done.returncode}: {done.stderr.strip()[:300]}")
    return done.stdout


def asked(program, path, *command):
    try:
        return json.loads(run(program, *command, "--format", "json", "--data", path))
    except Failed as refused:
        # Guarantees are neither owed nor put in: what only looks at those says so.
        if "cannot take --include" not in str(refused):
            raise
        command = [word for word in command if word not in ("--include", "contingent")]
        return json.loads(run(program, *command, "--format", "json", "--data", path))


def close(found, wanted, tolerance=1e-6):
    """Amounts in dollars; None is no upper end, or nothing stated."""
    if found is None or wanted is None:
        return found is None and wanted is None
    return math.isclose(found, float(wanted), rel_tol=tolerance, abs_tol=3)


class Said:
    """What was compared, and what differed."""

    def __init__(self):
        self.compared, self.wrong = 0, []

    def same(self, what, found, wanted, of=close):
        self.compared += 1
        if not of(found, wanted):
            self.wrong.append(f"{what}: printed {shown(found)}, recomputed {shown(wanted)}")

    def equal(self, what, found, wanted):
        self.same(what, found, wanted, lambda a, b: a == b)

    def range(self, what, found, low, high, stated=...):
        if stated is not ...:
            self.same(f"{what}, stated", found["stated"], stated)
        self.same(f"{what}, least", found["low"], low)
        self.same(f"{what}, most", found["high"], high)


def shown(value):
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        return str(value)
    return f"{float(value):,.9g}"


def number(cell):
    return float(cell) if cell else None


def arcs(program, path, projection, said):
    """The rows of `flows`, one by one."""
    text = run(program, "flows", "--format", "csv", "--data", path, *projection.view.flags())
    rows = {(row["payer"], row["payee"], row["deal"]): row for row in csv.DictReader(io.StringIO(text))}
    wanted = {(arc.payer, arc.payee, arc.deal): arc for arc in projection.arcs}
    for key in sorted(rows.keys() | wanted.keys()):
        row, arc, what = rows.get(key), wanted.get(key), "{2} from {0} to {1}".format(*key)
        if row is None or arc is None:
            said.equal(f"{what} counts", row is not None, arc is not None)
            continue
        for end in ("stated", "low", "high"):
            said.same(f"{what}, {end}", number(row[end]), getattr(arc.value, end))
        said.equal(f"{what}, kind", row["kind"], arc.kind)
        said.equal(f"{what}, family", row["family"], arc.family)
        said.equal(f"{what}, status", row["status"], arc.status)
        if arc.deal not in projection.assumed:
            said.equal(f"{what}, since", str(last_day(row["since"])), str(last_day(arc.since)))


def sums(program, path, projection, said):
    """What companies are paid, what pairs pay each other, what is owed, and all of it, over every amount that is open."""
    amounts, view = Amounts(projection), projection.view
    every = range(len(projection.arcs))
    paid, pairs = {}, {}
    for at, arc in enumerate(projection.arcs):
        paid.setdefault(arc.payee, []).append(at)
        pairs.setdefault((arc.payer, arc.payee), []).append(at)
    document = asked(program, path, "measure", "outside", "--top", "0", *view.flags())
    said.equal("companies that are paid", sorted(one["company"] for one in document["companies"]), sorted(paid))
    for one in document["companies"]:
        of = paid.get(one["company"], [])
        said.range(f"{one['company']} is paid", one["is_paid"], *amounts.sum(of), amounts.stated(of))
    # Guarantees put nothing in: with them exposure is refused.
    document = {"pairs": []} if view.contingent else asked(program, path, "measure", "exposure", "--top", "0", *view.flags())
    for one in document["pairs"]:
        hop = one["investor"], one["company"]
        put = [at for at in pairs.get(hop, []) if cash(projection.arcs[at])]
        bought = [at for at in pairs.get(hop[::-1], []) if projection.arcs[at].family == "purchase"]
        for name, of in (("invested", put), ("bought", bought)):
            if of:
                said.range(f"{hop[0]} and {hop[1]}, {name}", one[name], *amounts.sum(of), amounts.stated(of))
    document = asked(program, path, "measure", "firmness", *view.flags())
    said.range("all that is stated", document["of_all"]["all"], *amounts.sum(every), amounts.stated(every))
    if view == View(view.day):
        document = asked(program, path, "check", "--double-counting", *view.flags()[:2])
        said.range("counted", document["counted"], *amounts.sum(every))


def cash(arc):
    return arc.family == "investment" and arc.kind in ("equity", "convertible", "debt", "contribution")


def debts(program, path, projection, said):
    """Who owes how much: purchases are owed by the payer, loans by whom they were lent to, whoever lent."""
    amounts, owed = Amounts(projection), {}
    for at, arc in enumerate(projection.arcs):
        if arc.kind == "debt":
            owed.setdefault(arc.payee, []).append(at)
        elif arc.family == "purchase":
            owed.setdefault(arc.payer, []).append(at)
    document = asked(program, path, "measure", "clearing", "--top", "0", *projection.view.flags())
    found = {one["company"]: one["owes"] for one in document["companies"]}
    for company, of in owed.items():
        stated = amounts.stated(of)
        if stated:
            said.same(f"{company} owes", found.get(company), stated)


def circulation(program, path, projection, said):
    """The most and the least that can go round, and the highest and the lowest share, over all amounts that are open."""
    document = asked(program, path, "measure", "circulation", "--top", "0", *projection.view.flags())
    amounts = Amounts(projection)
    most = amounts.most()
    said.same("circulation, most", document["circulation"]["high"], None if most == math.inf else most * UNIT)
    held = amounts.held()
    highest, claimed = held.most(share=True), document["held"]["highest"]
    lowest = document["held"]["lowest"]
    # Of nothing that is paid there is no share.
    if claimed and highest is not None:
        for name, one in (("highest", claimed), ("lowest", lowest)):
            reached(f"{name} share, held", one, held, said)
    said.same("highest share, held", claimed and claimed["share"], highest, share)
    if claimed and highest is not None:
        below(document, held, said)
    if claimed and not numpy.isinf(amounts.high).any():
        same_share = document["open"]["lowest"]["share"], document["open"]["highest"]["share"]
        said.same("lowest share, open", same_share[0], lowest["share"], share)
        said.same("highest share, open", same_share[1], claimed["share"], share)


def share(found, wanted):
    return (found is None) == (wanted is None) and (found is None or abs(found - wanted) < 1e-6)


def reached(what, claimed, held, said):
    """The amounts at which an extreme is said to be reached are possible, and have that share."""
    hops, found = held.hops(), {(one["payer"], one["payee"]): one["amount"] / UNIT for one in claimed["amounts"]}
    said.equal(f"{what}, hops", sorted(found), sorted(hops))
    if set(found) != set(hops):
        return
    said.equal(f"{what}, amounts are possible", held.allows(found), True)
    point = numpy.array([[found[hop] for hop in hops]])
    round_and_round, paid = largest(list(hops), point)[0], point.sum()
    if paid > 0:
        said.same(f"{what}, share of these amounts", claimed["share"], round_and_round / paid, share)


def largest(hops, points):
    nodes = {node for hop in hops for node in hop}
    if len(nodes) <= 6:
        return circulations(hops, points)
    return [circulation_of(hops, point) for point in points]


def below(document, held, said):
    """The lowest share: exactly where all vertices can be looked at; else nothing nearby is lower."""
    claimed, points = document["held"]["lowest"], None
    if len({node for hop in held.hops() for node in hop}) <= 6:
        points = held.vertices()
    if points is not None:
        points = held.per_hop(points)
        paid = points.sum(axis=1)
        some = paid > 1e-9
        if some.any():
            lowest = (circulations(list(held.hops()), points[some]) / paid[some]).min()
            said.same("lowest share, held", claimed["share"], lowest, share)
            least = circulations(list(held.hops()), points).min() * UNIT
            said.same("circulation, least", document["circulation"]["low"], least)
        return
    lowest = held.descended({(one["payer"], one["payee"]): one["amount"] / UNIT for one in claimed["amounts"]})
    said.same("lowest share, held, against a search from it", claimed["share"], lowest, lambda a, b: a <= b + 1e-6)
    if claimed["not_below"] is not None:
        said.same("lowest share is not below its bound", claimed["not_below"], lowest, lambda a, b: a <= b + 1e-6)


def hops(projection):
    """Every hop with its arcs."""
    found = {}
    for at, arc in enumerate(projection.arcs):
        found.setdefault((arc.payer, arc.payee), []).append(at)
    return found


def funds(projection, found, loop):
    """Whether a loop has a hop with something invested (or guaranteed), and another with something bought."""
    families = [{projection.arcs[at].family for at in found[hop]} for hop in loop]
    bought = [at for at, of in enumerate(families) if "purchase" in of]
    given = [at for at, of in enumerate(families) if of != {"purchase"}]
    return any(a != b for a in bought for b in given)


def around(cycle):
    return list(zip(cycle, cycle[1:] + cycle[:1]))


def named(cycle):
    at = cycle.index(min(cycle))
    return "/".join(cycle[at:] + cycle[:at])


def all_loops(projection, through=None):
    """The loops of circular funding; at company level, so that there are no structural hops."""
    found = hops(projection)
    graph = networkx.DiGraph(list(found))
    nobody = [node for node in graph if projection.register.is_nobody(node)]
    graph.remove_nodes_from(nobody)
    cycles = [cycle for cycle in networkx.simple_cycles(graph) if funds(projection, found, around(cycle))]
    return {named(cycle): around(cycle) for cycle in cycles if through in (None, *cycle)}


def replayed(register, view):
    """The view of every day on which something may have changed, from the last backwards."""
    days = {day for day in register.days() if day <= view.day} | {view.day}
    for day in sorted(days, reverse=True):
        yield day, Projection(register, replace(view, day=day))


def loops(program, path, projection, said, through=None):
    """Which loops there are, their amounts, statuses, and the day since which each has stood without a break."""
    view, found, amounts = projection.view, hops(projection), Amounts(projection)
    flags = view.flags() + (["--through", through] if through else [])
    document = asked(program, path, "loops", *flags)
    through = through and projection.register.owner(through, view.day)
    wanted = all_loops(projection, through)
    said.equal("loops", sorted(loop["id"] for loop in document["loops"]), sorted(wanted))
    formed = {}
    standing = dict(wanted)
    for day, there in replayed(projection.register, view):
        # It has to stand as what it is: a loop of circular funding.
        on = hops(there)
        standing = {name: of for name, of in standing.items() if all(hop in on for hop in of) and funds(there, on, of)}
        formed |= dict.fromkeys(standing, day)
    of_hop = functools.cache(lambda hop: (*amounts.sum(found[hop]), amounts.stated(found[hop])))
    for loop in document["loops"]:
        name = loop["id"]
        if name not in wanted:
            continue
        ranges = {hop: of_hop(hop) for hop in wanted[name]}
        for hop in loop["hops"]:
            pair = hop["payer"], hop["payee"]
            said.range(f"{name}, {pair[0]} to {pair[1]}", hop["amount"], *ranges[pair])
        stated = [one[2] for one in ranges.values()]
        said.same(f"{name}, bottleneck", loop["bottleneck"]["stated"], None if None in stated else min(stated))
        said.same(f"{name}, bottleneck, least", loop["bottleneck"]["low"], min(one[0] for one in ranges.values()))
        status = min(max(rank(projection.arcs[at].status) for at in found[hop]) for hop in wanted[name])
        said.equal(f"{name}, status", loop["status"], RUNGS[status])
        day = loop.get("formed_on", loop.get("closed_on"))
        said.equal(f"{name}, formed on", str(last_day(day)), str(formed[name]))
    return formed


def compared_days(program, path, register, views, said, through):
    """`diff` of two days: on each side the loops through the owner of that day."""
    before, after = (Projection(register, view) for view in views)
    flags = ["--level", views[0].level, "--status", views[0].rung]
    document = asked(
        program, path, "diff", views[0].day.isoformat(), views[1].day.isoformat(), *flags, "--through", through
    )
    sides = [
        set(all_loops(side, register.owner(through, view.day))) for side, view in zip((before, after), views)
    ]
    said.equal(f"{through}, loops before", document["before"]["loops"], len(sides[0]))
    said.equal(f"{through}, loops after", document["after"]["loops"], len(sides[1]))
    born = sorted(loop["id"] for loop in document["loops"] if "born" in loop["what"])
    died = sorted(loop["id"] for loop in document["loops"] if "died" in loop["what"])
    if register.owner(through, views[0].day) == register.owner(through, views[1].day):
        said.equal(f"{through}, born", born, sorted(sides[1] - sides[0]))
        said.equal(f"{through}, died", died, sorted(sides[0] - sides[1]))


def months(program, path, projection, said, formed):
    """A month in a condition means all of it; a loop that may have formed in it or before it meets neither."""
    view = projection.view.flags()
    document = asked(program, path, "loops", *view)
    first = {loop["id"]: first_day(loop.get("formed_on", loop.get("closed_on"))) for loop in document["loops"]}
    for month in sorted({day.isoformat()[:7] for day in formed.values()})[-6:]:
        begin, end = first_day(month), last_day(month)
        tries = {
            f"formed = {month}": lambda name: begin <= first[name] and formed[name] <= end,
            f"formed > {month}": lambda name: first[name] > end,
            f"formed <= {month}": lambda name: formed[name] <= end,
            f"formed >= {month}": lambda name: first[name] >= begin,
        }
        for condition, holds in tries.items():
            document = asked(program, path, "loops", *view, "--where", condition)
            wanted = sorted(name for name in formed if holds(name))
            said.equal(condition, sorted(loop["id"] for loop in document["loops"]), wanted)
