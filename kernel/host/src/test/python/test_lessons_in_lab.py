"""Every lesson in JupyterLab, run from its first cell to its last as a learner does it, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, expect

from lab import LabPage, LabServer

# A lesson is twenty cells or so, each of which may take a minute on a loaded machine, as in install/lessons/execution.py.
SECONDS = 900
pytestmark = [pytest.mark.browser, pytest.mark.timeout(SECONDS + 60)]

LESSONS = sorted((Path(__file__).resolve().parents[5] / "notebooks").glob("*.ipynb"))
HEIGHT = 1_500
# The notebook's cells of code as JupyterLab knows them: those that are off the screen have no place on the page.
CELLS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .filter(cell => cell.type === "code")
    .map(cell => ({
        id: cell.id,
        count: cell.executionCount,
        meansToFail: (cell.getMetadata("tags") ?? []).includes("raises-exception"),
        outputs: Array.from({ length: cell.outputs.length }, (_, i) => cell.outputs.get(i).toJSON()),
    }))"""
# Run All is over when each cell has its number, or when a cell that does not mean to has failed.
OVER = f"""() => {{
    const cells = ({CELLS})();
    const failed = cell => cell.outputs.some(output => output.output_type === "error");
    return cells.every(cell => cell.count !== null) || cells.some(cell => failed(cell) && !cell.meansToFail);
}}"""
# JupyterLab lets the reader scroll on until the last cell is at the top; one without any height is not drawn yet.
ENDS_HERE = """element => {
    const last = window.jupyterapp.shell.currentWidget.content.widgets.at(-1).node;
    return last.isConnected && last.getBoundingClientRect().height > 0
        && last.getBoundingClientRect().bottom <= element.getBoundingClientRect().bottom;
}"""
SCROLLER = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer"


@pytest.fixture
def lab(browser: Browser, server: LabServer) -> Iterator[LabPage]:
    page = browser.new_page(viewport={"width": 1280, "height": HEIGHT})
    yield LabPage(page, server)
    page.close()
    server.end_kernels()


def open_lesson(lab: LabPage, lesson: Path, kernel: str) -> None:
    """Opens a copy without its outputs, so that what is seen comes from this run."""
    copy = nbformat.read(lesson, as_version=4)
    copy.metadata["kernelspec"]["name"] = kernel
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(copy, lab.server.root / lesson.name)
    lab.open_notebook(lesson.name)
    lab.page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")


def run_all(lab: LabPage) -> list[dict]:
    lab.page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
    lab.page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Run All Cells$")).click()
    lab.page.wait_for_function(OVER, timeout=SECONDS * 1_000)
    return lab.page.evaluate(CELLS)


def pictures(lab: LabPage, name: str) -> None:
    """The whole lesson, a screen at a time; each look waits until the page is drawn at its new place."""
    scroller = lab.page.locator(SCROLLER)
    scroller.evaluate("element => element.scrollTo(0, 0)")
    for number in range(1, 60):
        lab.page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        lab.shot(f"{name}-{number:02}")
        if scroller.evaluate(ENDS_HERE):
            return
        scroller.evaluate("element => element.scrollBy(0, element.clientHeight - 60)")
    raise AssertionError(f"{name} has no end")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_lesson_runs_from_top_to_bottom(lab: LabPage, lesson: Path, kernel_name: str) -> None:
    open_lesson(lab, lesson, kernel_name)

    cells = run_all(lab)

    for theme in "Light", "Dark":
        lab.theme(f"JupyterLab {theme}")
        pictures(lab, f"lesson-{lesson.stem}-{theme.lower()}")
    errors = {
        cell["id"]: f"{output['ename']}: {output['evalue']}"
        for cell in cells if not cell["meansToFail"]
        for output in cell["outputs"] if output["output_type"] == "error"
    }  # fmt: skip
    assert not errors
    assert [cell["id"] for cell in cells if cell["count"] is None] == []
    # What only a trusted page shows is shown: this run has made it.
    expect(lab.page.locator(".jp-RenderedHTMLCommon svg[role=img]").first).to_be_attached()


def test_there_are_lessons() -> None:
    assert len(LESSONS) >= 11
