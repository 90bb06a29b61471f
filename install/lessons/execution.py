"""Runs a lesson from a clean state, makes its outputs quiet, and compares them with what is committed."""

import json
import re
from collections import Counter
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from form import FENCE, JDK_TAG, METADATA, is_code, tags

SECONDS, SLOW_SECONDS = 60, 180
REPOSITORY = Path(__file__).resolve().parents[2]
# The box around a timeline; the ids inside it begin with the same word.
PICTURE_ID = re.compile(r'<div id="([\w-]+)-box"')


def run(nb, kernel, folder):
    """Runs every cell, then each exercise solved; returns the notebook after the run, the JDK, and the findings."""
    nb = nbformat.from_dict(nb)
    client = NotebookClient(
        nb, kernel_name=kernel, allow_errors=True, record_timing=False, interrupt_on_timeout=True,
        timeout_func=lambda cell: SLOW_SECONDS if cell and "slow" in tags(cell) else SECONDS,
        resources={"metadata": {"path": str(folder)}},
    )  # fmt: skip
    findings = []
    with client.setup_kernel():
        try:
            for index, cell in enumerate(nb.cells):
                client.execute_cell(cell, index)
            jdk = int(client.wait_for_reply(client.kc.kernel_info())["content"]["language_info"]["version"].split(".")[0])
            findings += errors(nb, jdk)
            findings += exercises(nb, client)
        except DeadKernelError:
            return nb, 0, [*findings, ("", "the kernel died; a cell may end the user VM, but never the kernel")]
        except CellTimeoutError as problem:
            return nb, 0, [*findings, ("", f"a cell took too long and could not be interrupted: {problem}")]
    return nb, jdk, findings


def errors(nb, jdk):
    for cell in filter(is_code, nb.cells):
        failed = [output for output in cell.outputs if output.output_type == "error"]
        means_to = "raises-exception" in tags(cell)
        if failed and not means_to:
            yield cell.id, f'fails with "{failed[0].ename}: {failed[0].evalue}"; a cell that means to has the tag raises-exception'
        if means_to and not failed and "exercise" not in tags(cell) and "varies" not in tags(cell):
            yield cell.id, "has the tag raises-exception and does not fail; take the tag away"
        if is_too_new(cell, jdk) and not cell.outputs:
            yield cell.id, f"shows nothing on JDK {jdk}; it must say what it needs"


def is_too_new(cell, jdk):
    return any(int(match[1]) > jdk for match in map(JDK_TAG.fullmatch, tags(cell)) if match)


def exercises(nb, client):
    """Each check must fail on the exercise as it stands and hold on its solution, as a learner would try it."""
    position = {cell.id: index for index, cell in enumerate(nb.cells)}
    for todo, check, solution in triples(nb):
        if not (todo and check and solution):
            parts = {"cell to change": todo, "check": check, "solution with a block of code": solution}
            missing = ", ".join(name for name, part in parts.items() if not part)
            yield (todo or check or solution).id, f"an exercise is missing its {missing}; see .github/LESSONS.md"
            continue
        if not re.search(r"(//|#) TODO\b", todo.source):
            yield todo.id, 'no "// TODO:" says where something is missing'
        if not failed(check):
            yield check.id, "the check holds on the unsolved exercise; make it ask for what is missing"
        solved = nbformat.from_dict(todo)
        magic = re.match(r"%%.*\n", todo.source)
        solved.source = (magic[0] if magic else "") + FENCE.search(solution.source)[2]
        again = nbformat.from_dict(check)
        for cell in (solved, again):
            client.execute_cell(cell, position[todo.id])
            # The client puts what it ran into the notebook, which must keep the exercise as it stands.
            nb.cells[position[todo.id]] = todo
            if failed(cell):
                what = "the solution fails" if cell is solved else "the check fails on the solution"
                yield solution.id, f'{what}: "{failed(cell).evalue}"'
        # nbclient puts what it executes into the notebook.
        nb.cells[position[todo.id]] = todo


def triples(nb):
    """The cell to change, its check and its solution, in this order; None for what is missing."""
    found = []
    for cell in nb.cells:
        if is_code(cell, "exercise") and "raises-exception" not in tags(cell):
            found.append([cell, None, None])
        elif is_code(cell, "exercise"):
            if not found or found[-1][1]:
                found.append([None, cell, None])
            else:
                found[-1][1] = cell
        elif "solution" in tags(cell):
            block = cell if FENCE.search(cell.source) and "<details>" in cell.source else None
            if not found or found[-1][2]:
                found.append([None, None, cell])
            else:
                found[-1][2] = block
    return found


def failed(cell):
    return next((output for output in cell.outputs if output.output_type == "error"), None)


def normalised(nb, lesson):
    """The same without what differs in every run or tells of this machine; exercises show no outcome."""
    nb = nbformat.from_dict(nb)
    nb.metadata.update(METADATA)
    for count, cell in enumerate(filter(is_code, nb.cells), start=1):
        cell.execution_count = count
        outputs = [] if "exercise" in tags(cell) else merged(cell.outputs)
        for output in outputs:
            without_second_forms(output)
        text = json.dumps(outputs, ensure_ascii=False)
        # Ids are unique on a page that holds all lessons, and the same in every run.
        for number, picture in enumerate(dict.fromkeys(PICTURE_ID.findall(html_of(outputs)))):
            text = re.sub(rf"\b{picture}\b", f"w{lesson}-{cell.id}" + (f"-{number + 1}" if number else ""), text)
        text = text.replace(str(REPOSITORY), "…").replace(str(Path.home()), "~")
        cell.outputs = [nbformat.from_dict(output) for output in json.loads(text)]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
    return nb


def without_second_forms(output):
    """A timeline's HTML holds its SVG and its PNG; for clients without HTML they also stand beside it."""
    data = output.get("data", {})
    if "weft-svg" in "".join(data.get("text/html", "")):
        for kind in ("image/svg+xml", "image/png"):
            data.pop(kind, None)
            output.metadata.pop(kind, None)


def html_of(outputs):
    return "".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)


def merged(outputs):
    """Streams that follow each other as one: how a kernel cuts them is chance."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            result.append(nbformat.from_dict(output))
    return result


def shape(cell):
    """What is the same in every run: the kinds of outputs, MIME types, numbers of lines, names of errors."""
    # Whether a thread's line comes before the error of another, or before a picture, is the scheduler's choice: so the
    # lines are counted in all, and only what is no text has a place.
    lines, parts = Counter(), []
    for output in cell.outputs:
        if output.output_type == "stream":
            lines[output.name] += len(output.text.splitlines())
        elif output.output_type == "error":
            parts.append(f"error {output.ename}")
        else:
            parts.append(f"{output.output_type} ({', '.join(sorted(output.data))})")
    if "varies" in tags(cell):
        # What is fetched for the first time shows its progress, and what is there already prints a line.
        kinds = {"stdout" if part.endswith("(text/plain)") else part for part in parts if not part.startswith("error")}
        return sorted({*lines, *kinds})
    return [*(f"{name}, {count} lines" for name, count in sorted(lines.items())), *parts]


def differences(committed, executed, jdk):
    for before, after in zip(committed.cells, executed.cells):
        if is_code(before) and not is_too_new(before, jdk) and shape(before) != shape(after):
            yield before.id, (
                f"committed is [{'; '.join(shape(before))}], the run gave [{'; '.join(shape(after))}]; "
                "if the run is right, refresh it: install/lessons.sh write"
            )
