"""Recomputes what the program prints from the files of registers: the shipped one, the audit's, and some by chance.

Usage: figures.py PROGRAM. Prints every disagreement with the smallest register that shows it, and ends with exit code 1.
"""

import datetime
import pathlib
import random
import sys
import tempfile
from dataclasses import replace

import counted
import inputs
import measures
import random_registers
import words
from counted import Failed, Said
from projection import RUNGS, Projection, Register, View
from smaller import smallest

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent / "data"
SEED = 20260630
REGISTERS = 300
"""How many registers by chance. All stand in one file, but for what depends on all of a register."""


def main():
    program = sys.argv[1]
    wrong = 0
    for part in (shipped, shipped_days, audited, by_chance, one_by_one, in_words):
        said, lines = Said(), []
        try:
            lines = part(program, said)
        except Failed as error:
            said.equal(part.__name__, str(error), "an answer")
        print(f"{part.__doc__.splitlines()[0]} {said.compared} figures, {len(said.wrong)} differ", flush=True)
        for line in said.wrong[:20] + lines:
            print(f"    {line}", flush=True)
        wrong += len(said.wrong)
    sys.exit(f"{wrong} figures differ" if wrong else 0)


def shipped(program, said):
    """Every figure of the shipped register."""
    register, measures.said = Register.read(DATA), said
    today = register.as_of
    for view in (
        View(today),
        View(datetime.date(2025, 12, 17)),
        View(today, rung="signed"),
        View(today, contingent=True, without=("openai",)),
    ):
        projection = Projection(register, view)
        for check in (counted.arcs, counted.sums, counted.debts):
            check(program, str(DATA), projection, said)
        counted.circulation(program, str(DATA), projection, said)
        formed = counted.loops(program, str(DATA), projection, said)
        counted.months(program, str(DATA), projection, said, formed)
        for figure in measures.FIGURES:
            figure(program, measures.Money(projection), view.flags())
    return []


def shipped_days(program, said):
    """Rows, loops and comparisons of the shipped register on days by chance."""
    register, chance = Register.read(DATA), random.Random(SEED)
    companies = ["xai", "openai", "scale_ai", "nscale", "anthropic", "nvidia"]
    days = [day for day in register.days() if day <= register.as_of]
    for number in range(24):
        view = some_view(register, chance, days)
        projection = Projection(register, view)
        counted.arcs(program, str(DATA), projection, said)
        if number % 4 == 0:
            plain = View(view.day, rung=view.rung)
            counted.loops(program, str(DATA), Projection(register, plain), said, chance.choice(companies))
            other = View(chance.choice(days), rung=view.rung)
            both = sorted([plain, other], key=lambda one: one.day)
            counted.compared_days(program, str(DATA), register, both, said, chance.choice(companies))
    return []


def some_view(register, chance, days):
    """A view by chance: on a day on which something happens, or one between."""
    day = chance.choice(days)
    if chance.random() < 0.4:
        day = min(day + datetime.timedelta(days=chance.randrange(1, 9)), register.as_of)
    kinds = sorted({deal["kind"] for deal in register.deals.values()})
    live = [deal for deal in sorted(register.deals) if any(step.get("status") in RUNGS for step in register.deals[deal]["history"])]
    return View(
        day,
        rung=chance.choice(RUNGS[:1] * 3 + RUNGS[2:]),
        level=chance.choice(["company", "company", "asset"]),
        kinds=tuple(chance.sample(kinds, 4)) if chance.random() < 0.15 else (),
        without=tuple(chance.sample(live, 2)) if chance.random() < 0.2 else (),
        assume=((chance.choice(live), chance.choice(RUNGS)),) if chance.random() < 0.2 else (),
        contingent=chance.random() < 0.25,
    )


def audited(program, said):
    """The audit's smallest inputs, with the figures that are right."""
    for check in inputs.CHECKS:
        try:
            check(program, said)
        except Failed as error:
            said.equal(check.__name__, str(error), "an answer")
    return []


