"""The decks of the lessons (install/slides): what the layout does, and that the measurement finds what it cannot do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import BrowserContext, Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[5]
SLIDES = REPOSITORY / "install" / "slides"
sys.path.insert(0, str(SLIDES))

from hatches import as_lines  # noqa: E402

pytestmark = pytest.mark.browser
LINES = "\n".join(f"line({n});" for n in range(12))
PATTERN = '<pattern id="p-S" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#30a5d9" style="fill-opacity:var(--wf,1)"/>'
PICTURE = f"""<div class="weft-svg"><svg id="p" viewBox="0 0 900 300" width="900"><style>#p .S{{fill:url(#p-S)}}</style>
<defs>{PATTERN}<path d="M0 3.5H7" fill="none" stroke="#004464"/></pattern></defs>
<rect class="S" x="10" y="10" width="60" height="17"><title>sleeping</title></rect><text font-size="14">a</text></svg></div>"""


def cell(make: Callable[..., NotebookNode], cell_id: str, source: str, kind: str = "-", *tags: str) -> NotebookNode:
    return make(source, id=cell_id, metadata={"slideshow": {"slide_type": kind}, "tags": list(tags)})


def code(cell_id: str, source: str, kind: str, *tags: str, text: str = "", html: str = "") -> NotebookNode:
    made = cell(new_code_cell, cell_id, source, kind, *tags)
    made.outputs = [new_output("stream", name="stdout", text=text)] if text else []
    made.outputs += [new_output("display_data", {"text/html": html})] if html else []
    return made


def heading(cell_id: str, source: str) -> NotebookNode:
    return cell(new_markdown_cell, cell_id, source, "slide")


@pytest.fixture(scope="session")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes the deck of some cells, as make slides does; a warning of nbconvert is a failure."""
    subprocess.run([REPOSITORY / "install/lessons.sh", "reveal", sys.prefix], cwd=REPOSITORY, check=True)
    reveal = REPOSITORY / ".cache/slides/templates"

    def make(*cells: NotebookNode) -> Path:
        folder = tmp_path_factory.mktemp("deck")
        metadata = {"title": "Waiting", "lesson": {"minutes": 5}, "language_info": {"name": "java", "pygments_lexer": "java"}}
        nbformat.write(new_notebook(cells=list(cells), metadata=metadata, nbformat_minor=5), folder / "01-waiting.ipynb")
        command = [sys.executable, SLIDES / "decks.py", "slides", "--reveal", reveal, "--out", folder]
        subprocess.run([*command, folder / "01-waiting.ipynb"], check=True, timeout=120)
        return folder / "01-waiting.slides.html"

    return make


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ["WEFT_CHROMIUM"], args=["--no-sandbox"])
        yield browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
        browser.close()


@pytest.fixture
def show(context: BrowserContext) -> Iterator[Callable[[Path], Page]]:
    """Opens a deck; anything that it asks of a network, or that fails in it, fails the test."""
    page, faults = context.new_page(), []
    page.on("request", lambda request: request.url.startswith(("file:", "data:")) or faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))

    def opened(path: Path) -> Page:
        page.goto(path.as_uri())
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        return page

    yield opened
    page.close()
    assert faults == []


def sheets(page: Page) -> list[str]:
    return page.evaluate("Reveal.getSlides().map(each => each.id)")


def inside(page: Page, slide: str, selector: str) -> int:
    return page.evaluate("([id, what]) => document.getElementById(id).querySelectorAll(what).length", [slide, selector])


def measured(path: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, SLIDES / "measure.py", "--chromium", os.environ["WEFT_CHROMIUM"], *options, path]
    return subprocess.run(command, capture_output=True, text=True, timeout=240)


