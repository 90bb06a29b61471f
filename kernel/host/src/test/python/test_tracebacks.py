"""Errors as the user reads them: own lines, own names, nothing of the machinery."""

from __future__ import annotations

import re

import pytest

from cells import plain
from notebook import Notebook

MACHINERY = re.compile(r"REPL\.|\$JShell\$|do_it\$|jdk\.jshell|weft\.(agent|engine|uservm)|DirectInvoke|reflect\.")


def test_compile_error_shows_the_cells_line_with_a_caret_under_the_place(nb: Notebook) -> None:
    cell = nb.run('int good = 1;\nint bad = "text";\n').failed()

    rows = plain("\n".join(cell.only("error")["traceback"])).splitlines()
    shown = next(i for i, row in enumerate(rows) if 'int bad = "text";' in row)
    caret = rows[shown + 1]
    assert "^" in caret, cell.traceback
    assert rows[shown].index('"text"') == caret.index("^")
    assert "incompatible types" in cell.traceback
    assert "2" in cell.traceback


@pytest.mark.parametrize(
    ("code", "line", "at"),
    [
        ("int ok = 1;\nundefinedName + 1", "undefinedName + 1", "undefinedName"),
        ('class C {\n    int f() { return "no"; }\n}', '    int f() { return "no"; }', '"no"'),
        ("void g() {\n\tint x = ;\n}", "\tint x = ;", ";"),
        ('String s = "\N{GRINNING FACE}"; int t = s;', 's = "\N{GRINNING FACE}"; int t = s;', "s;"),
    ],
    ids=["expression", "in a class", "syntax after a tab", "after an emoji"],
)
def test_compile_error_quotes_the_line_as_it_was_typed(nb: Notebook, code: str, line: str, at: str) -> None:
    cell = nb.run(code).failed()

    assert line.strip() in cell.traceback
    assert "^" in cell.traceback
    assert at in cell.traceback
    assert not MACHINERY.search(cell.report), cell.report


def test_two_compile_errors_are_both_told(nb: Notebook) -> None:
    cell = nb.run('void wrong() {\n    int one = "a";\n    int two = "b";\n}').failed()

    assert 'int one = "a";' in cell.traceback and 'int two = "b";' in cell.traceback


def test_traceback_names_cell_number_and_line_of_each_frame(nb: Notebook) -> None:
    lib = nb.run("int divide(int a) {\n    int zero = 0;\n    return a / zero;\n}").ok()
    cell = nb.run("\nint before = 1;\ndivide(before)").failed("ArithmeticException")

    frames = [row for row in cell.traceback.splitlines() if "cell" in row]
    assert any(f"cell {lib.count}" in f.lower() and re.search(r"\b3\b", f) for f in frames), cell.traceback
    assert any(f"cell {cell.count}" in f.lower() and re.search(r"\b3\b", f) for f in frames), cell.traceback
    assert "divide" in cell.traceback
    assert not MACHINERY.search(cell.report), cell.report


def test_traceback_of_a_method_in_a_class_names_its_line(nb: Notebook) -> None:
    cell = nb.run(
        "class Till {\n    void open() {\n        throw new IllegalStateException(\"shut\");\n    }\n}\nnew Till().open();"
    ).failed("IllegalStateException")

    assert "Till" in cell.traceback and "open" in cell.traceback
    assert re.search(rf"cell {cell.count}\b.*\b3\b", cell.traceback, re.IGNORECASE), cell.traceback
    assert re.search(rf"cell {cell.count}\b.*\b6\b", cell.traceback, re.IGNORECASE), cell.traceback


def test_causes_and_suppressed_are_shown_with_their_names(nb: Notebook) -> None:
    cell = nb.run(
        """
        var inner = new IllegalArgumentException("inner reason");
        inner.addSuppressed(new java.io.IOException("closing failed"));
        throw new RuntimeException("outer story", inner);
        """
    ).failed("RuntimeException")

    told = cell.traceback
    assert told.index("outer story") < told.index("inner reason")
    assert "IllegalArgumentException" in told and "closing failed" in told
    assert "Caused by" in told and "Suppressed" in told


def test_cause_that_is_its_own_cause_does_not_hang(nb: Notebook) -> None:
    nb.run(
        'var a = new RuntimeException("one"); var b = new RuntimeException("two", a); a.initCause(b); throw b;'
    ).failed("RuntimeException")


def test_traceback_is_coloured_by_ansi_and_never_black(nb: Notebook) -> None:
    cell = nb.run("1 / 0").failed()

    raw = "\n".join(cell.only("error")["traceback"])
    assert "\x1b[" in raw
    assert not re.search(r"\x1b\[(?:[0-9;]*;)?30m", raw), "black cannot be read on a dark ground"


def test_exception_in_lambda_of_a_stream_shows_the_users_frame(nb: Notebook) -> None:
    cell = nb.run("List.of(1, 0).stream()\n    .map(n ->\n        10 / n)\n    .toList()").failed("ArithmeticException")

    assert re.search(rf"cell {cell.count}\b.*\b3\b", cell.traceback, re.IGNORECASE), cell.traceback


def test_uncaught_exception_of_a_thread_is_on_stderr_of_its_cell_with_the_threads_name(nb: Notebook) -> None:
    cell = nb.run('var t = new Thread(() -> { throw new IllegalStateException("burst"); }, "worker-7"); t.start(); t.join();')

    nb.sees(cell, "burst", "stderr")
    assert "worker-7" in cell.text("stderr")
    cell.ok()


def test_exception_whose_message_throws_is_still_an_error(nb: Notebook) -> None:
    cell = nb.run(
        """
        class Rude extends RuntimeException { public String getMessage() { throw new IllegalStateException("ha"); } }
        throw new Rude();
        """
    ).failed()

    assert "Rude" in cell.ename
    assert nb.value("1 + 1") == "2"


def test_message_with_many_lines_and_controls_arrives_whole(nb: Notebook) -> None:
    cell = nb.run('throw new RuntimeException("first\\nsecond \\t漢");').failed("RuntimeException")

    assert cell.evalue == "first\nsecond \t漢"
