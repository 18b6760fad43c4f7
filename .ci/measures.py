"""Recomputes the figures of `roundtrip measure` from a projection of the register's files, with scipy and networkx."""

import datetime
import math
import pathlib
import random
from collections import defaultdict
from dataclasses import replace

import networkx
import numpy
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

import counted
from polytope import UNIT, Amounts
from projection import IN_KIND, RUNGS, Projection, last_day


DATA = pathlib.Path(__file__).parent.parent / "data"


def rows(projection):
    """The arcs of a projection, as plain rows."""
    dollars = lambda value: None if value is None else float(value) / UNIT
    return [
        {
            "at": at,
            "payer": arc.payer,
            "payee": arc.payee,
            "deal": arc.deal,
            "kind": arc.kind,
            "family": arc.family,
            "stated": dollars(arc.value.stated),
            "status": arc.status,
            "since": arc.since,
            "in_kind": arc.kind in IN_KIND,
        }
        for at, arc in enumerate(projection.arcs)
    ]


def measure(program, name, *view):
    return counted.asked(program, str(DATA), "measure", name, *view)


said = None
"""Where what was compared is written down; set by whoever runs this."""


def same(what, found, wanted, scale=UNIT, tolerance=1e-6):
    wanted = None if wanted is None else wanted * scale
    near = lambda a, b: (a is None) == (b is None) and (
        a is None or math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance * scale)
    )
    said.same(what, found, wanted, near)


class Money:
    """Hops: the stated amounts of a pair, added up."""

    def __init__(self, projection):
        self.projection, self.open = projection, Amounts(projection)
        self.rows = defaultdict(list)
        for row in rows(projection):
            self.rows[row["payer"], row["payee"]].append(row)
        self.stated = {hop: self.sum(of) for hop, of in self.rows.items()}
        self.hops = [hop for hop, amount in self.stated.items() if amount > 0]
        self.amounts = numpy.array([self.stated[hop] for hop in self.hops])
        self.companies = sorted({company for hop in self.rows for company in hop})
        self.paid = self.amounts.sum()

    def sum(self, rows):
        """What some arcs state together; nothing is none of it."""
        return float(self.open.stated(row["at"] for row in rows) or 0) / UNIT

    def balance(self):
        """One row a company: what it gets less what it pays."""
        at = {company: i for i, company in enumerate(self.companies)}
        matrix = numpy.zeros((len(at), len(self.hops)))
        for column, (payer, payee) in enumerate(self.hops):
            matrix[at[payer], column] -= 1
            matrix[at[payee], column] += 1
        return matrix

    def optimum(self, weights, caps=None, least=None):
        """The largest of the weighted circulations; with `least`, among those that are at least so large in all."""
        caps = self.amounts if caps is None else caps
        if not self.hops:
            return 0.0
        bound = {} if least is None else {"A_ub": -numpy.ones((1, len(self.hops))), "b_ub": [-least]}
        balance = self.balance()
        found = linprog(
            -numpy.asarray(weights), A_eq=balance, b_eq=numpy.zeros(len(balance)), bounds=numpy.c_[0 * caps, caps], **bound
        )
        assert found.status == 0, found.message
        return -found.fun

    def circulation(self):
        return self.optimum(numpy.ones(len(self.hops)))

    def matrix(self):
        matrix = numpy.zeros((len(self.companies),) * 2)
        at = {company: i for i, company in enumerate(self.companies)}
        for hop, amount in zip(self.hops, self.amounts):
            matrix[at[hop[0]], at[hop[1]]] = amount
        return matrix

    def loops(self):
        """Every loop of circular funding, as hops."""
        for cycle in networkx.simple_cycles(networkx.DiGraph(list(self.rows))):
            hops = list(zip(cycle, cycle[1:] + cycle[:1]))
            if self.funds(hops):
                yield hops

    def funds(self, hops, without=None):
        families = {row["family"] for hop in hops for row in self.rows[hop] if row["deal"] != without}
        return "purchase" in families and families != {"purchase"}


