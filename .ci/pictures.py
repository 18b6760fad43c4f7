"""The DOT file and the SVG of one map hold the same bubbles and arrows, by Graphviz's own reading."""

import subprocess
import sys
import xml.etree.ElementTree as tree

dot, svg = sys.argv[1:]
drawn = subprocess.run(["dot", "-Tsvg", dot], check=True, capture_output=True, text=True).stdout
by_graphviz = tuple(drawn.count(f'class="{kind}"') for kind in ("node", "edge"))
elements = list(tree.parse(svg).iter())
ours = tuple(sum(name in element.attrib for element in elements) for name in ("data-id", "data-deals"))
assert by_graphviz == ours, f"Graphviz sees {by_graphviz} nodes and edges, the SVG has {ours}"
print(f"{ours[0]} bubbles, {ours[1]} arrows in both")