def by_chance(program, said):
    """Registers by chance, all in one file: rows, sums, debts and loops."""
    tables = [random_registers.of(SEED + number, f"r{number}_") for number in range(REGISTERS)]
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "register.toml"
        path.write_text(random_registers.text([table for one in tables for table in one]))
        register = Register.read(path)
        lines = []
        for number, view in enumerate(chance_views(register, chance, folder)):
            projection = Projection(register, view)
            checks = [counted.arcs] + ([counted.sums, counted.debts] if number < 4 else [])
            checks += [counted.loops] if number < 2 and view.level == "company" else []
            for check in checks:
                of = Said()
                check(program, str(path), projection, of)
                said.compared += of.compared
                said.wrong += of.wrong
                lines += smaller_ones(program, tables, view, check, of, folder)
    return lines


def chance_views(register, chance, folder):
    days = [datetime.date(2025, 12, 31), datetime.date(2025, 6, 30), datetime.date(2025, 8, 9)]
    yield View(days[0])
    yield View(days[1], rung="announced")
    yield View(days[2], contingent=True)
    yield View(days[0], rung="signed")
    scenario = pathlib.Path(folder) / "scenario.toml"
    scenario.write_text(supposed(register, chance))
    for number in range(10):
        yield View(
            scenario=str(scenario) if number % 3 == 1 else None,
            assume=tuple((deal, chance.choice(RUNGS + ["lapsed"])) for deal in some(register, chance)) if number % 3 == 2 else (),
            day=datetime.date(2025, 1, 10) + datetime.timedelta(days=chance.randrange(300)),
            rung=chance.choice(RUNGS),
            level=chance.choice(["company", "asset"]),
            kinds=tuple(chance.sample(random_registers.PAYING + random_registers.BUYING, 4)) if chance.random() < 0.3 else (),
            contingent=chance.random() < 0.3,
            without=tuple(some(register, chance)) if chance.random() < 0.3 else (),
        )


def some(register, chance):
    """Some of the deals that the view of every day knows."""
    return chance.sample(sorted(register.deals), REGISTERS // 2)


def supposed(register, chance):
    """A scenario in which some deals have another status or amount, or do not exist."""
    lines = []
    for deal in some(register, chance):
        what = chance.choice(['drop = true', 'status = "signed"', 'status = "lapsed"', 'amount = "7B"', 'amount = "?"', 'amount = "<=30B"'])
        lines += ["[[deal]]", f'id = "{deal}"', what, ""]
    return "\n".join(lines)


def smaller_ones(program, tables, view, check, of, folder):
    """The first disagreements, each in the smallest register that has one."""
    path = pathlib.Path(folder) / "smaller.toml"
    names = []
    for line in of.wrong:
        number = next((int(word[1:].split("_")[0]) for word in line.replace("/", " ").split() if is_ours(word)), None)
        names += [number] if number is not None and number not in names else []
    lines = []
    for number in names[:4]:
        tables_of = random_registers.of(SEED + number, f"r{number}_")
        # A scenario says more than is in one register: then the whole is told.
        ours = f"r{number}_"
        without = tuple(one for one in view.without if one.startswith(ours))
        assume = tuple(one for one in view.assume if one[0].startswith(ours))
        mine = replace(view, without=without, assume=assume)
        lines += smallest(program, tables_of, mine, check, path)
    return lines


def is_ours(word):
    return word[0] == "r" and "_" in word and word[1:].split("_")[0].isdigit()


def one_by_one(program, said):
    """Registers by chance, one by one: what can go round, and the share of it."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "register.toml"
        for number in range(0, REGISTERS, 2):
            tables = random_registers.of(SEED + number)
            view = View(datetime.date(2025, 12, 31), rung=["rumoured", "announced", "signed"][number % 3])
            of = Said()
            try:
                path.write_text(random_registers.text(tables))
                counted.circulation(program, str(path), Projection(Register.read(path), view), of)
            except Failed as error:
                of.equal("an answer", str(error), "an answer")
            said.compared += of.compared
            said.wrong += of.wrong
            if of.wrong and len(lines) < 40:
                lines += smallest(program, tables, view, counted.circulation, path)
    return lines


def in_words(program, said):
    """What must stand in no answer."""
    words.all_told(program, said)
    return []


main()
