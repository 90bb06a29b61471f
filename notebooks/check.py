#!/usr/bin/env python3
"""Checks the lessons: their form, and that a run from a clean state shows what is committed.

    check.py [--write] [NOTEBOOK …]

--write puts the outputs of the run into the notebooks, in the form that keeps their history quiet.
"""
import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
TAGS = {"setup", "predict", "exercise", "solution", "raises-exception", "hide-input", "slow"}
SLIDE_TYPES = {"slide", "subslide", "fragment", "notes", "skip", "-"}
MAX_CODE_LINES, MAX_CODE_COLUMNS = 15, 80
SECONDS_A_CELL = 60
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
# A kernel's own version and JDK would change in every commit; this is what a reader without the kernel needs.
KERNEL = dict(name="weft", display_name="Java (Weft)", language="java")
LANGUAGE = dict(name="java", version="17", mimetype="text/x-java-source", file_extension=".jshell")
METADATA = {"kernelspec": KERNEL, "language_info": LANGUAGE | dict(pygments_lexer="java", codemirror_mode="java")}


def tags(cell):
    return set(cell.metadata.get("tags", []))


def form(nb):
    """What is wrong with the notebook as it stands, a sentence each."""
    if (nb.nbformat, nb.nbformat_minor) != (4, 5):
        yield f'the format is "{nb.nbformat}.{nb.nbformat_minor}"; expected 4.5'
    for key, value in METADATA.items():
        if nb.metadata.get(key) != value:
            yield f'the metadata "{key}" differ from the pack\'s; run: install/lessons.sh write .venv'
    unknown = set(nb.metadata) - set(METADATA) - {"title", "lesson"}
    if unknown:
        yield f'unknown metadata "{sorted(unknown)}"'
    if not 15 <= nb.metadata.get("lesson", {}).get("minutes", 0) <= 25:
        yield "the metadata name no lesson of 15 to 25 minutes"
    # nbformat's own validation renames duplicates in silence, so they are counted here.
    for cell_id, count in Counter(cell.get("id", "") for cell in nb.cells).items():
        if count > 1 or not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", cell_id) or len(cell_id) > 64:
            yield f'the cell id "{cell_id}" stands {count} times or is no readable slug such as "join-run"'
    yield from headings(nb)
    for cell in nb.cells:
        for problem in cell_form(cell):
            yield f"{cell.get('id')}: {problem}"


def headings(nb):
    level = 0
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        for mark, text in re.findall(r"^(#+) (.*)$", FENCE.sub("", cell.source), re.M):
            if len(mark) > level + 1 or (len(mark) == 1) != (level == 0):
                yield f'{cell.id}: the heading "{text}" has level {len(mark)} after level {level}'
            level = len(mark)


def cell_form(cell):
    slide_type = cell.metadata.get("slideshow", {}).get("slide_type")
    if slide_type not in SLIDE_TYPES:
        yield f'the slide_type is "{slide_type}"; expected one of {sorted(SLIDE_TYPES)}'
    if tags(cell) - TAGS:
        yield f'unknown tags "{sorted(tags(cell) - TAGS)}"; expected some of {sorted(TAGS)}'
    blocks = [cell.source] if cell.cell_type == "code" else [text for _, text in FENCE.findall(cell.source)]
    for lines in (block.splitlines() for block in blocks):
        if len(lines) > MAX_CODE_LINES:
            yield f"{len(lines)} lines of code; at most {MAX_CODE_LINES} are one idea"
        for line in (line for line in lines if len(line) > MAX_CODE_COLUMNS):
            yield f'{len(line)} columns, too wide for a slide: "{line}"'
    if cell.cell_type == "markdown":
        yield from alt_texts(cell.source)
        yield from links(cell.source)
        return
    for output in cell.outputs:
        if output.output_type == "error" and "raises-exception" not in tags(cell):
            yield f'the cell fails with "{output.ename}"; a cell that means to has the tag raises-exception'
        yield from alt_texts("".join(output.get("data", {}).get("text/html", "")))


def alt_texts(source):
    for image in re.findall(r"!\[\s*\]\([^)]*\)|<img(?![^>]*\balt=\"[^\"]+)[^>]*>", source):
        yield f'no alt text: "{image[:60]}"'
    for svg in re.findall(r"<svg.*?</svg>", source, re.S):
        if 'role="img"' not in svg or "<title>" not in svg:
            yield 'a picture without role="img" and <title>'


def links(source):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", source):
        if not (HERE / target).exists():
            yield f'the link "{target}" leads nowhere'


def run(nb):
    """The notebook after a run of every cell from a clean state."""
    nb = nbformat.from_dict(nb)
    where = {"metadata": {"path": str(HERE)}}
    NotebookClient(nb, kernel_name="weft", timeout=SECONDS_A_CELL, record_timing=False, resources=where).execute()
    return nb


def normalised(nb):
    """The same without what differs in every run or tells of this machine; exercises show no outcome."""
    nb = nbformat.from_dict(nb)
    nb.metadata.update(METADATA)
    for count, cell in enumerate((c for c in nb.cells if c.cell_type == "code"), start=1):
        cell.execution_count = count
        cell.outputs = [] if "exercise" in tags(cell) else merged(cell.outputs)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
    return nb


def merged(outputs):
    """Streams that follow each other as one: how a kernel cuts them is chance."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            result.append(output)
    return result


def shape(cell):
    """What must be the same in every run: kinds of outputs, MIME types, lines, names of errors."""
    return [
        (o.output_type, o.get("name"), o.get("ename"), sorted(o.get("data", {})), len(o.get("text", "").splitlines()))
        for o in cell.outputs
    ]


def differences(committed, executed):
    for before, after in zip(committed.cells, executed.cells):
        if before.cell_type == "code" and shape(before) != shape(after):
            yield f"{before.id}: committed is {shape(before)}, the run gave {shape(after)}"


def exercises(nb, executed):
    """Each check must fail on the exercise as it stands and hold on its solution."""
    todo = [c.id for c in nb.cells if c.cell_type == "code" and {"exercise"} == tags(c)]
    solutions = [code for c in nb.cells if "solution" in tags(c) for _, code in FENCE.findall(c.source)]
    if not todo or len(todo) != len(solutions):
        yield f"{len(todo)} exercises, {len(solutions)} solutions; each cell with the tag exercise alone needs one"
        return
    for cell_id in checks(executed, failed=False):
        yield f"{cell_id}: the check holds on the unsolved exercise"
    solved = nbformat.from_dict(nb)
    for cell in solved.cells:
        if cell.id in todo:
            cell.source = solutions[todo.index(cell.id)]
    for cell_id in checks(run(solved), failed=True):
        yield f"{cell_id}: the check fails on the solution"


def checks(nb, failed):
    for cell in nb.cells:
        is_check = {"exercise", "raises-exception"} <= tags(cell)
        if is_check and failed == any(output.output_type == "error" for output in cell.outputs):
            yield cell.id


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("notebooks", nargs="*", type=Path)
    options = arguments.parse_args()
    failures = []
    for path in options.notebooks or sorted(HERE.glob("*.ipynb")):
        nb = nbformat.read(path, as_version=4)
        executed = run(nb)
        fresh = normalised(executed)
        if options.write:
            nbformat.write(fresh, path)
            nb = fresh
        found = [*form(nb), *differences(nb, fresh), *exercises(nb, executed)]
        for problem in found:
            print(f"{path.name}: {problem}", file=sys.stderr)
        print(f"{path.name}: {len(nb.cells)} cells, {'ok' if not found else f'{len(found)} problems'}", flush=True)
        failures += found
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