def circulation(program, money, view):
    document = measure(program, "circulation", *view, "--top", "1000")
    total = money.circulation()
    same("circulation", document["stated"]["circulation"], total)
    same("paid", document["stated"]["paid"], money.paid)
    same("share", document["stated"]["share"], total / money.paid, 1)
    mutual = sum(min(amount, money.stated.get(hop[::-1], 0)) for hop, amount in money.stated.items())
    same("reciprocity", document["reciprocity"], mutual / money.paid, 1)
    hops = {(hop["payer"], hop["payee"]): hop["circular"] for hop in document["hops"]}
    for number, hop in enumerate(money.hops):
        weights = numpy.zeros(len(money.hops))
        weights[number] = 1
        high = money.optimum(weights, least=total - 1e-9)
        low = -money.optimum(-weights, least=total - 1e-9)
        if hop in hops:
            same(f"{hop} low", hops[hop]["low"], low)
            same(f"{hop} high", hops[hop]["high"], high)
        else:
            assert high < 1e-6, f"{hop} can go round, {high}, and is not named"


def ladder(program, money, view):
    if money.projection.view.rung != RUNGS[0]:
        return
    for rung in measure(program, "ladder", *view)["rungs"]:
        asked = replace(money.projection.view, rung=rung["status"])
        money = Money(Projection(money.projection.register, asked))
        total = money.circulation()
        same(f"{rung['status']} circulation", rung["circulation"], total)
        same(f"{rung['status']} share", rung["share"], total / money.paid, 1)
        same(f"{rung['status']} deals", rung["deals"], len({arc.deal for arc in money.projection.arcs}), 1)
        same(f"{rung['status']} loops", rung["loops"], len(cycles_of(list(money.rows))), 1)
        cost = {hop: amount for hop, amount in money.stated.items() if amount > 0}
        same(f"{rung['status']} breakers", rung["breakers"]["amount"], hitting(cycles_of(money.hops), cost))


def cycles_of(hops):
    """The loops of any class that a set of breakers must hit."""
    return [list(zip(c, c[1:] + c[:1])) for c in networkx.simple_cycles(networkx.DiGraph(hops))]


def hitting(sets, cost):
    """The cheapest choice that hits every set."""
    if not sets:
        return 0.0
    names = sorted(cost)
    at = {name: i for i, name in enumerate(names)}
    rows = numpy.zeros((len(sets), len(names)))
    for row, members in zip(rows, sets):
        row[[at[name] for name in members]] = 1
    costs = numpy.array([cost[name] for name in names])
    found = milp(costs, constraints=LinearConstraint(rows, lb=1), integrality=numpy.ones(len(names)), bounds=Bounds(0, 1))
    assert found.status == 0, found.message
    return found.fun


def breakers(program, money, view):
    for answer in measure(program, "breakers", *view)["answers"]:
        assert answer["proven"], answer
        by_amount = answer["by"] == "amount"
        hops = money.hops if by_amount else list(money.rows)
        cycles = cycles_of(hops)
        if answer["what"] == "hops":
            least = hitting(cycles, {hop: money.stated[hop] if by_amount else 1 for hop in hops})
        else:
            least = all_deals(money, hops, cycles, by_amount)
        same(f"breakers, {answer['what']} by {answer['by']}", answer["least"], least, UNIT if by_amount else 1)


def all_deals(money, hops, cycles, by_amount):
    """A hop is gone when all its deals are: variables for deals and for hops, a hop no larger than each of its deals."""
    of_deal = defaultdict(list)
    for row in (row for of in money.rows.values() for row in of):
        of_deal[row["deal"]].append(row)
    # A deal weighs all that it states, of several hops together too, which may state nothing each.
    amounts = {row["deal"]: money.sum(of_deal[row["deal"]]) for hop in hops for row in money.rows[hop]}
    names = sorted(amounts) + hops
    at = {name: i for i, name in enumerate(names)}
    rows, least = [], []
    for cycle in cycles:
        row = numpy.zeros(len(names))
        row[[at[hop] for hop in cycle]] = 1
        rows.append(row)
        least.append(1)
    for hop in hops:
        for deal in sorted({row["deal"] for row in money.rows[hop]}):
            row = numpy.zeros(len(names))
            row[[at[deal], at[hop]]] = 1, -1
            rows.append(row)
            least.append(0)
    costs = numpy.array([(amounts[name] if by_amount else 1) if isinstance(name, str) else 0 for name in names])
    found = milp(
        costs, constraints=LinearConstraint(numpy.array(rows), lb=least), integrality=numpy.ones(len(names)), bounds=Bounds(0, 1)
    )
    assert found.status == 0, found.message
    return found.fun


