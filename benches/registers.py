"""How long every command takes on registers of a thousand to a million deals: prints a table of benches/README.md.

    python3 benches/registers.py PROGRAM [--sizes 1000,10000,100000] [--deadline 60s]

The registers are random, with a fixed seed: a tenth to a fifth as many companies as deals, of which the n-th is a party in
proportion to 1/n^0.8, so that a few deal with many; six kinds, four statuses, amounts over four orders of magnitude, a tenth
of them not stated. A command that the deadline ended has a `>`, since what it answered is a bound.
"""

import argparse
import bisect
import itertools
import os
import pathlib
import random
import subprocess
import tempfile
import time

KINDS = ["equity", "debt", "cloud", "chips", "services", "lease"]
STATUSES = ["rumoured", "announced", "signed", "closed"]
COMMANDS = [
    ["flows", "--format", "csv"],
    ["check"],
    ["check", "--double-counting"],
    ["loops", "--max-length", "3", "--top", "10"],
    ["loops", "--max-length", "4", "--top", "10"],
    ["loops", "--top", "10"],
    ["loops", "--through", "Company 00005", "--top", "10"],
    ["show", "Company 00005"],
    ["diff", "2024-01-01", "2025-01-01"],
    ["roles"],
    *(["measure", name] for name in ("circulation", "companies", "breakers", "clearing", "exposure", "outside", "touch")),
    *(["measure", name] for name in ("time", "firmness", "sources", "null", "levels", "annual", "loops")),
    ["measure", "ladder", "--every", "year"],
    ["measure", "paths", "Company 00001", "Company 00002"],
    ["export", "graphml"],
    ["map", "--most", "60", "-o", "map.svg"],
    ["report", "-o", "report"],
]


def register(path, deals):
    companies = deals // 5
    chance = random.Random(19)
    weights = list(itertools.accumulate(1 / (rank + 1) ** 0.8 for rank in range(companies)))

    def company():
        return bisect.bisect(weights, chance.random() * weights[-1])

    with path.open("w") as file:
        file.write("payer,payee,kind,amount,date,status,source\n")
        for _ in range(deals):
            payer = payee = company()
            while payee == payer:
                payee = company()
            amount = "" if chance.random() < 0.1 else f"{chance.lognormvariate(3, 1.5):.1f}m"
            date = f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            words = chance.choice(KINDS), amount, date, chance.choice(STATUSES), f"Register of {chance.randint(1, 50)}"
            file.write(f"Company {payer:05},Company {payee:05},{','.join(words)}\n")


def measured(command, folder):
    """Seconds of a clock, seconds of all cores, megabytes at the most, and how it ended."""
    began = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, cwd=folder)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--deadline", default="60s")
    parser.add_argument("--only", help="commands with this word alone")
    args = parser.parse_args()
    program, sizes = args.program.resolve(), [int(size) for size in args.sizes.split(",")]
    print("| command | " + " | ".join(f"{size:,}: s | CPU s | MB" for size in sizes) + " |")
    print("|---|" + "--:|--:|--:|" * len(sizes))
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            register(pathlib.Path(folder) / f"{size}.csv", size)
        for command in COMMANDS:
            if args.only and args.only not in command:
                continue
            cells = []
            for size in sizes:
                asked = [program, *command, "--data", f"{size}.csv", "--deadline", args.deadline]
                clock, cpu, memory, code = measured(asked, folder)
                # 3: a limit ended it, and it says so.
                mark = {0: "", 3: "> "}.get(code, f"code {code}: ")
                cells.append(f"{mark}{clock:.2f} | {cpu:.2f} | {memory:.0f}")
            print(f"| `{' '.join(command)}` | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