def test_sheet_with_too_much_output_continues_on_the_next_one(
    deck: Callable[..., Path], show: Callable[[Path], Page]
) -> None:
    text = "".join(f"{n} ms\n" for n in range(10))
    path = deck(heading("wait", "## Wait\n\nA while."), code("wait-run", LINES, "subslide", text=text))
    page = show(path)
    assert sheets(page) == ["wait", "wait-run-part-2"]
    assert inside(page, "wait", "pre.output") == 0
    assert inside(page, "wait-run-part-2", "pre.output") == 1
    assert "Wait" in page.locator("#wait-run-part-2 .place").text_content()
    pictures = path.parent / "pictures"
    pictures.mkdir()
    (pictures / "01-waiting-1280-09-of-an-earlier-run.png").touch()
    result = measured(path, "--pictures", pictures)
    assert result.returncode == 0, result.stdout
    names = [f"01-waiting-{width}-{slide}.png" for width in (1280, 1920) for slide in ("01-wait", "02-wait-run-part-2")]
    assert sorted(each.name for each in pictures.iterdir()) == names


def test_measurement_of_a_sheet_that_cannot_be_split_fails_and_names_it(deck: Callable[..., Path]) -> None:
    path = deck(heading("wait", "## Wait"), code("wait-run", LINES + "\n" + LINES, "subslide"))
    result = measured(path)
    assert result.returncode == 1
    assert re.search(r"at 1280 × 720, slide 2 \(wait-run\): pre\. ends \d+ px too low", result.stdout), result.stdout
    assert re.search(r"at 1920 × 1080, slide 2 \(wait-run\)", result.stdout), result.stdout


def test_measurement_finds_letters_too_small_and_text_without_contrast(deck: Callable[..., Path]) -> None:
    bad = PICTURE.replace('font-size="14"', 'font-size="6"')
    path = deck(heading("wait", "## Wait"), code("wait-run", "a", "-", html=bad))
    pale = path.with_name("pale.slides.html")
    pale.write_text(path.read_text().replace("</style>", ".reveal h2 { color: #999 !important; }</style>", 1))
    result = measured(pale)
    assert result.returncode == 1
    assert "a picture with letters of" in result.stdout
    assert '"Wait" has a contrast of 2.8' in result.stdout


def test_picture_stands_below_its_code_if_both_fit_and_else_on_the_next_sheet(
    deck: Callable[..., Path], show: Callable[[Path], Page]
) -> None:
    page = show(
        deck(
            heading("short", "## Short"),
            code("short-run", "a", "subslide", html=PICTURE),
            heading("long", "## Long"),
            code("long-run", LINES, "subslide", html=PICTURE),
        )
    )
    assert [each for each in sheets(page) if inside(page, each, "svg")] == ["short", "long-run-picture"]
    assert inside(page, "short", ".fragment svg") == 1


def test_notes_are_shown_in_the_speakers_window(
    deck: Callable[..., Path], show: Callable[[Path], Page], context: BrowserContext
) -> None:
    note = cell(new_markdown_cell, "wait-notes", "Let the class vote.", "notes")
    page = show(deck(heading("wait", "## Wait"), note, heading("end", "## End")))
    with context.expect_page() as opened:
        page.keyboard.press("s")
    opened.value.wait_for_function("document.querySelector('.speaker-controls-notes .value')?.innerText.includes('vote')")
    page.keyboard.press("ArrowRight")
    opened.value.wait_for_function("document.querySelector('.speaker-controls-notes').classList.contains('hidden')")
    opened.value.close()


def test_fold_is_open_on_a_slide_and_a_solution_comes_at_the_next_key(
    deck: Callable[..., Path], show: Callable[[Path], Page]
) -> None:
    solution = "<details>\n<summary><b>A solution</b></summary>\n\n```java\nint answer = 2;\n```\n\n</details>"
    note = "<details>\n<summary>For the teacher</summary>\n\nMost say 3.\n\n</details>"
    page = show(
        deck(
            heading("exercise", "## Exercise"),
            cell(new_markdown_cell, "exercise-notes", note, "notes"),
            cell(new_markdown_cell, "solution", solution, "subslide", "solution"),
        )
    )
    assert page.locator("details").count() == 0
    assert page.locator("#exercise aside.notes").text_content().strip() == "Most say 3."
    page.keyboard.press("ArrowRight")
    assert page.locator("#solution h3").is_visible()
    assert not page.locator("#solution pre").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator("#solution pre").is_visible()


