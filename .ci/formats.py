"""Reads every export back with the format's own tools and counts entities and deals.

`formats.py PROGRAM FOLDER [FLAGS]`: FOLDER holds exports of one register, each under its format's name.
"""

import collections
import csv
import io
import json
import math
import pathlib
import re
import sqlite3
import subprocess
import sys
import unicodedata

import followthemoney
import igraph
import libcovebods.data_reader
import libcovebods.jsonschemavalidate
import libcovebods.run_tasks
import libcovebods.schema
import libcovebods.config
import networkx
import openpyxl
import requests
from lxml import etree

program, folder, flags = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]


class Nowhere:
    """Stands for the one page that libcovebods asks the network for: a list of organisation schemes."""

    status_code = 200
    text = '{"lists": []}'

    def json(self):
        return {"lists": []}

    def raise_for_status(self):
        pass


requests.get = lambda *args, **kwargs: Nowhere()


def expected():
    """Nodes and edges of the view, from the rows of `flows`: one edge a deal and pair."""
    args = [program, "flows", "--format", "csv", *flags]
    rows = subprocess.run(args, check=True, capture_output=True, text=True).stdout
    # An id that begins with a hyphen is made harmless for spreadsheets by a quote; none begins with a quote.
    rows = [{name: cell.removeprefix("'") for name, cell in row.items()} for row in csv.DictReader(io.StringIO(rows))]
    edges = {(row["deal"], row["payer"], row["payee"]): row for row in rows}
    return {end for row in rows for end in (row["payer"], row["payee"])}, edges


NODES, EDGES = expected()
COUNTS = (len(NODES), len(EDGES))
# Whatever a label holds, every format gives it back.
LABELS = {key: own["label"] for key, own in json.loads((folder / "jgf").read_text())["graph"]["nodes"].items()}


def labels(name, pairs, tidy=lambda text: text):
    found, wanted = dict(pairs), {key: tidy(label) for key, label in LABELS.items()}
    assert found == wanted, f"{name}: labels differ: {sorted(set(found.items()) ^ set(wanted.items()))[:4]}"


def one_line(text):
    return " ".join(text.split())


def harmless(text):
    return "'" + text if text[:1] in "=+-@\t\r'" else text


def same(name, found, wanted=COUNTS):
    assert found == wanted, f"{name}: {found}, and not {wanted}"
    print(f"{name}: {found[0]} entities, {found[1]} edges")


def edge_names(triples):
    return {f"{deal}.{payer}.{payee}" for deal, payer, payee in triples}


def amounts(name, pairs):
    """Amounts by the id of their edge: those that are stated are equal, the others are not there."""
    wanted = {f"{d}.{a}.{b}": float(row["stated"]) for (d, a, b), row in EDGES.items() if row["stated"]}
    found = {key: float(value) for key, value in pairs if value not in (None, "") and not math.isnan(float(value))}
    assert found == wanted, f"{name}: amounts differ: {sorted(set(found.items()) ^ set(wanted.items()))[:3]}"


def graphml():
    path = folder / "graphml"
    graph = networkx.read_graphml(path, force_multigraph=True)
    same("GraphML, networkx", (len(graph), graph.number_of_edges()))
    assert {key for *_, key in graph.edges(keys=True)} == edge_names(EDGES)
    labels("GraphML", graph.nodes(data="label"))
    amounts("GraphML", ((key, data.get("amount")) for *_, key, data in graph.edges(keys=True, data=True)))
    graph = igraph.Graph.Read_GraphML(str(path))
    same("GraphML, igraph", (graph.vcount(), graph.ecount()))


def gexf():
    path = folder / "gexf"
    schema = etree.RelaxNG(etree.parse(str(pathlib.Path(__file__).parent / "gexf.rng")))
    schema.assertValid(etree.parse(str(path)))
    graph = networkx.read_gexf(path)
    same("GEXF, lxml and networkx", (len(graph), graph.number_of_edges()))
    labels("GEXF", graph.nodes(data="label"), one_line)
    amounts("GEXF", ((key, data.get("amount")) for *_, key, data in graph.edges(keys=True, data=True)))


def cytoscape():
    graph = networkx.cytoscape_graph(json.loads((folder / "cytoscape").read_text()))
    same("Cytoscape JSON, networkx", (len(graph), graph.number_of_edges()))
    labels("Cytoscape JSON", graph.nodes(data="label"))
    amounts("Cytoscape JSON", ((key, data.get("amount")) for *_, key, data in graph.edges(keys=True, data=True)))