def balanced(matrix):
    """Circular Directional Flow Decomposition: the circular amount of every hop."""
    left, circular = matrix.copy(), numpy.zeros_like(matrix)
    while True:
        parts = networkx.strongly_connected_components(networkx.DiGraph(left))
        parts = [sorted(part) for part in parts if len(part) > 1]
        if not parts:
            return circular
        for part in parts:
            inside = left[numpy.ix_(part, part)]
            chain = inside / inside.sum(axis=1, keepdims=True)
            law = stationary(chain)
            going = law[:, None] * chain
            ratio = numpy.where(going > 0, inside / numpy.where(going > 0, going, 1), numpy.inf)
            going *= ratio.min()
            rest = inside - going
            rest[ratio <= ratio.min() * (1 + 1e-12)] = 0
            left[numpy.ix_(part, part)] = rest
            circular[numpy.ix_(part, part)] += going


def stationary(chain):
    system = numpy.vstack([chain.T - numpy.eye(len(chain)), numpy.ones(len(chain))])
    return numpy.linalg.lstsq(system, numpy.r_[numpy.zeros(len(chain)), 1], rcond=None)[0]


def companies(program, money, view):
    document = measure(program, "companies", *view, "--top", "1000")
    matrix = money.matrix()
    pays, is_paid = matrix.sum(axis=1), matrix.sum(axis=0)
    size = numpy.maximum(pays, is_paid)
    some = size > 0
    spent = matrix[numpy.ix_(some, some)] / size[some, None]
    returns = numpy.zeros(len(size))
    returns[some] = 1 - 1 / numpy.linalg.inv(numpy.eye(some.sum()) - spent).diagonal()
    same("cycling index", document["cycling_index"], (size * returns).sum() / size.sum(), 1)
    circular = balanced(matrix)
    total = money.circulation()
    said = {company["company"]: company for company in document["companies"]}
    assert set(said) == {c for c, s in zip(money.companies, size)}, "companies"
    for number, company in enumerate(money.companies):
        found = said[company]
        # What nobody stated is not nothing.
        for name, side, amount in (("pays", 0, pays[number]), ("is_paid", 1, is_paid[number])):
            unknown = amount == 0 and any(hop[side] == company for hop in money.rows)
            same(f"{company} {name}", found[name], None if unknown else amount)
        weights = [float(payer == company) for payer, _ in money.hops]
        high = money.optimum(weights, least=total - 1e-9)
        low = -money.optimum(-numpy.array(weights), least=total - 1e-9)
        same(f"{company} through, high", found["through"]["high"], high)
        same(f"{company} through, low", found["through"]["low"], low)
        for name, whole, going in (("share_out", pays, circular.sum(axis=1)), ("share_in", is_paid, circular.sum(axis=0))):
            if whole[number] > 0:
                same(f"{company} {name}", found[name]["high"], high / whole[number], 1)
                same(f"{company} balanced {name}", found["balanced"][name], going[number] / whole[number], 1)
        same(f"{company} balanced", found["balanced"]["circular"], circular.sum(axis=1)[number])
        if pays[number] > 0:
            back = there_and_back(money, company)
            same(f"{company} can come back", found["can_come_back"], back)
            same(f"{company} pro rata", found["pro_rata_return"], returns[number], 1)