def test_what_is_for_later_stands_behind_everything_else(
    deck: Callable[..., Path], show: Callable[[Path], Page]
) -> None:
    page = show(
        deck(
            heading("wait", "## Wait"),
            cell(new_markdown_cell, "more", "### For later: more", "subslide", "later"),
            code("more-run", LINES, "-", "later", text="x\n" * 12),
            heading("end", "## End"),
        )
    )
    assert sheets(page) == ["wait", "end", "more", "more-part-2"]
    assert page.locator("#more-part-2 .place").text_content() == "For later: more"


def test_few_sentences_have_larger_letters(deck: Callable[..., Path], show: Callable[[Path], Page]) -> None:
    page = show(deck(heading("wait", "## Wait\n\nA while."), code("wait-run", LINES * 2, "subslide"), heading("end", "## End")))
    size = "each => getComputedStyle(each).fontSize"
    assert page.locator("#wait p").evaluate(size) == "36px"


def test_log_lines_in_a_column_are_not_broken(deck: Callable[..., Path], show: Callable[[Path], Page]) -> None:
    log = "     5.4 ms  main          Main : before\n  2013.3 ms  x             Thread 1: done\n"
    page = show(
        deck(
            heading("wait", "## Wait"),
            code("wait-python", "%%python\nwait()", "subslide", "left", text="waits\n"),
            code("wait-java", "await();", "-", "right", text=log),
        )
    )
    lines = page.locator(".column pre.output").last.text_content().splitlines()
    assert lines == ["   5.4 ms main  Main : before", "2013.3 ms x     Thread 1: done"]


def test_log_line_too_long_for_a_column_goes_on_below_what_was_said(
    deck: Callable[..., Path], show: Callable[[Path], Page]
) -> None:
    log = "    34.0 ms  main          Main : wait for the thread to finish\n"
    page = show(
        deck(
            heading("wait", "## Wait"),
            code("wait-python", "%%python\nwait()", "subslide", "left", text="waits\n"),
            code("wait-java", "await();", "-", "right", text=log),
        )
    )
    lines = page.locator(".column pre.output").last.text_content().splitlines()
    assert lines == ["34.0 ms main  Main : wait for the thread to", "              finish"]


def test_title_of_a_timeline_is_left_to_its_picture(deck: Callable[..., Path], show: Callable[[Path], Page]) -> None:
    magic = '%%timeline --title "A long name" --threads "main|x"'
    page = show(deck(heading("wait", "## Wait"), code("wait-run", f"{magic}\na", "subslide", html=PICTURE)))
    assert page.locator(".language code").text_content() == '%%timeline --threads "main|x"'


def test_right_arrow_shows_everything_in_turn(deck: Callable[..., Path], show: Callable[[Path], Page]) -> None:
    page = show(
        deck(heading("wait", "## Wait"), code("wait-run", LINES, "subslide", text="x\n"), heading("end", "## End"))
    )
    hidden = "[...document.querySelectorAll('.fragment:not(.visible)')].length"
    assert page.evaluate(hidden) > 0
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(hidden) == 0
    assert page.evaluate("Reveal.isLastSlide()")


def test_python_and_java_stand_side_by_side_each_in_its_own_colours(
    deck: Callable[..., Path], show: Callable[[Path], Page]
) -> None:
    page = show(
        deck(
            heading("wait", "## Wait"),
            code("wait-python", "%%python\ndef wait(): pass  # long", "subslide", "left"),
            code("wait-java", "void await() {} // long", "-", "right"),
        )
    )
    page.evaluate("Reveal.slide(0, 0, 9)")
    left, right = (page.locator(".column .highlight").nth(column).bounding_box() for column in (0, 1))
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]
    assert page.locator(".column .hl-python .c1").text_content() == "# long"
    assert page.locator(".column .hl-java .c1").text_content() == "// long"


def test_hatches_become_lines_inside_their_bar() -> None:
    lines = as_lines(PICTURE)
    assert "pattern" not in lines and "url(" not in lines
    assert ".S{fill:#30a5d9}" in lines
    hatch = re.search(r'</rect><path d="([^"]+)"', lines)[1]
    assert re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", hatch) == [
        ("10", "10.5", "70", "10.5"),
        ("10", "17.5", "70", "17.5"),
        ("10", "24.5", "70", "24.5"),
    ]
