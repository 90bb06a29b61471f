"""nbclient, nbconvert and papermill run Java notebooks, and miss no late line."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import pages
from cells import plain


# Written apart, so perhaps two elements of the page; what stands between them is no text.
LATE_BELOW_EARLY = re.compile(r"an early line\s*(<[^>]*>\s*)*a late line")


def program(env: dict[str, str], *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs a client as a user does, and fails with all that it wrote."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=env, cwd=cwd, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(autouse=True)
def isolated(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def lesson(tmp_path: Path, kernel_name: str) -> Path:
    return pages.write(
        tmp_path / "lesson.ipynb",
        kernel_name,
        "# Starting a thread",
        'System.out.println("hello from Java");',
        "int answer = 6 * 7;\nanswer",
        pages.LATE,
        '"the last cell"',
    )


def run(file: Path, **options) -> nbformat.NotebookNode:
    page = nbformat.read(file, as_version=4)
    return NotebookClient(page, timeout=120, kernel_name=page.metadata.kernelspec.name, **options).execute()


def test_nbclient_runs_a_notebook_and_fills_in_outputs(lesson: Path) -> None:
    code = [c for c in run(lesson).cells if c.cell_type == "code"]

    assert pages.text_of(code[0]) == "hello from Java\n"
    assert pages.text_of(code[1]) == "42"
    assert [c.execution_count for c in code] == [1, 2, 3, 4]


def test_nbclient_waits_for_the_threads_that_a_cell_started(lesson: Path) -> None:
    late = run(lesson).cells[3]

    assert pages.text_of(late) == "an early line\na late line\n"


def test_nbclient_gets_the_lines_of_the_last_cells_threads(tmp_path: Path, kernel_name: str) -> None:
    page = run(pages.write(tmp_path / "last.ipynb", kernel_name, pages.LATE))

    assert "a late line" in pages.text_of(page.cells[0])


def test_nbclient_stops_at_the_first_error_with_the_exceptions_name(tmp_path: Path, kernel_name: str) -> None:
    file = pages.write(tmp_path / "bad.ipynb", kernel_name, "int zero = 0;\n1 / zero", 'System.out.println("never");')

    with pytest.raises(CellExecutionError) as caught:
        run(file)

    assert caught.value.ename.endswith("ArithmeticException")
    assert "cell 1" in plain(caught.value.traceback).lower()


def test_nbclient_goes_on_after_a_cell_tagged_raises_exception(tmp_path: Path, kernel_name: str) -> None:
    file = pages.write(
        tmp_path / "expected.ipynb", kernel_name, '//tag:raises-exception\nthrow new Error("expected");', '"after"'
    )

    page = run(file)

    assert page.cells[0].outputs[-1].output_type == "error"
    assert pages.text_of(page.cells[1]).strip('"') == "after"


def test_nbclient_interrupts_a_cell_at_its_time_limit_and_goes_on(tmp_path: Path, kernel_name: str) -> None:
    file = pages.write(tmp_path / "slow.ipynb", kernel_name, "while (true) { }", '"after"')
    page = nbformat.read(file, as_version=4)

    NotebookClient(page, timeout=10, interrupt_on_timeout=True, allow_errors=True, kernel_name=kernel_name).execute()

    assert page.cells[0].outputs[-1].output_type == "error"
    assert pages.text_of(page.cells[1]).strip('"') == "after"


def test_nbconvert_html_shows_output_late_line_and_highlighted_java(lesson: Path, env: dict[str, str]) -> None:
    program(env, "nbconvert", "--execute", "--to", "html", lesson.name, cwd=lesson.parent)

    html = lesson.with_suffix(".html").read_text(encoding="utf-8")
    for wanted in ("hello from Java", "highlight hl-java"):
        assert wanted in html
    assert LATE_BELOW_EARLY.search(html)


def test_nbconvert_slides_show_output_and_late_line(lesson: Path, env: dict[str, str]) -> None:
    program(env, "nbconvert", "--execute", "--to", "slides", lesson.name, cwd=lesson.parent)

    html = lesson.with_name("lesson.slides.html").read_text(encoding="utf-8")
    assert "reveal" in html
    assert LATE_BELOW_EARLY.search(html)


def test_nbconvert_script_writes_a_file_for_jshell(lesson: Path, env: dict[str, str]) -> None:
    program(env, "nbconvert", "--execute", "--to", "notebook", "--inplace", lesson.name, cwd=lesson.parent)
    program(env, "nbconvert", "--to", "script", lesson.name, cwd=lesson.parent)

    assert "int answer = 6 * 7;" in lesson.with_suffix(".jshell").read_text(encoding="utf-8")


def test_papermill_fills_in_parameters_in_the_form_that_java_shares_with_csharp(tmp_path: Path, kernel_name: str, env: dict[str, str]) -> None:
    file = pages.write(
        tmp_path / "report.ipynb",
        kernel_name,
        '//tag:parameters\nint workers = 1;\nString title = "none";\nboolean quick = true;\ndouble share = 0.5;',
        'title + " " + workers + " " + quick + " " + share',
    )

    program(
        env, "papermill", file.name, "out.ipynb", "-p", "workers", "8", "-p", "title", "Pools",
        "-p", "quick", "False", "-p", "share", "0.25", "--language", ".net-csharp", "--no-progress-bar", cwd=tmp_path,
    )  # fmt: skip

    page = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert "injected-parameters" in page.cells[1].metadata.tags
    assert pages.text_of(page.cells[-1]).strip('"') == "Pools 8 false 0.25"


def test_papermill_stops_at_an_error_and_writes_the_notebook(
    tmp_path: Path, kernel_name: str, env: dict[str, str]
) -> None:
    file = pages.write(tmp_path / "fails.ipynb", kernel_name, "1 / 0", '"never"')

    done = subprocess.run(
        [sys.executable, "-m", "papermill", file.name, "out.ipynb", "--no-progress-bar"],
        env=env, cwd=tmp_path, capture_output=True, text=True, timeout=240,
    )  # fmt: skip

    assert done.returncode != 0
    assert "ArithmeticException" in done.stderr
    assert "ArithmeticException" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
