"""Everything that is measured, in one command, side by side: prints the tables of benches/README.md.

    python3 benches/compare.py LEDGERS [--long] [--only WORD]

LEDGERS is a folder with the public ledgers as name.csv.gz and the generator generate.py. Peers are installed from PyPI into
target/bench-python. A peer that needs more than the limit is stopped, and that is said. --long adds what takes the plain
search minutes.
"""

import argparse
import gzip
import itertools
import os
import pathlib
import platform
import random
import subprocess
import sys
import tempfile
import time

LIMIT = 200
ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = {
    # case of the bench: (peer, program)
    "all k10": ["networkx", "rustworkx", "igraph"],
    "all jdkdependency": ["networkx", "rustworkx"],
    "bounded wiki-vote 3": ["networkx", "igraph"],
    "bounded wiki-vote 4": ["igraph"],
    "bounded p2p-gnutella31 5": ["networkx", "igraph"],
}
PROGRAM = """
import csv, gzip, sys, time
peer, name, most = sys.argv[1], sys.argv[2], int(sys.argv[3]) or None
if name == "k10":
    edges = [(a, b) for a in range(10) for b in range(10) if a != b]
else:
    with gzip.open(sys.argv[4] + "/" + name + ".csv.gz", "rt") as file:
        edges = [(int(row[0]), int(row[1])) for row in list(csv.reader(file))[1:]]
    edges = [(a, b) for a, b in edges if a != b]
size = max(max(edge) for edge in edges) + 1
start = time.perf_counter()
if peer == "networkx":
    import networkx
    found = sum(1 for _ in networkx.simple_cycles(networkx.DiGraph(edges), length_bound=most))
elif peer == "rustworkx":
    import rustworkx
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data(edges)
    found = sum(1 for _ in rustworkx.simple_cycles(graph))
else:
    import igraph
    graph = igraph.Graph(size, edges, directed=True)
    found = len(graph.simple_cycles(mode=igraph.OUT, max=most or -1))
print(found, time.perf_counter() - start)
"""
FLOW_PROGRAM = """
import resource, sys
peer, path = sys.argv[1:]
arcs = [tuple(map(int, line.split())) for line in open(path)]
size = max(max(arc[:2]) for arc in arcs) + 1
spent = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_utime
if peer == "networkx":
    import networkx
    graph = networkx.DiGraph()
    for tail, head, most in arcs:
        graph.add_edge(tail, head, capacity=most, weight=-1)
    start = spent()
    found = -networkx.network_simplex(graph)[0]
elif peer == "OR-tools":
    import numpy
    from ortools.graph.python import min_cost_flow
    tails, heads, most = numpy.array(arcs, dtype=numpy.int64).T
    start = spent()
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(tails, heads, most, -numpy.ones(len(arcs), dtype=numpy.int64))
    flow.set_nodes_supplies(numpy.arange(size), numpy.zeros(size, dtype=numpy.int64))
    assert flow.solve() == flow.OPTIMAL
    found = -flow.optimal_cost()
else:
    import numpy, scipy.optimize, scipy.sparse
    tails, heads, most = numpy.array(arcs).T
    each, one = numpy.arange(len(arcs)), numpy.ones(len(arcs))
    start = spent()
    balance = scipy.sparse.csr_array((numpy.r_[one, -one], (numpy.r_[tails, heads], numpy.r_[each, each])), shape=(size, len(arcs)))
    bounds = numpy.c_[0 * one, most]
    found = -scipy.optimize.linprog(-one, A_eq=balance, b_eq=numpy.zeros(size), bounds=bounds, method="highs").fun
print(round(found), spent() - start)
"""


def python():
    """An interpreter with the peers."""
    home = ROOT / "target" / "bench-python"
    program = home / "bin" / "python"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        peers = ["networkx", "rustworkx", "igraph", "numpy", "pandas", "polars", "scipy", "ortools"]
        subprocess.run([program, "-m", "pip", "install", "-q", *peers], check=True)
    return program


def ours(ledgers, only, long):
    """Rows of the Rust bench."""
    cases = ["all", "bounded wiki-vote 3", "bounded wiki-vote 4", "bounded wiki-vote 5", "bounded p2p", "strict", "none"]
    if long:
        cases.append("bounded wiki-vote 6")
    rows = []
    for case in [case for case in cases if only in case]:
        command = ["cargo", "bench", "--quiet", "--bench", "ledgers", "--", str(ledgers), case]
        text = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
        rows += [line.split("\t") for line in text.splitlines()[1:]]
    return rows


