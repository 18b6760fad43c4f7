// Reads exports back with JavaScript's tools and prints how much is in them: `formats.mjs FOLDER`.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { D2 } from "@terrastruct/d2";
import cytoscape from "cytoscape";
import graphology from "graphology";
import gexf from "graphology-gexf";
import { JSDOM } from "jsdom";

const [folder] = process.argv.slice(2);
const read = (name) => fs.readFileSync(path.join(folder, name), "utf8");

// JSON Graph Format 2, by the words of its specification; the others must hold as much.
const { graph: jgf } = JSON.parse(read("jgf"));
const keys = (value, known) => assert.deepEqual(Object.keys(value).filter((key) => !known.includes(key)), []);
keys(jgf, ["id", "label", "type", "directed", "metadata", "nodes", "edges"]);
for (const node of Object.values(jgf.nodes)) keys(node, ["label", "metadata"]);
for (const edge of jgf.edges) {
  keys(edge, ["id", "source", "target", "relation", "directed", "label", "metadata"]);
  assert(edge.source in jgf.nodes && edge.target in jgf.nodes, edge.id);
}
const wanted = [Object.keys(jgf.nodes).length, jgf.edges.length];
const oneLine = (text) => text.split(/\s+/u).filter((word) => word).join(" ");
const labels = Object.values(jgf.nodes).map((node) => oneLine(node.label)).sort();
const same = (name, found) => {
  assert.deepEqual(found, wanted, name);
  console.log(`${name}: ${found[0]} entities, ${found[1]} edges`);
};
same("JSON Graph Format", [Object.keys(jgf.nodes).length, jgf.edges.length]);

// Its worker would keep a run that has failed alive for ever.
process.on("uncaughtException", (error) => {
  console.error(error);
  process.exit(1);
});
// Before there is a page: D2 would take this for a browser.
const { diagram } = await new D2().compile(read("d2"));
assert.deepEqual(diagram.shapes.map((shape) => shape.label).sort(), labels, "D2's labels");
same("D2", [diagram.shapes.length, diagram.connections.length]);

const network = cytoscape({ headless: true, elements: JSON.parse(read("cytoscape")).elements });
same("Cytoscape, headless", [network.nodes().length, network.edges().length]);

const dom = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = dom.window;
globalThis.document = dom.window.document;
const graph = gexf.parse(graphology.MultiDirectedGraph, read("gexf"));
same("GEXF, graphology", [graph.order, graph.size]);

// It looks for a page when it is loaded.
const { default: mermaid } = await import("mermaid");
const text = read("mermaid");
await mermaid.parse(text);
const chart = await mermaid.mermaidAPI.getDiagramFromText(text);
const vertices = [...chart.db.getVertices().values()];
// Mermaid puts numbers of characters aside until it draws.
const drawn = (text) => text.replace(/(?:#|ﬂ°°)(\d+)(?:;|¶ß)/gu, (_, number) => String.fromCodePoint(Number(number)));
assert.deepEqual(vertices.map((vertex) => drawn(vertex.text)).sort(), labels, "Mermaid's labels");
same("Mermaid", [vertices.length, chart.db.getEdges().length]);

process.exit(0);
