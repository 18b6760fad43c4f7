"""What must stand in no answer: amounts rounded past their unit, zeros that nobody stated, words in the wrong number."""

import csv
import io
import pathlib
import re
import subprocess

from inputs import ROUND, Written, register

DATA = str(pathlib.Path(__file__).parent.parent / "data")
MONEY = r"[$€£]"
FORBIDDEN = {
    "an amount that has reached the next unit": re.compile(MONEY + r"1,?000(\.0+)?(k|m|bn)?\b"),
    "a range of two equal ends": re.compile(r"\((" + MONEY + r"[\d.]+\w*) to \1\)"),
    "at most nothing": re.compile(r"undisclosed, at most " + MONEY + r"0(?![.\d])"),
    "one of many": re.compile(r"(?<![\d.,/–-])1 (deals|loops|companies|sources|hops|investors|payers|arcs|claims|obligations|pairs|years|days)\b"),
    "many that is": re.compile(r"\b(0|[2-9]|\d\d+) of \d+ (loop|deal|company|source|hop|investor)\b(?! of)"),
    "an interval of one value": re.compile(r"anywhere within [\d.]+ %"),
    "no number": re.compile(r"\b(nan|NaN|inf)\b"),
}
NOISE = re.compile(r"-?(?=\d*\.\d{11,})[0.]*([1-9]\.?(\d\.?){15,})")
"""More than 15 digits, which no binary fraction holds; exact amounts have at most ten decimals."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DAYS = ("since", "formed_on", "last", "on", "as_of", "closed_on")
READ = [
    ["loops"],
    ["loops", "--level", "asset", "--top", "5"],
    ["flows"],
    ["measure", "circulation"],
    ["measure", "ladder"],
    ["measure", "companies"],
    ["measure", "loops"],
    ["measure", "exposure"],
    ["measure", "firmness"],
    ["measure", "outside"],
    ["measure", "touch"],
    ["measure", "clearing"],
    ["measure", "breakers"],
    ["measure", "annual"],
    ["measure", "time"],
    ["measure", "sources"],
    ["measure", "assets"],
    ["measure", "levels"],
    ["check", "--double-counting"],
    ["roles"],
]
ROUNDING = register(
    ("a1", "equity", "alpha", "beta", "999600000", "2025-01-01 closed"),
    ("a2", "cloud", "beta", "gamma", "999.6B", "2025-02-01 signed"),
    ("a3", "chips", "gamma", "alpha", "999.996", "2025-02-01 signed"),
    ("a4", "chips", "alpha", "gamma", "0.004", "2025-02-01 signed"),
    ("a5", "equity", "gamma", "beta", "1000B..1001B", "2025-02 signed"),
)
NOTHING = register(
    ("one", "equity", "alpha", "beta", "?", "2025-01-01 closed"),
    ("two", "cloud", "beta", "alpha", "?", "2025-02 signed"),
)


def told(program, path, said):
    """Every answer in words, and every CSV."""
    for command in READ:
        for style in ("table", "markdown", "csv"):
            done = subprocess.run([program, *command, "--data", path, "--format", style], capture_output=True, text=True)
            what = " ".join(command)
            if done.returncode not in (0, 3):
                continue
            if style == "csv":
                cells(what, done.stdout, said)
                continue
            for name, pattern in FORBIDDEN.items():
                lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if pattern.search(line)]
                said.equal(f"{what} as {style}: {name}", lines[:2], [])


def cells(what, text, said):
    """Numbers without the noise of binary fractions, and days of one shape."""
    noisy, odd = {}, {}
    for row in csv.DictReader(io.StringIO(text)):
        noisy |= {key: cell for key, cell in row.items() if cell and NOISE.fullmatch(cell)}
        odd |= {key: row[key] for key in DAYS if row.get(key) and not DAY.fullmatch(row[key])}
    said.equal(f"{what} as csv: numbers with noise", noisy, {})
    said.equal(f"{what} as csv: days of another shape", odd, {})


def all_told(program, said):
    told(program, DATA, said)
    for text in (ROUNDING, NOTHING, ROUND):
        with Written(text) as path:
            told(program, path, said)
