"""Notebook files, written for the tests."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

LATE = """
new Thread(() -> {
    long until = System.nanoTime() + 1_000_000_000L;
    while (System.nanoTime() < until) Thread.onSpinWait();
    System.out.println("a late line");
}).start();
System.out.println("an early line");
"""


def write(file: Path, kernel: str, *cells: str, language: str = "java") -> Path:
    """Writes a notebook; a cell that begins with # is Markdown, one that begins with //tag:NAME has that tag."""
    page = new_notebook()
    page.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": language}
    # As JupyterLab saves it; nbconvert chooses the colours before it runs the notebook.
    page.metadata["language_info"] = {"name": language}
    for number, source in enumerate(cells):
        if source.startswith("# "):
            cell = new_markdown_cell(source)
        else:
            cell = new_code_cell(source)
            first = source.splitlines()[0]
            if first.startswith("//tag:"):
                cell.metadata["tags"] = [first.removeprefix("//tag:")]
        cell.id = f"cell-{number}"
        cell.metadata["slideshow"] = {"slide_type": "slide"}
        page.cells.append(cell)
    nbformat.validate(page)
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(page, file)
    return file


def text_of(cell: nbformat.NotebookNode) -> str:
    """What a code cell shows as text."""
    shown = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs]
    return "".join(shown)
