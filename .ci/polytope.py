"""What amounts can be when some of them add up to a known sum: sums, circulations and shares over all of it."""

import copy
import itertools

import numpy
from scipy.optimize import linprog

# Amounts are in billions here, so that a solver's tolerance is far below a dollar in a thousand.
UNIT = 1e9


class Amounts:
    """The polytope of a projection: its arcs, the money apart, and the sums that hold them together."""

    def __init__(self, projection):
        p = self.projection = projection
        self.count = len(p.arcs)
        ends = [(arc.value.low, arc.value.high) for arc in p.arcs] + [(value.low, value.high) for value in p.apart]
        self.low = numpy.array([float(low) for low, _ in ends]) / UNIT
        self.high = numpy.array([numpy.inf if high is None else float(high) for _, high in ends]) / UNIT
        self.sums = []
        for number in sorted(p.telling):
            members = [at if kind == "arc" else self.count + at for kind, at in p.flat(number)]
            low, high = p.settled[number]
            self.sums.append((members, float(low) / UNIT, numpy.inf if high is None else float(high) / UNIT))
        self.blocks = self.apart()

    def apart(self):
        """Variables that share no sum with others, each with its sums: what can be looked at by itself."""
        root = list(range(len(self.low)))

        def find(at):
            while root[at] != at:
                at = root[at]
            return at

        for members, _, _ in self.sums:
            for member in members:
                root[find(member)] = find(members[0])
        blocks = {}
        for at in range(len(self.low)):
            blocks.setdefault(find(at), ([], []))[0].append(at)
        for one in self.sums:
            if one[0]:
                blocks[find(one[0][0])][1].append(one)
        return list(blocks.values())

    def held(self):
        """The same with what has no upper end at its least: an amount by itself, or what several share together."""
        other = copy.copy(self)
        other.high, other.sums = self.high.copy(), list(self.sums)
        for members, sums in self.blocks:
            arcs = [member for member in members if member < self.count]
            if not sums:
                other.high[members] = numpy.where(self.high[members] == numpy.inf, self.low[members], self.high[members])
            elif arcs:
                low, high = self.sum(arcs)
                if high is None:
                    other.sums.append((arcs, low / UNIT, low / UNIT))
                    other.high[arcs] = numpy.minimum(other.high[arcs], low / UNIT)
        other.blocks = other.apart()
        return other

    def rows(self, members, sums):
        """The sums as rows of a linear program over some variables: matrix times x is at most the right side."""
        at = {member: number for number, member in enumerate(members)}
        rows, right = [], []
        for inside, low, high in sums:
            row = numpy.zeros(len(members))
            row[[at[member] for member in inside]] = 1
            rows += [-row] + ([row] if high < numpy.inf else [])
            right += [-low] + ([high] if high < numpy.inf else [])
        return numpy.array(rows).reshape(len(rows), len(members)), numpy.array(right)

    def sum(self, arcs):
        """The least and the most that some arcs come to together, in dollars; None if there is no most."""
        arcs, low, high = set(arcs), 0.0, 0.0
        for members, sums in self.blocks:
            weights = numpy.array([float(member in arcs) for member in members])
            if not weights.any():
                continue
            if not sums:
                low, high = low + self.low[members] @ weights, high + self.high[members[0]]
                continue
            rows, right = self.rows(members, sums)
            bounds = numpy.c_[self.low[members], self.high[members]]
            for sign in (1, -1):
                found = linprog(sign * weights, A_ub=rows, b_ub=right + 1e-9, bounds=bounds)
                assert found.status in (0, 3), found.message
                if sign == 1:
                    low += found.fun
                else:
                    high += numpy.inf if found.status == 3 else -found.fun
        return low * UNIT, None if high == numpy.inf else high * UNIT

    def stated(self, arcs):
        """What some arcs state together: a group's own statement where all of it is among them."""
        arcs, groups = set(arcs), self.projection.groups

        def all_in(part):
            kind, at = part
            return at in arcs if kind == "arc" else kind == "group" and all(map(all_in, groups[at].parts))

        def of(part):
            kind, at = part
            if kind == "apart" or (kind == "arc" and at not in arcs):
                return []
            if kind == "arc":
                value = self.projection.arcs[at].value.stated
                return [] if value is None else [value]
            if all_in(part) and self.believed(at):
                return [groups[at].value.stated]
            return [value for inner in groups[at].parts for value in of(inner)]

        inside = {part for group in groups for part in group.parts}
        roots = [("group", at) for at in range(len(groups))] + [("arc", at) for at in sorted(arcs)]
        values = [value for part in roots if part not in inside for value in of(part)]
        return sum(values) if values else None

    def believed(self, group):
        """Whether what a total states can be what its members come to; of one member alone, that says what it is."""
        stated, (low, high) = self.projection.groups[group].value.stated, self.projection.settled[group]
        several = len(list(self.projection.flat(group))) > 1
        return several and stated is not None and low <= stated and (high is None or stated <= high)

    # Circulations. A hop is a pair of companies.

    def hops(self):
        hops = {}
        for at, arc in enumerate(self.projection.arcs):
            hops.setdefault((arc.payer, arc.payee), []).append(at)
        return hops

    def most(self, share=False):
        """The largest circulation, or the largest share of what is paid (Charnes and Cooper), over all amounts."""
        hops, high = self.hops(), self.high
        nodes = sorted({node for hop in hops for node in hop})
        at = {node: number for number, node in enumerate(nodes)}
        n, m = len(hops), len(self.low)
        size = n + m + 1
        equal, below, right = numpy.zeros((len(nodes) + 1, size)), [], []
        for number, ((payer, payee), arcs) in enumerate(hops.items()):
            equal[at[payer], number] -= 1
            equal[at[payee], number] += 1
            row = numpy.zeros(size)
            row[number] = 1
            row[[n + arc for arc in arcs]] = -1
            below.append(row)
        for at_arc in range(m):
            row = numpy.zeros(size)
            row[[n + at_arc, size - 1]] = -1, self.low[at_arc]
            below.append(row)
            if high[at_arc] < numpy.inf:
                row = numpy.zeros(size)
                row[[n + at_arc, size - 1]] = 1, -high[at_arc]
                below.append(row)
        for members, low, top in self.sums:
            row = numpy.zeros(size)
            row[[n + member for member in members]] = -1
            row[-1] = low
            below.append(row)
            if top < numpy.inf:
                row = numpy.zeros(size)
                row[[n + member for member in members]] = 1
                row[-1] = -top
                below.append(row)
        if share:
            equal[-1, n : n + self.count] = 1
        else:
            equal[-1, -1] = 1
        right = numpy.zeros(len(nodes) + 1)
        right[-1] = 1
        weights = numpy.zeros(size)
        weights[:n] = -1
        found = linprog(weights, A_ub=numpy.array(below), b_ub=numpy.zeros(len(below)), A_eq=equal, b_eq=right)
        if found.status == 2 and share:
            return None
        assert found.status in (0, 3), found.message
        return numpy.inf if found.status == 3 else -found.fun

    def vertices(self, most=100_000):
        """Every vertex of the polytope, its arcs alone; None if there are too many. All must have an upper end."""
        parts = []
        for members, sums in self.blocks:
            if members[0] >= self.count and not sums:
                continue
            points = block_vertices(self.low[members], self.high[members], list(self.local(members, sums)))
            parts.append((members, points))
        all_points = numpy.zeros((1, len(self.low)))
        for members, points in parts:
            if len(all_points) * len(points) > most:
                return None
            grown = numpy.repeat(all_points, len(points), axis=0)
            grown[:, members] = numpy.tile(points, (len(all_points), 1))
            all_points = grown
        return all_points[:, : self.count]

    def local(self, members, sums):
        at = {member: number for number, member in enumerate(members)}
        for inside, low, high in sums:
            yield [at[member] for member in inside], low, high

    def allows(self, amounts):
        """Whether hops can come to these amounts, to a thousand dollars in all: by how much some must be missed."""
        hops = self.hops()
        rows, right = self.rows(list(range(len(self.low))), self.sums)
        equal = numpy.zeros((len(hops), len(self.low)))
        for number, arcs in enumerate(hops.values()):
            equal[number, arcs] = 1
        wanted = numpy.array([amounts[hop] for hop in hops])
        # Too little and too much of every hop, and what each sum is missed by.
        missed = numpy.eye(len(hops) * 2 + len(rows))
        of_hops = numpy.hstack([equal, missed[: len(hops)] - missed[len(hops) : 2 * len(hops)]])
        of_sums = numpy.hstack([rows, -missed[2 * len(hops) :]])
        weights = numpy.r_[numpy.zeros(len(self.low)), numpy.ones(len(missed))]
        bounds = numpy.r_[numpy.c_[self.low, self.high], numpy.c_[0 * missed[0], numpy.full(len(missed), numpy.inf)]]
        sums = {"A_ub": of_sums, "b_ub": right} if len(rows) else {}
        found = linprog(weights, A_eq=of_hops, b_eq=wanted, bounds=bounds, **sums)
        assert found.status == 0, found.message
        return found.fun <= 1e-6

    def descended(self, amounts):
        """A low share by Dinkelbach's steps from some amounts: the circulation is concave, so follow its duals down."""
        hops = list(self.hops())
        point = numpy.array([amounts[hop] for hop in hops])
        best = circulation_of(hops, point) / point.sum()
        rows, right = self.rows(list(range(len(self.low))), self.sums)
        bounds = numpy.c_[self.low, self.high]
        at = {hop: number for number, hop in enumerate(hops)}
        arcs = numpy.array([at[arc.payer, arc.payee] for arc in self.projection.arcs])
        for _ in range(30):
            # Above its value everywhere: the circulation's tangent at the point.
            tangent = tangent_of(hops, point)
            weights = numpy.zeros(len(self.low))
            weights[: self.count] = (tangent - best)[arcs]
            found = linprog(weights, A_ub=rows if len(rows) else None, b_ub=right if len(rows) else None, bounds=bounds)
            there = self.per_hop(found.x[None, : self.count])[0]
            lower = circulation_of(hops, there) / there.sum()
            if lower >= best - 1e-9:
                return best
            best, point = lower, there
        return best

    def per_hop(self, points):
        """Amounts of arcs, a row each, as amounts of hops."""
        hops = self.hops()
        matrix = numpy.zeros((self.count, len(hops)))
        for number, arcs in enumerate(hops.values()):
            matrix[arcs, number] = 1
        return points @ matrix


