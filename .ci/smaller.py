"""Makes a register that shows a disagreement smaller, for as long as it still shows one."""

import random_registers
from counted import Failed, Said
from projection import Projection, Register

LINKS = ["overlaps", "supersedes", "tranche_of", "part_of", "round", "no_arc", "confirmation", "on_behalf_of"]


def smallest(program, tables, view, check, path):
    """As lines to print: the tables of the smallest register, and what differs in it."""
    again = True
    while again:
        again = False
        for one in smaller(tables):
            if differs(program, one, view, check, path):
                tables, again = one, True
                break
    found = differs(program, tables, view, check, path)
    lines = [f"smallest register, {' '.join(view.flags())}:"] if found else []
    for name, table in tables if found else ():
        if name == "deal" or len(table) > 2:
            keys = {key: value for key, value in table.items() if key != "cite"}
            lines.append("    " + ", ".join(f"{key} = {random_registers.written(value)}" for key, value in keys.items()))
    return lines + [f"    ! {line}" for line in found[:3]]


def differs(program, tables, view, check, path):
    said = Said()
    try:
        path.write_text(random_registers.text(tables))
        check(program, str(path), Projection(Register.read(path), view), said)
    except (Failed, KeyError, ValueError):
        # A link that leads nowhere, or nothing left: no register.
        return []
    return said.wrong


def smaller(tables):
    for at in range(len(tables)):
        yield tables[:at] + tables[at + 1 :]
    for at, (name, table) in enumerate(tables):
        for one in simpler(table) if name == "deal" else ():
            yield tables[:at] + [(name, one)] + tables[at + 1 :]


def simpler(deal):
    for key in LINKS:
        if key in deal:
            yield {other: value for other, value in deal.items() if other != key}
    for key in ("history", "payer"):
        for at in range(len(deal[key]) if isinstance(deal[key], list) and len(deal[key]) > 1 else 0):
            yield {**deal, key: deal[key][:at] + deal[key][at + 1 :]}
    if deal["amount"] != "10B":
        yield {**deal, "amount": "10B"}
