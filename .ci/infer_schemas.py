"""Writes docs/schemas/*.json, the JSON Schemas of the program's outputs, from what it prints in several views.

Usage: infer_schemas.py PROGRAM. Run it after a change of a JSON output and read the difference: if a key is gone or has
another type, readers break, and the number in the document's `schema` has to rise. `schemas.py` validates outputs in the gate.
"""

import json
import pathlib
import sys

from schemas import OUTPUTS, outputs, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
KEYS = json.loads((ROOT / ".ci" / "schema_keys.json").read_text())
REGISTER = json.loads(run("schema", "register"))["$defs"]


def words_of(table: str, key: str) -> list[str]:
    return REGISTER[table]["properties"][key]["enum"]


KINDS = [words_of(table, "kind") for table in ["deal", "entity", "source"]]
# Keys of which the words are limited.
WORDS = {
    "kind": KINDS,
    "kinds": KINDS,
    "status": [words_of("history-entry", "status")],
    "mark": [words_of("history-entry", "mark")],
    "confirmation": [words_of("deal", "confirmation")],
    "grant": [words_of("right", "grant")],
    "family": [["investment", "purchase", "contingent", "transfer", "stock", "right"]],
    "class": [["circular-funding", "cross-investment", "reciprocal-trade"]],
    "level": [["company", "asset"]],
}
# Keys that are printed only if something is stopped, which no view above is.
RARE = {
    "loops": {"listed": {"description": "How many loops are in the list, if writing it was stopped at the deadline.", "type": "number"}},
    "measure levels": {"incoherence": {"type": ["number", "null"]}},
}
COMPLETE = {"complete": {"description": KEYS["complete"], "type": "boolean"}}
AMOUNT = {"stated", "low", "high"}


def schema_of(values: list, key: str) -> dict:
    """What all these values are, as a schema."""
    if all(value is None for value in values):
        # Nothing is known of what it may be.
        return {}
    parts = []
    objects = [value for value in values if isinstance(value, dict)]
    lists = [value for value in values if isinstance(value, list)]
    texts = [value for value in values if isinstance(value, str)]
    if objects:
        parts.append(object_of(objects))
    if lists:
        items = [item for value in lists for item in value]
        parts.append({"type": "array", "items": schema_of(items, key)} if items else {"type": "array"})
    if texts:
        parts.append(text_of(texts, key))
    plain = {bool: "boolean", int: "number", float: "number", type(None): "null"}
    types = sorted({plain[type(value)] for value in values if type(value) in plain})
    parts += [{"type": one} for one in types]
    return parts[0] if len(parts) == 1 else {"anyOf": parts}


def text_of(texts: list, key: str) -> dict:
    words = next((words for words in WORDS.get(key, []) if set(texts) <= set(words)), None)
    return {"enum": words} if words else {"type": "string"}


def object_of(objects: list) -> dict:
    if all(set(one) == AMOUNT for one in objects):
        return {"$ref": "#/$defs/amount"}
    keys = list(dict.fromkeys(key for one in objects for key in one))
    if len(keys) > 20 and not set.intersection(*map(set, objects)):
        # Named by companies or years instead of by words of the program.
        return {"type": "object", "additionalProperties": schema_of([v for one in objects for v in one.values()], "")}
    properties = {}
    for key in keys:
        about = {"description": KEYS[key]} if key in KEYS else {}
        properties[key] = about | schema_of([one[key] for one in objects if key in one], key)
    required = [key for key in keys if all(key in one for one in objects)]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


number = {"type": ["number", "null"]}
amount = {
    "description": "An amount in the base currency.",
    "type": "object",
    "additionalProperties": False,
    "required": ["stated", "low", "high"],
    "properties": {
        "stated": {"description": "As stated; null if nothing was stated.", **number},
        "low": {"description": "The least that it can be.", **number},
        "high": {"description": "The most that it can be; null if there is no upper end.", **number},
    },
}
for name in OUTPUTS:
    documents = outputs(name)
    top = object_of(documents)
    top["properties"]["schema"] = {"description": KEYS["schema"], "enum": sorted({one["schema"] for one in documents if "schema" in one})}
    top["properties"] |= RARE.get(name, {})
    top["properties"] = COMPLETE | top["properties"]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:roundtrip:{name.replace(' ', '-')}:1",
        "title": f"What `roundtrip {OUTPUTS[name][0][0]}{' ' + name.split()[1] if ' ' in name else ''} --format json` prints",
    }
    whole = head | top | {"$defs": {"amount": amount}}
    path = ROOT / "docs" / "schemas" / f"{name.replace(' ', '-')}.json"
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    print(path.name, path.stat().st_size)