def block_vertices(low, high, sums):
    """The points of a box with sums at which as many bounds or sums are reached as there are variables."""
    n, found = len(low), set()
    # No amount of a sum is larger than the sum.
    for inside, _, top in sums:
        high = high.copy()
        high[inside] = numpy.minimum(high[inside], top)
    if not sums:
        return numpy.array(list(itertools.product(*[sorted({a, b}) for a, b in zip(low, high)])))
    reached = [[None] + sorted({bottom, top} - {numpy.inf}) for _, bottom, top in sums]
    for ends in itertools.product(*reached):
        active = [(inside, end) for (inside, _, _), end in zip(sums, ends) if end is not None]
        for free in itertools.combinations(range(n), len(active)):
            matrix = numpy.array([[float(at in inside) for at in free] for inside, _ in active]).reshape(len(active), len(free))
            if len(free) and abs(numpy.linalg.det(matrix)) < 1e-9:
                continue
            fixed = [at for at in range(n) if at not in free]
            for values in itertools.product(*[sorted({low[at], high[at]}) for at in fixed]):
                point = numpy.zeros(n)
                point[fixed] = values
                if free:
                    point[list(free)] = numpy.linalg.solve(matrix, [end - point[inside].sum() for inside, end in active])
                inside_box = (point >= low - 1e-9).all() and (point <= high + 1e-9).all()
                if inside_box and all(bottom - 1e-9 <= point[i].sum() <= top + 1e-9 for i, bottom, top in sums):
                    found.add(tuple(numpy.round(point, 9)))
    return numpy.array(sorted(found))


