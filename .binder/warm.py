"""Fetches into the image's local Maven repository what cells of the lessons and of README.md fetch on first use."""

import json
import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FETCHES = re.compile(r"^%maven (?!-).*$", re.MULTILINE)
JYTHON = "%%python --on jython\nimport sys; print sys.version"


def texts():
    yield re.sub(r"`(%maven [^`]+)`", r"\n\1\n", Path("README.md").read_text(encoding="utf-8"))
    for notebook in sorted(Path("notebooks").glob("*.ipynb")):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"])


cells = sorted({line for text in texts() for line in FETCHES.findall(text)}) + [JYTHON]
print("Fetching:", *cells, sep="\n  ")
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
# A failure to fetch is the image's failure: nbclient raises it.
NotebookClient(notebook, kernel_name="weft", timeout=600).execute()