def tables():
    def read(path):
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    nodes, edges = read(folder / "csv" / "nodes.csv"), read(folder / "csv" / "edges.csv")
    assert {row["id"] for row in nodes} == NODES
    labels("CSV", ((row["id"], row["label"]) for row in nodes), harmless)
    amounts("CSV", ((row["id"], row["amount"]) for row in edges))
    same("CSV", (len(nodes), len(edges)))
    nodes, edges = read(folder / "neo4j" / "entities.csv"), read(folder / "neo4j" / "deals.csv")
    ids = {row["id:ID(Entity)"] for row in nodes}
    for row in edges:
        assert row[":START_ID(Entity)"] in ids and row[":END_ID(Entity)"] in ids
        assert re.fullmatch("[A-Z_]+", row[":TYPE"]) and re.fullmatch(r"\d{4}-\d\d-\d\d", row["announced:date"])
        assert row["in_kind:boolean"] in ("true", "false")
    labels("Neo4j", ((row["id:ID(Entity)"], row["label"]) for row in nodes), one_line)
    amounts("Neo4j", ((row["id"], row["amount:double"]) for row in edges))
    same("Neo4j, ids and types", (len(ids), len(edges)))


def excel():
    book = openpyxl.load_workbook(io.BytesIO((folder / "xlsx").read_bytes()))
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in ("nodes", "edges")}
    header = rows["edges"][0]
    column = {name: at for at, name in enumerate(header)}
    assert all(type(row[column["announced"]]).__name__ == "datetime" for row in rows["edges"][1:])
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row), "a formula"
    labels("Excel", ((row[0], row[1]) for row in rows["nodes"][1:]))
    amounts("Excel", ((row[0], row[column["amount"]]) for row in rows["edges"][1:]))
    same("Excel, openpyxl", (len(rows["nodes"]) - 1, len(rows["edges"]) - 1))


def sqlite():
    with sqlite3.connect(folder / "sqlite") as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not db.execute("PRAGMA foreign_key_check").fetchall()
        count = lambda table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        same("SQLite", (count("nodes"), count("edges")))
        labels("SQLite", db.execute("SELECT id, label FROM nodes"))
        amounts("SQLite", db.execute("SELECT id, amount FROM edges"))
        found = {row[0] for row in db.execute("SELECT id FROM loops")}
    args = [program, "loops", "--class", "any", "--max-length", "5", "--format", "json", *flags]
    document = json.loads(subprocess.run(args, check=True, capture_output=True, text=True).stdout)
    assert found == {own["id"] for own in document["loops"]}, "the view `loops` has other loops than the program"
    print(f"SQLite: {len(found)} loops in its view")


def ftm():
    path = folder / "ftm"
    # `validate` cleans and never complains: what goes in must come out.
    cleaned = subprocess.run(
        [pathlib.Path(sys.executable).parent / "ftm", "validate", "-i", path], check=True, capture_output=True, text=True
    ).stdout
    ours = [json.loads(line) for line in path.read_text().splitlines()]
    theirs = [json.loads(line) for line in cleaned.splitlines()]
    by_id = {own["id"]: own for own in ours}
    assert len(by_id) == len(ours) == len(theirs)
    model = followthemoney.model
    for own, clean in zip(ours, theirs):
        assert own["id"] == clean["id"] and own["schema"] == clean["schema"]
        # It also composes letters and their accents, which changes no text.
        nfc = lambda text: unicodedata.normalize("NFC", text)
        given = {name: sorted(map(nfc, values)) for name, values in own["properties"].items()}
        kept = {name: sorted(values) for name, values in clean["properties"].items()}
        assert given == kept, f"{own['id']}: {given} became {kept}"
        schema = model.get(own["schema"])
        assert all(given.get(name) for name in schema.required), own
        for name, values in given.items():
            if schema.get(name).range is not None:
                assert all(model.get(by_id[v]["schema"]).is_a(schema.get(name).range) for v in values), own
            if name in ("amount", "percentage"):
                assert all(math.isfinite(float(v)) for v in values)
    # Every deal is there once as what it is; a payment only of what is closed.
    kinds = ("Contract", "Ownership", "Debt", "UnknownLink")
    deals = [own for own in ours if own["schema"] in kinds and own["properties"].get("role") != ["ownership"]]
    payments = [own["properties"]["recordId"][0] for own in ours if own["schema"] == "Payment"]
    status = {deal: row["status"] for (deal, *_), row in EDGES.items()}
    assert payments and all(status[deal] == "closed" for deal in payments), "a payment of what is not closed"
    parties = sum(own["schema"] == "Company" for own in ours)
    assert parties >= COUNTS[0]
    same("FollowTheMoney", (parties, len(deals)), (parties, COUNTS[1]))
    print("  " + ", ".join(f"{n} {s}" for s, n in sorted(collections.Counter(own["schema"] for own in ours).items())))


def bods():
    path = folder / "bods"
    reader = libcovebods.data_reader.DataReader(str(path))
    schema = libcovebods.schema.SchemaBODS(reader)
    found = libcovebods.jsonschemavalidate.JSONSchemaValidator(schema).validate(reader)
    assert not found, [error.json() for error in found][:3]
    config = libcovebods.config.LibCoveBODSConfig()
    result = libcovebods.run_tasks.process_additional_checks(reader, config, schema)
    assert not result["additional_checks"], result["additional_checks"][:3]
    statements = json.loads(path.read_text())
    kinds = collections.Counter(own["recordType"] for own in statements)
    print(f"BODS: {kinds['entity']} entities, {kinds['relationship']} relationships")


for check in (graphml, gexf, cytoscape, tables, excel, sqlite, ftm, bods):
    check()
