"""The checker of the lessons (install/lessons): each rule finds a notebook that breaks it, and no other."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

REPOSITORY = Path(__file__).resolve().parents[5]
sys.path.insert(0, str(REPOSITORY / "install" / "lessons"))

import check  # noqa: E402
import execution  # noqa: E402
import form  # noqa: E402

TITLE, SETUP, MOVE, RUN = "title", "setup", "join", "join-run"
TEXT, TODO, CHECK, SOLUTION = "exercise", "exercise-code", "exercise-check", "exercise-solution"
PICTURE = '<svg role="img"><title>Two threads</title><desc>One joins the other.</desc></svg>'


def cell(make: Callable[..., NotebookNode], cell_id: str, source: str, *tags: str, kind: str = "-") -> NotebookNode:
    metadata = {"slideshow": {"slide_type": kind}, **({"tags": list(tags)} if tags else {})}
    return make(source, id=cell_id, metadata=metadata)


@pytest.fixture
def lesson() -> NotebookNode:
    """A lesson as it should be, small enough to run in a moment."""
    run = cell(new_code_cell, RUN, "1 + 1", "predict")
    run.outputs = [new_output("execute_result", {"text/html": PICTURE, "text/plain": "2"})]
    cells = [
        cell(new_markdown_cell, TITLE, "# Waiting\n\nWhat does main wait for?", kind="slide"),
        cell(new_code_cell, SETUP, "int answer = 0;", "setup", kind="skip"),
        cell(new_markdown_cell, MOVE, "## Join\n\nSee [above](#Waiting) and [here](other.ipynb).", kind="slide"),
        run,
        cell(new_markdown_cell, TEXT, "## Exercise\n\nGive the answer.", "exercise", kind="slide"),
        cell(new_code_cell, TODO, "answer = 1; // TODO: another number", "exercise"),
        cell(
            new_code_cell,
            CHECK,
            'if (answer != 2) throw new IllegalStateException("not yet");',
            "exercise",
            "raises-exception",
        ),
        cell(
            new_markdown_cell,
            SOLUTION,
            "<details>\n<summary>A solution</summary>\n\n```java\nanswer = 2;\n```\n\n</details>",
            "solution",
        ),
    ]
    metadata = {**form.METADATA, "title": "Waiting", "lesson": {"id": "start-here", "minutes": 7, "requires": []}}
    return new_notebook(cells=cells, metadata=metadata, nbformat_minor=5)


def named(nb: NotebookNode, cell_id: str) -> NotebookNode:
    return next(each for each in nb.cells if each.id == cell_id)


def findings(nb: NotebookNode, folder: Path) -> list[tuple[str, str]]:
    """What the checker says of the file, read as it reads it."""
    path = folder / "00-waiting.ipynb"
    nbformat.write(nb, path)
    (folder / "other.ipynb").touch()
    return check.check_form(path)


def test_form_of_a_good_lesson_has_no_findings(lesson: NotebookNode, tmp_path: Path) -> None:
    assert findings(lesson, tmp_path) == []


def source(cell_id: str, text: str) -> Callable[[NotebookNode], None]:
    """Breaks a lesson by what a cell says."""

    def change(nb: NotebookNode) -> None:
        named(nb, cell_id).source = text

    return change


def added(cell_id: str, text: str) -> Callable[[NotebookNode], None]:
    def change(nb: NotebookNode) -> None:
        named(nb, cell_id).source += text

    return change


def tagged(cell_id: str, *tags: str) -> Callable[[NotebookNode], None]:
    def change(nb: NotebookNode) -> None:
        named(nb, cell_id).metadata.tags = list(tags)

    return change


def shown(html: str) -> Callable[[NotebookNode], None]:
    def change(nb: NotebookNode) -> None:
        named(nb, RUN).outputs[0].data["text/html"] = html

    return change


def minutes(number: int, lesson_id: str) -> Callable[[NotebookNode], None]:
    def change(nb: NotebookNode) -> None:
        nb.metadata.lesson.update(minutes=number, id=lesson_id)

    return change


def without_slide_type(nb: NotebookNode) -> None:
    del named(nb, MOVE).metadata["slideshow"]


def without_title(nb: NotebookNode) -> None:
    del nb.metadata["title"]


def of_another_kernel(nb: NotebookNode) -> None:
    nb.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}


def with_more_metadata(nb: NotebookNode) -> None:
    nb.metadata["toc"] = {}


def of_an_old_format(nb: NotebookNode) -> None:
    nb.nbformat_minor = 4
    for each in nb.cells:
        del each["id"]


def without_minutes(nb: NotebookNode) -> None:
    del nb.metadata.lesson["minutes"]


def with_an_unreadable_id(nb: NotebookNode) -> None:
    named(nb, RUN).id = "3fA9_x"


def with_an_image_without_words(nb: NotebookNode) -> None:
    named(nb, RUN).outputs.append(new_output("display_data", {"image/png": "iVBORw0KGgo="}))


def with_open_notes(nb: NotebookNode) -> None:
    nb.cells.append(cell(new_markdown_cell, "join-notes", "The answer is 2.", kind="notes"))


def too_long(nb: NotebookNode) -> None:
    nb.metadata.lesson.minutes = 25
    nb.cells += [cell(new_code_cell, f"more-{n}", "1 + 1") for n in "abcdefghijklmnopqrst"]


BROKEN = {
    "title": (without_title, "", 'no "title"'),
    "kernelspec": (of_another_kernel, "", '"kernelspec" are not the pack\'s'),
    "unknown metadata": (with_more_metadata, "", 'unknown metadata "toc"'),
    "minutes missing": (without_minutes, "", 'have no "minutes"'),
    "format": (of_an_old_format, "", 'the format is "4.4"'),
    "id": (with_an_unreadable_id, "3fA9_x", "no readable slug"),
    "slide type": (without_slide_type, MOVE, 'the slide_type is "None"'),
    "unknown tag": (tagged(RUN, "predict", "wow"), RUN, 'unknown tags "wow"'),
    "both columns": (tagged(RUN, "left", "right"), RUN, "exclude each other"),
    "left alone": (tagged(RUN, "left"), RUN, 'the tag "left" needs'),
    "right alone": (tagged(RUN, "right"), RUN, 'the tag "right" needs'),
    "second title": (source(MOVE, "# Join"), MOVE, "opens the lesson, and only one"),
    "heading left out": (source(MOVE, "### Join"), MOVE, "level 3 after level 1"),
    "code not closed": (added(MOVE, "\n\n```java\n1 + 1"), MOVE, "is not closed"),
    "too many lines": (source(RUN, "1;\n" * 16), RUN, "16 lines of code"),
    "too wide": (source(RUN, "x" * 81), RUN, "81 columns, more than 80"),
    "too many lines in words": (added(MOVE, "\n\n```java\n" + "1;\n" * 16 + "```"), MOVE, "16 lines of code"),
    "image in Markdown": (added(MOVE, " ![](threads.png)"), MOVE, "no alt text"),
    "image in HTML": (shown('<img src="threads.png">'), RUN, 'no alt text: <img src="threads.png">'),
    "image in an output": (with_an_image_without_words, RUN, 'type "image/png" has no alt text'),
    "picture without words": (shown("<svg role='img'><title>Two</title></svg>"), RUN, "missing: ['desc']"),
    "picture without a role": (shown(PICTURE.replace(' role="img"', "")), RUN, 'needs role="img"'),
    "contrast with the page": (shown('<b style="color:#888888">so</b>'), RUN, 'contrast of "#888888" on the light'),
    "contrast of its own": (shown('<b style="color:#777;background:#888">so</b>'), RUN, "on the own ground"),
    "file of a link": (added(MOVE, " [there](nowhere.ipynb)"), MOVE, 'no file "nowhere.ipynb"'),
    "anchor of a link": (added(MOVE, " [there](#Nowhere)"), MOVE, '"#Nowhere" leads nowhere'),
    "link without encryption": (added(MOVE, " [there](http://example.org)"), MOVE, "neither https"),
    "spelling": (added(MOVE, " A threed waits."), MOVE, 'unknown word "threed"'),
    "minutes that do not add up": (minutes(12, "start-here"), "", "the formula gives"),
    "notes that are open": (with_open_notes, "join-notes", "notes are not folded"),
    "later without a heading": (tagged(MOVE, "later"), MOVE, 'begins with "For later: "'),
    "a sheet that leans on what is for later": (tagged(MOVE, "later"), RUN, 'behind a cell with the tag "later" is "-"'),
    "a lesson too long": (too_long, "", "give the tag later to what can wait"),
    "a lesson too short": (minutes(7, "joins"), "", "a lesson has 15 to 25"),
}


@pytest.mark.parametrize(("break_it", "cell_id", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_form_of_a_broken_lesson_is_found(
    lesson: NotebookNode, tmp_path: Path, break_it: Callable[[NotebookNode], None], cell_id: str, words: str
) -> None:
    break_it(lesson)
    found = findings(lesson, tmp_path)
    assert [where for where, problem in found if words in problem] == [cell_id], found


def test_form_with_an_id_that_stands_twice_is_found(lesson: NotebookNode) -> None:
    # nbformat would rename it while it reads the file.
    named(lesson, RUN).id = MOVE
    assert (MOVE, f'the id "{MOVE}" stands 2 times; give each cell its own') in list(form.problems(lesson))


def test_minutes_leave_out_what_is_for_later(lesson: NotebookNode, tmp_path: Path) -> None:
    too_long(lesson)
    lesson.metadata.lesson.minutes = 7
    for each in lesson.cells[-20:]:
        each.metadata.tags = ["later"]
    lesson.cells.insert(-20, cell(new_markdown_cell, "more", "## For later: more", "later", kind="slide"))
    assert findings(lesson, tmp_path) == []


# --- Runs ---


@pytest.fixture(scope="module")
def runs(kernel_name: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[NotebookNode], tuple]:
    folder = tmp_path_factory.mktemp("lesson")
    return lambda nb: execution.run(nb, kernel_name, folder)


def test_run_of_a_good_lesson_tries_the_solution_and_keeps_the_exercise(
    lesson: NotebookNode, runs: Callable[[NotebookNode], tuple]
) -> None:
    executed, jdk, found = runs(lesson)
    assert found == []
    assert jdk >= 17
    assert "TODO" in named(executed, TODO).source
    assert [output.ename for output in named(executed, CHECK).outputs]


def test_run_of_a_broken_lesson_finds_every_fault(
    lesson: NotebookNode, runs: Callable[[NotebookNode], tuple]
) -> None:
    named(lesson, RUN).source = "int broken = 1 / 0;"
    named(lesson, SETUP).metadata.tags = ["setup", "raises-exception"]
    named(lesson, TODO).source = "answer = 2;"
    named(lesson, SOLUTION).source = named(lesson, SOLUTION).source.replace("answer = 2", "answer = 3")
    found = [(where, problem) for where, problem in runs(lesson)[2]]
    assert [where for where, _ in found] == [SETUP, RUN, TODO, CHECK, SOLUTION]
    for (_, problem), words in zip(
        found,
        [
            "does not fail; take the tag away",
            "ArithmeticException",
            'no "// TODO:"',
            "holds on the unsolved exercise",
            "the check fails on the solution",
        ],
        strict=True,
    ):
        assert words in problem


def test_exercises_without_one_of_their_parts_are_found(lesson: NotebookNode) -> None:
    for part, name in ((TODO, "cell to change"), (CHECK, "check"), (SOLUTION, "solution")):
        broken = copy.deepcopy(lesson)
        broken.cells.remove(named(broken, part))
        found = list(execution.exercises(broken, client=None))
        assert len(found) == 1 and f"an exercise is missing its {name}" in found[0][1], found


# --- What is committed ---


def streams(*lines: str) -> list[NotebookNode]:
    return [new_output("stream", name="stdout", text=line + "\n") for line in lines]


@pytest.fixture
def fresh(lesson: NotebookNode) -> NotebookNode:
    return copy.deepcopy(lesson)


@pytest.mark.parametrize(
    ("outputs", "differs"),
    [
        ([new_output("execute_result", {"text/html": PICTURE, "text/plain": "3"})], False),
        ([new_output("execute_result", {"text/plain": "2"})], True),
        (streams("one"), True),
        ([], True),
    ],
    ids=["another value", "no picture", "a line instead", "nothing"],
)
def test_differences_are_those_of_structure(
    lesson: NotebookNode, fresh: NotebookNode, outputs: list[NotebookNode], differs: bool
) -> None:
    named(fresh, RUN).outputs = outputs
    assert [where for where, _ in execution.differences(lesson, fresh, 17)] == ([RUN] if differs else [])


def test_differences_in_a_cell_that_varies_are_not_in_the_number_of_lines(
    lesson: NotebookNode, fresh: NotebookNode
) -> None:
    for nb, outputs in ((lesson, streams("one")), (fresh, streams("one", "two"))):
        named(nb, RUN).outputs = outputs
    assert [where for where, _ in execution.differences(lesson, fresh, 17)] == [RUN]
    for nb in (lesson, fresh):
        named(nb, RUN).metadata.tags = ["varies"]
    assert list(execution.differences(lesson, fresh, 17)) == []


def test_differences_on_an_older_jdk_leave_out_what_needs_a_newer_one(
    lesson: NotebookNode, fresh: NotebookNode
) -> None:
    named(lesson, RUN).metadata.tags = ["jdk-21"]
    named(fresh, RUN).outputs = streams("needs JDK 21")
    assert list(execution.differences(lesson, fresh, 17)) == []
    assert [where for where, _ in execution.differences(lesson, fresh, 21)] == [RUN]


def test_normalised_outputs_are_the_same_in_every_run(lesson: NotebookNode) -> None:
    def run_of(picture: str, pieces: Iterator[str]) -> NotebookNode:
        nb = copy.deepcopy(lesson)
        nb.metadata.language_info = {"name": "java", "version": "25.0.3"}
        html = f'<div id="{picture}-box"><svg id="{picture}" class="weft-svg"></svg></div>'
        forms = {"text/html": html, "image/svg+xml": f'<svg id="{picture}-alone"/>', "image/png": "iVBORw0KGgo="}
        shown = new_output("display_data", forms, metadata={"image/png": {"width": 900, "alt": "Two threads"}})
        folder = f"{REPOSITORY}/notebooks, {Path.home()}/x"
        named(nb, RUN).execution_count = 7
        named(nb, RUN).outputs = [*streams(*pieces), *streams(folder), shown]
        named(nb, CHECK).outputs = [new_output("error", ename="E", evalue="", traceback=[])]
        return execution.normalised(nb, "03")

    one, other = run_of("weft1a2b", ["a", "b"]), run_of("weft9z", ["a\nb"])
    assert one == other
    assert named(one, RUN).outputs[0].text == "a\nb\n…/notebooks, ~/x\n"
    # The HTML of a timeline holds the other pictures.
    assert named(one, RUN).outputs[1].data == {
        "text/html": f'<div id="w03-{RUN}-box"><svg id="w03-{RUN}" class="weft-svg"></svg></div>'
    }
    assert named(one, RUN).outputs[1].metadata == {}
    assert named(one, CHECK).outputs == []
    assert [each.execution_count for each in one.cells if each.cell_type == "code"] == [1, 2, 3, 4]
    assert one.metadata.language_info == form.METADATA["language_info"]