def there_and_back(money, company):
    """The most of a company's payments that can flow back to it, the company being cut in two."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(["out", "in"])
    for (payer, payee), amount in zip(money.hops, money.amounts):
        # Whole thousands of dollars: networkx wants integers to be exact.
        graph.add_edge("out" if payer == company else payer, "in" if payee == company else payee, capacity=round(amount * 1e6))
    return networkx.maximum_flow_value(graph, "out", "in") / 1e6


def loops(program, money, view):
    document = measure(program, "loops", *view, "--top", "10000")
    matrix = money.matrix()
    circular = balanced(matrix)
    coefficients = {}
    for part in networkx.strongly_connected_components(networkx.DiGraph(circular)):
        part = sorted(part)
        inside = circular[numpy.ix_(part, part)]
        if len(part) < 2:
            continue
        chain = inside / inside.sum(axis=1, keepdims=True)
        laplacian = numpy.eye(len(part)) - chain

        def minor(without):
            kept = [i for i in range(len(part)) if i not in without]
            return numpy.linalg.det(laplacian[numpy.ix_(kept, kept)])

        whole = sum(minor({k}) for k in range(len(part)))
        for cycle in networkx.simple_cycles(networkx.DiGraph(inside)):
            names = [money.companies[part[i]] for i in cycle]
            start = names.index(min(names))
            weight = math.prod(chain[a, b] for a, b in zip(cycle, cycle[1:] + cycle[:1]))
            coefficients["/".join(names[start:] + names[:start])] = inside.sum() * weight * minor(set(cycle)) / whole
    said = {loop["id"]: loop["amount"] for loop in document["loops"]}
    assert set(said) == set(coefficients), set(said) ^ set(coefficients)
    for loop, amount in coefficients.items():
        same(loop, said[loop], amount)
    total = sum(coefficients.values())
    divergence = numpy.maximum(matrix.sum(axis=0) - matrix.sum(axis=1), 0).sum()
    same("loops together", document["total"], total)
    same("throughput share", document["throughput_share"], total / (total + divergence), 1)
    same("effective loops", document["effective_loops"], total**2 / sum(c**2 for c in coefficients.values()), 1)
    same("balanced circulation", document["circular"], circular.sum())


def outside(program, money, view):
    document = measure(program, "outside", *view, "--top", "1000")
    part = {}
    for number, nodes in enumerate(networkx.strongly_connected_components(networkx.DiGraph(list(money.rows)))):
        part.update(dict.fromkeys(nodes, number))
    total = money.circulation()
    for company in document["companies"]:
        name = company["company"]
        of = {hop: amount for hop, amount in money.stated.items() if hop[1] == name}
        alone = [row for hop in of if part[hop[0]] != part[name] for row in money.rows[hop]]
        same(f"{name} on no loop", company["on_no_loop"]["stated"] or 0, money.sum(alone))
        weights = numpy.array([float(payer == name) for payer, _ in money.hops])
        if sum(of.values()) > 0:
            high = money.optimum(weights, least=total - 1e-9)
            same(f"{name} cannot go round", company["cannot_go_round"]["low"], sum(of.values()) - high)


def touch(program, money, view):
    document = measure(program, "touch", *view, "--top", "1000")
    every = list(money.loops())
    same("loops", document["loops"], len(every), 1)
    for company in document["companies"]:
        name = company["company"]
        through = sum(any(name in hop for hop in hops) for hops in every)
        same(f"loops through {name}", company["loops_through"], through, 1)
        left = len(every) - through
        if left != company["loops_left"]:
            # Another record of the same money may stand where one between this company and somebody stood.
            asked = money.projection.view
            other = replace(asked, without=(*asked.without, name))
            left = sum(1 for _ in Money(Projection(money.projection.register, other)).loops())
        same(f"loops left without {name}", company["loops_left"], left, 1)
        touched = money.sum(row for hop, of in money.rows.items() if name in hop for row in of)
        same(f"touched by {name}", company["touched"]["stated"] or 0, touched)
    for deal in document["deals"]:
        gone = 0
        for hops in every:
            empty = any(all(row["deal"] == deal["deal"] for row in money.rows[hop]) for hop in hops)
            gone += empty or not money.funds(hops, without=deal["deal"])
        same(f"loops left without {deal['deal']}", deal["loops_left"], len(every) - gone, 1)


def time(program, money, view):
    document = measure(program, "time", *view)
    days = {hop: sorted(last_day(row["since"]) for row in of) for hop, of in money.rows.items()}

    def in_order(hops):
        at = datetime.date.min
        for hop in hops:
            at = next((day for day in days[hop] if day >= at), None)
            if at is None:
                return False
        return True

    every = list(money.loops())
    ordered = sum(any(in_order(hops[i:] + hops[:i]) for i in range(len(hops))) for hops in every)
    same("loops in time", document["count"], len(every), 1)
    same("loops in order of time", document["in_order"], ordered, 1)


def firmness(program, money, view):
    document = measure(program, "firmness", *view)
    rows = [row for of in money.rows.values() for row in of]
    for name, rung in [("all", None)] + [(rung, rung) for rung in RUNGS]:
        of = [row for row in rows if rung in (None, row["status"])]
        if rung is None:
            sums = [document["of_all"]["all"]]
        else:
            sums = [line["all"] for line in document["rungs"] if line["of"] == "all" and line["status"] == rung]
        same(f"{name} stated", sum(s["stated"] or 0 for s in sums), money.sum(of))
        same(f"{name} deals", sum(len(s["deals"]) for s in sums), len({row["deal"] for row in of}), 1)


def exposure(program, money, view):
    document = measure(program, "exposure", *view, "--top", "1000")
    for pair in document["pairs"]:
        hop = pair["investor"], pair["company"]
        put = [r for r in money.rows[hop] if r["family"] == "investment" and not r["in_kind"]]
        back = [r for r in money.rows.get(hop[::-1], []) if r["family"] == "purchase"]
        around = pair["comes_back_at_most"]
        if around is not None and around["stated"] is not None:
            graph = networkx.DiGraph([("put in", pair["company"], {"capacity": round(money.sum(put) * 1e6)})])
            graph.add_node(pair["investor"])
            for (payer, payee), rows in money.rows.items():
                bought = money.sum(r for r in rows if r["family"] == "purchase")
                if bought:
                    graph.add_edge(payer, payee, capacity=round(bought * 1e6))
            same(f"{hop} comes back", around["stated"], networkx.maximum_flow_value(graph, "put in", pair["investor"]) / 1e6)


def clearing(program, money, view):
    """All that is owed; who owes how much is looked at in counted.debts."""
    document = measure(program, "clearing", *view, "--top", "1000")
    owed = [row for of in money.rows.values() for row in of if row["kind"] == "debt" or row["family"] == "purchase"]
    same("owed", document["owed"], money.sum(owed))


def levels(program, money, view):
    document = measure(program, "levels", *view, "--top", "1000")
    matrix = money.matrix()
    into, out = matrix.sum(axis=0), matrix.sum(axis=1)
    system = numpy.diag(into + out) - matrix - matrix.T
    height = numpy.linalg.lstsq(system, into - out, rcond=None)[0]
    for part in networkx.weakly_connected_components(networkx.DiGraph(matrix)):
        part = sorted(part)
        height[part] -= height[part].min()
    for company in document["companies"]:
        same(f"level of {company['company']}", company["level"], height[money.companies.index(company["company"])], 1)
    spread = (matrix * (height[None, :] - height[:, None] - 1) ** 2).sum()
    same("incoherence", document["incoherence"], spread / matrix.sum(), 1)


def null(program, money, view):
    """Digraphs with the same degrees, by swaps of two arcs and by turning triangles round, each proposal as likely back."""
    document = measure(program, "null", *view)
    at = {company: i for i, company in enumerate(money.companies)}
    arcs = [(at[payer], at[payee]) for payer, payee in money.rows]
    there = numpy.zeros((len(at),) * 2, dtype=int)
    there[tuple(zip(*arcs))] = 1
    chance = random.Random(7)
    counts = []
    for _ in range(300):
        for _ in range(6 * len(arcs)):
            i, j = chance.randrange(len(arcs)), chance.randrange(len(arcs))
            (a, b), (c, d) = arcs[i], arcs[j]
            if i != j and a != d and c != b and not there[a, d] and not there[c, b]:
                there[a, b] = there[c, d] = 0
                there[a, d] = there[c, b] = 1
                arcs[i], arcs[j] = (a, d), (c, b)
            a, b = arcs[chance.randrange(len(arcs))]
            c = chance.randrange(len(at))
            if there[b, c] and there[c, a] and not (there[b, a] or there[c, b] or there[a, c]):
                for old in ((a, b), (b, c), (c, a)):
                    there[old], there[old[::-1]] = 0, 1
                    arcs[arcs.index(old)] = old[::-1]
        counts.append((numpy.trace(there @ there) / 2, numpy.trace(there @ there @ there) / 3))
    counts = numpy.array(counts)
    seen = numpy.zeros((len(at),) * 2, dtype=int)
    seen[tuple(zip(*((at[payer], at[payee]) for payer, payee in money.rows)))] = 1
    observed = {2: numpy.trace(seen @ seen) / 2, 3: numpy.trace(seen @ seen @ seen) / 3}
    for length in document["lengths"]:
        column = counts[:, length["length"] - 2]
        same(f"loops of {length['length']}", length["observed"], observed[length["length"]], 1)
        # Both means are of samples: they may differ by five of their standard errors.
        error = 5 * column.std(ddof=1) * math.sqrt(1 / len(column) + 1 / document["samples"])
        same(f"chance of {length['length']}", length["mean"], column.mean(), 1, error / max(column.mean(), 1))



FIGURES = (circulation, breakers, companies, loops, outside, touch, time, firmness, exposure, clearing, levels, ladder, null)
