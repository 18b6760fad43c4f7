"""Validates files and outputs against the program's own schemas, with a validator that is not the program's own.

Usage: schemas.py PROGRAM. Needs `jsonschema`.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = sys.argv[1]

PAYMENTS = pathlib.Path(tempfile.gettempdir()) / "roundtrip-schemas-payments.csv"
PAYMENTS.write_text("from,to,time,amount\na,b,2026-01-02,9900\nb,c,2026-01-03,9850\nc,a,2026-01-05,9800.5\na,c,2026-01-09,120\n")

EDGES = pathlib.Path(tempfile.gettempdir()) / "roundtrip-schemas-edges.csv"
EDGES.write_text("src,dst\na,b\nb,a\n")
TIMED = pathlib.Path(tempfile.gettempdir()) / "roundtrip-schemas-timed.csv"
TIMED.write_text("src,dst,time\na,b,1\nb,a,2\n")
MIXED = pathlib.Path(tempfile.gettempdir()) / "roundtrip-schemas-mixed.csv"
MIXED.write_text("src,dst,date,amount,currency\na,b,2026-01-02,1,EUR\nb,a,2026-01-03,2,EUR\nb,a,2026-01-04,2,USD\n")
MORE = pathlib.Path(tempfile.gettempdir()) / "roundtrip-schemas-more.csv"
MORE.write_text("src,dst,date,amount,currency\na,b,2026-01-05,1,EUR\n")

THEIRS = pathlib.Path(tempfile.gettempdir()) / "roundtrip-schemas-theirs.csv"
THEIRS.write_text(
    "payer,payee,kind,amount,date,status,source\n"
    "Google,Anthropic,equity,up to 2bn,2023-10-27,closed,https://example.org/1\n"
    "Amazon Web Services Inc,Anthropic,equity,8bn,2024-11-22,announced,https://example.org/2\n"
    "OpenAI,AMD,warrant,?,2025-10-06,announced,https://example.org/3\n"
    "SpaceX / xAI,Nobody Known,cloud,1bn,2025-10-06,announced,https://example.org/4\n"
    "Nvidia,Figure AI,equity,?,2024-02-29,closed,https://example.org/5\n"
)

# Views in which different keys are there, or are null.
VIEWS = [
    [],
    ["--status", "signed"],
    ["--as-of", "2025-12-17"],
    ["--data", "tests/data/small.toml"],
    ["--include", "contingent", "--without", "openai"],
]
# Each output of which there is a schema: what `schema` calls it, and commands that print such documents.
OUTPUTS: dict[str, list[list[str]]] = {
    "loops": [["loops", *view] for view in VIEWS]
    + [["loops", "--class", "any", "--max-length", "3"], ["loops", "--by", "deal", "--max-length", "2"]],
    "flows": [["flows", *view] for view in [*VIEWS, ["--level", "asset"], ["--from", "openai", "--to", "oracle"], ["--to", "openai"],
                                             ["--from", "oracle", "--to", "openai"]]],
    "show": [
        ["show", what]
        for what in ["amazon/openai", "amd/crusoe", "openai/oracle", "oracle/meta", "nvidia/openai/oracle", "openai", "nvidia", "aws", "mi450", "oai_aws_38b", "oai_oracle_300b",
                     "amzn_oai_equity_talks_2025", "article_a3", "fool_oracle_rpo"]
    ],
    "check": [["check"], ["check", "--data", "tests/data/small.toml"]],
    "double-counting": [["check", "--double-counting"], ["check", "--double-counting", "--as-of", "2025-12-17"]],
    "stale": [["check", "--stale"], ["check", "--stale=30", "--as-of", "2025-12-17"]],
    "rights": [["rights"], ["rights", "--as-of", "2025-12-17"]],
    "roles": [["roles"], ["roles", "--of", "nvidia"], ["roles", "--all"]],
    "diff": [["diff", "2025-12-17", "2026-06-30"], ["diff", "2026-06-30", "2025-12-17", "--status", "signed"]],
    "reconcile": [
        ["reconcile", "shipped", "tests/data/small.toml"],
        ["reconcile", "tests/data/small.toml", "shipped"],
        ["reconcile", "shipped", str(THEIRS)],
        ["reconcile", str(THEIRS), "shipped"],
    ],
    "scan": [["scan", str(PAYMENTS), *more] for more in [[], ["--count"], ["--top", "1", "--by", "amount"], ["--bundle"]]]
    + [["scan", str(EDGES)], ["scan", str(TIMED)], ["scan", str(MIXED)], ["scan", str(MIXED), str(MORE)]],
}
for what in ["entities", "deals", "sources", "kinds"]:
    OUTPUTS[f"list {what}"] = [["list", what], ["list", what, "tests/data/small.toml"]]
FACTS = ["--data", "tests/data/facts.toml"]
for what in ["figures", "customers"]:
    OUTPUTS[f"list {what}"] = [["list", what], ["list", what, "tests/data/facts.toml"]]
OUTPUTS["show"] += [["show", what, *FACTS] for what in ["rent", "cloud", "lab", "page"]]
MEASURES = ["annual", "assets", "backlog", "breakers", "circulation", "clearing", "companies", "exposure", "firmness", "ladder",
            "levels", "loops", "null", "outside", "ownership", "sources", "time", "touch"]
for measure in MEASURES:
    # The ladder has a line for every status, and refuses to take one.
    views = [view for view in VIEWS[:4] if measure != "ladder" or "--status" not in view]
    OUTPUTS[f"measure {measure}"] = [["measure", measure, *view] for view in views]
OUTPUTS["measure paths"] = [["measure", "paths", "nvidia", "oracle", "--max-length", "3", *view] for view in VIEWS[:3]]
OUTPUTS["measure circulation"].append(["measure", "circulation", "--through", "nvidia"])
OUTPUTS["measure circulation"].append(["measure", "circulation", "--through", "nvidia,openai"])
OUTPUTS["measure annual"].append(["measure", "annual", "--of", "oracle"])
OUTPUTS["measure ladder"].append(["measure", "ladder", "--every", "quarter", "--from", "2025-01"])
OUTPUTS["measure clearing"].append(["measure", "clearing", "--default", "openai", "--recovery", "0.4"])
OUTPUTS["measure clearing"].append(["measure", "clearing", "--default", "openai", "--recovery", "0,0.5", "--salvage", "1,0.5"])
OUTPUTS["measure exposure"].append(["measure", "exposure", "--of", "amazon"])
OUTPUTS["measure firmness"].append(["measure", "firmness", "--of", "openai"])
OUTPUTS["measure backlog"].append(["measure", "backlog", "--of", "microsoft"])
OUTPUTS["measure outside"].append(["measure", "outside", "--of", "openai"])
OUTPUTS["measure sources"].append(["measure", "sources", "--of", "openai"])
CLAIMS = ["--data", "tests/data/claims.toml"]
OUTPUTS["measure sources"].append(["measure", "sources", *CLAIMS])
OUTPUTS["show"] += [["show", what, *CLAIMS] for what in ["order", "maker"]]
OUTPUTS["measure assets"].append(["measure", "assets", "--of", "nvidia"])


def run(*words: str, fine: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, cwd=ROOT)
    if done.returncode not in fine:
        sys.exit(f"ci: roundtrip {' '.join(words)} ends with {done.returncode}: {done.stderr}")
    return done.stdout


def outputs(name: str) -> list:
    return [json.loads(run(*words, "--format", "json", fine=(0, 3))) for words in OUTPUTS[name]]


def plain(value: object) -> object:
    """TOML as JSON: a date becomes the text of it."""
    return json.loads(json.dumps(value, default=str))


def main() -> None:
    from jsonschema import Draft202012Validator

    def validator(name: str) -> Draft202012Validator:
        schema = json.loads(run("schema", *name.split()))
        Draft202012Validator.check_schema(schema)
        return Draft202012Validator(schema)

    def errors(name: str, check: Draft202012Validator, document: object) -> list[str]:
        return [f"{name}: at {error.json_path}: {error.message[:300]}" for error in check.iter_errors(document)]

    found: list[str] = []
    register = validator("register")
    files = sorted((ROOT / "data").rglob("*.toml"))
    if len(files) < 30:
        sys.exit("ci: the shipped register was not found")
    for path in files:
        found += errors(str(path), register, plain(tomllib.loads(path.read_text())))

    # A schema that lets everything through is of no use: files with these faults must be refused.
    for name in ["unknown-key", "missing-key", "unknown-word", "wrong-type", "bad-date", "bad-id", "bad-url", "bad-number"]:
        text = (ROOT / "tests" / "ui" / f"{name}.toml").read_text()
        if not errors(name, register, plain(tomllib.loads(text))):
            found.append(f"tests/ui/{name}.toml is let through by the schema")

    scenario = validator("scenario")
    sound = {"title": "what if", "deal": [{"id": "a", "drop": True}, {"id": "b", "status": "signed", "amount": "1B"}]}
    found += errors("a sound scenario", scenario, sound)
    for wrong in [{"deal": [{"id": "a"}]}, {"deal": [{"status": "signed"}]}, {"deals": []}]:
        if not errors("a scenario", scenario, wrong):
            found.append(f"the schema of a scenario lets {wrong} through")

    for name, commands in OUTPUTS.items():
        check = validator(name)
        for words, document in zip(commands, outputs(name), strict=True):
            found += errors(" ".join(words), check, document)
            if not errors("it", check, document | {"no_such_key": 1}):
                found.append(f"the schema of `{name}` lets any key through")

    # Whoever adds a schema adds a command that prints such a document.
    listed = {line.removeprefix("roundtrip schema ").strip() for line in run("schema").splitlines()}
    for name in sorted(listed - {"register", "scenario"} - set(OUTPUTS)):
        found.append(f"no output is validated against `schema {name}`")

    print("\n".join(found))
    if found:
        sys.exit(1)
    print(f"{len(files)} files of the register and {sum(map(len, OUTPUTS.values()))} outputs are as their schemas say")


if __name__ == "__main__":
    main()