def solved(hops, amounts):
    nodes = sorted({node for hop in hops for node in hop})
    at = {node: number for number, node in enumerate(nodes)}
    balance = numpy.zeros((len(nodes), len(hops)))
    for number, (payer, payee) in enumerate(hops):
        balance[at[payer], number] -= 1
        balance[at[payee], number] += 1
    found = linprog(-numpy.ones(len(hops)), A_eq=balance, b_eq=numpy.zeros(len(nodes)), bounds=numpy.c_[0 * amounts, amounts])
    assert found.status == 0, found.message
    return found


def circulation_of(hops, amounts):
    """The largest circulation within some amounts of hops."""
    return -solved(hops, amounts).fun


def tangent_of(hops, amounts):
    """By how much the largest circulation grows with each amount."""
    return -solved(hops, amounts).upper.marginals


def orders(count):
    """All weak orders of some things: to each the number of its place."""
    for places in itertools.product(range(count), repeat=count):
        if set(places) == set(range(max(places, default=-1) + 1)):
            yield places


def circulations(hops, amounts):
    """The largest circulation for each row of amounts of hops: its dual has whole numbers, one for each company."""
    nodes = sorted({node for hop in hops for node in hop})
    at = {node: number for number, node in enumerate(nodes)}
    costs = {
        tuple(max(0, 1 + places[at[payer]] - places[at[payee]]) for payer, payee in hops) for places in orders(len(nodes))
    }
    costs = numpy.array(sorted(costs), dtype=float).reshape(len(costs), len(hops))
    return (amounts @ costs.T).min(axis=1)