def peer(name, case, ledgers):
    """Seconds and loops, or None if it takes too long."""
    words = case.split()
    most = words[2] if len(words) > 2 else "0"
    command = [python(), "-c", PROGRAM, name, words[1], most, str(ledgers)]
    try:
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return None
    found, seconds = done.stdout.split()
    return float(seconds), int(found)


def engine(ledgers, only, long):
    """The table of the engine: ratios say how many times longer the others take than ours on two threads."""
    print("| ledger, problem | loops | plain, s | ours, 1 thread, s | ours, 2 threads, s | counting, s | plain : ours | others : ours |")
    print("|---|--:|--:|--:|--:|--:|--:|---|")
    for case, loops, plain, one, two, count in ours(ledgers, only, long):
        others = []
        for name in PEERS.get(case, []):
            took = peer(name, case, ledgers)
            wrong = "" if took is None or took[1] == int(loops) else f", {took[1]} loops"
            others.append(f"{name} > {LIMIT / float(two):.0f}" if took is None else f"{name} {took[0] / float(two):.0f}{wrong}")
        ratio = float(plain) / float(two)
        print(f"| {case} | {int(loops):,} | {plain} | {one} | {two} | {count} | {ratio:.1f} | {', '.join(others)} |", flush=True)


def measured(command):
    """Wall seconds and peak memory of a process, in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, command
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def growth(ledgers):
    """The table of a growing ledger."""
    subprocess.run(["cargo", "build", "--quiet", "--release"], check=True, cwd=ROOT)
    program = str(ROOT / "target" / "release" / "roundtrip")
    print("\n| rows | polars reads, s | we read, s | strict, 3 d, 8 payments: listing, s | peak, MB |")
    print("|--:|--:|--:|--:|--:|")
    for rows in (100_000, 1_000_000, 10_000_000):
        path = ROOT / "target" / f"aml-{rows}.csv"
        if not path.exists():
            subprocess.run([python(), ledgers / "generate.py", "aml", path, str(rows), "1"], check=True, capture_output=True)
        code = "import polars, sys, time; s = time.perf_counter(); polars.read_csv(sys.argv[1]); print(time.perf_counter() - s)"
        polars = min(float(subprocess.run([python(), "-c", code, path], check=True, capture_output=True, text=True).stdout) for _ in range(3))
        # Nothing is searched: what is left is reading, with all checks.
        read = min(measured([program, "scan", path, "--explain"])[0] for _ in range(3))
        whole, memory = measured([program, "scan", path, "--order", "strict", "--window", "3d", "--max-length", "8"])
        print(f"| {rows:,} | {polars:.2f} | {read:.2f} | {whole:.2f} | {memory:.0f} |", flush=True)


def spent(command, text=False):
    """CPU seconds, wall seconds and output of a process; without `text` the output is thrown away."""
    start = time.perf_counter()
    with open(os.devnull, "wb") as nowhere, tempfile.TemporaryFile() as file:
        child = subprocess.Popen(command, stdout=file if text else nowhere, stderr=nowhere)
        _, status, usage = os.wait4(child.pid, 0)
        assert status == 0, command
        file.seek(0)
        return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, file.read()


def commands(ledgers):
    """The table of whole commands: reading, searching and writing, beside a plain program that does the same."""
    subprocess.run(["cargo", "build", "--quiet", "--release"], check=True, cwd=ROOT)
    built = subprocess.run(["cargo", "bench", "--no-run", "--bench", "ledgers"], check=True, capture_output=True, text=True, cwd=ROOT)
    plain = ROOT / built.stderr.rsplit("(", 1)[1].split(")")[0]
    program = str(ROOT / "target" / "release" / "roundtrip")
    print("\n| whole command | plain, CPU s | ours, 1 thread, CPU s | ours, 2 threads, wall s | plain : ours |")
    print("|---|--:|--:|--:|--:|")
    cases = [
        ("wiki-vote", "none", "5", "count"),
        ("bitcoin-otc", "none", "5", "count"),
        ("collegemsg", "strict", "43200", "count"),
        ("collegemsg", "strict", "43200", "ndjson"),
        ("collegemsg", "strict", "43200", "csv"),
    ]
    for name, order, number, what in cases:
        path = unpacked(ledgers, name)
        flags = ["--order", order, "--max-length" if order == "none" else "--window", number]
        flags += ["--count", "--format", "csv"] if what == "count" else ["--format", what]
        others = spent([plain, "plain", path, order, number, what], what == "count")
        one, two = (spent([program, "scan", path, *flags, "--threads", threads], what == "count") for threads in "12")
        assert what != "count" or one[2] == two[2] == b"length,count\n" + others[2], (name, what)
        case = f"{name} {order} {number}, {what}"
        print(f"| {case} | {others[0]:.2f} | {one[0]:.2f} | {two[1]:.2f} | {others[0] / one[0]:.1f} |", flush=True)
    # Random amounts: of 200 million loops, few keep nine tenths from each payment to the next.
    path = ROOT / "target" / "collegemsg-amounts.csv"
    random.seed(1)
    head, *rows = unpacked(ledgers, "collegemsg").read_text().splitlines()
    path.write_text("\n".join([head + ",amount", *(f"{row},{random.uniform(1, 1000):.2f}" for row in rows)]) + "\n")
    flags = ["--window", "86400", "--keep", "0.9", "--count", "--format", "csv"]
    one, two = (spent([program, "scan", path, *flags, "--threads", threads]) for threads in "12")
    print(f"| collegemsg strict 86400, keep 0.9, count | | {one[0]:.2f} | {two[1]:.2f} | |", flush=True)


def network(hops):
    """A file of a random network with a fifth as many companies: few of them make most deals, and amounts are log-normal."""
    path = ROOT / "target" / f"network-{hops}.txt"
    source = random.Random(1)
    companies = range(hops // 5)
    weights = list(itertools.accumulate((rank + 1) ** -0.8 for rank in companies))
    amounts = {}
    while len(amounts) < hops:
        ends = tuple(source.choices(companies, cum_weights=weights, k=2))
        if ends[0] != ends[1]:
            amounts[ends] = round(10 * source.lognormvariate(3, 1.5)) + 1
    path.write_text("".join(f"{payer} {payee} {amount}\n" for (payer, payee), amount in amounts.items()))
    return path


def flows():
    """The table of the maximum circulation beside other people's minimum-cost flow and linear programmes: CPU seconds."""
    peers = ["networkx", "OR-tools", "scipy HiGHS"]
    print(f"\n| hops | {', s | '.join(peers)}, s | ours, s | best of the others : ours | ranges of all hops, s | of all companies, s |")
    print("|--:|" + "--:|" * (len(peers) + 4))
    for hops in (1_000, 10_000, 100_000):
        path = network(hops)
        bench = ["cargo", "bench", "--quiet", "--bench", "circulations", "--", path]
        text = subprocess.run(bench, check=True, capture_output=True, text=True, cwd=ROOT).stdout
        total, ours, _, ranges, _, companies = map(float, text.split())
        took = []
        for name in peers:
            command = [python(), "-c", FLOW_PROGRAM, name, path]
            try:
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=LIMIT)
            except subprocess.TimeoutExpired:
                took.append(None)
                continue
            found, seconds = map(float, done.stdout.split())
            assert abs(found - total) <= 1e-7 * total, (name, found, total)
            took.append(seconds)
        best = min(seconds for seconds in took if seconds is not None)
        shown = " | ".join(f"> {LIMIT}" if seconds is None else f"{seconds:.3f}" for seconds in took)
        print(f"| {hops:,} | {shown} | {ours:.3f} | {best / max(ours, 1e-3):.1f} | {ranges:.3f} | {companies:.3f} |", flush=True)


def unpacked(ledgers, name):
    """A ledger as text."""
    path = ROOT / "target" / f"{name}.csv"
    path.write_bytes(gzip.decompress((ledgers / f"{name}.csv.gz").read_bytes()))
    return path


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("ledgers", type=pathlib.Path)
    arguments.add_argument("--long", action="store_true")
    arguments.add_argument("--only", default="")
    asked = arguments.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}\n")
    engine(asked.ledgers.resolve(), asked.only, asked.long)
    if asked.only in ("", "command"):
        commands(asked.ledgers.resolve())
    if asked.only in ("", "flow"):
        flows()
    if not asked.only:
        growth(asked.ledgers.resolve())


main()
