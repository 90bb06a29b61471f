"""Turns a lesson into what paper needs: no teacher's notes, solutions at the end, ids that no other lesson has."""

import re

import nbformat

from hatches import as_lines
from sheets import SVG, language_of, slide_type


def prepared(nb, number):
    nb = nbformat.from_dict(nb)
    shown = [language_of(cell) for cell in nb.cells if slide_type(cell) != "notes"]
    solutions = [cell for cell in shown if "solution" in cell.metadata.get("tags", [])]
    nb.cells = [cell for cell in shown if cell not in solutions]
    for cell in solutions:
        cell.source = re.sub(r"</?details>|<summary>.*?</summary>", "", cell.source, flags=re.S).strip()
    if solutions:
        heading = nbformat.v4.new_markdown_cell("## " + ("Solution" if len(solutions) == 1 else "Solutions"))
        heading.id = "solutions-of-the-lesson"
        nb.cells += [heading, *solutions]
    for cell in nb.cells:
        cell.id = f"{number}-{cell.id}"
        for output in cell.get("outputs", []):
            only_picture(output)
    return nb


def only_picture(output):
    """Of a timeline, what can be printed: neither its table nor its script."""
    text = "".join(output.get("data", {}).get("text/html", ""))
    if "weft-svg" in text and SVG.search(text):
        output.data["text/html"] = f'<div class="picture">{as_lines(SVG.search(text)[0])}</div>'
