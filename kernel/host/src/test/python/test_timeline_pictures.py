"""A timeline's picture in a real browser: with its script, without it, trusted and not, many on one page."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import pages
import readme_pictures
from lab import PATIENCE, SCREENSHOTS, LabPage, LabServer
from notebook import Notebook, jupyter_env

# Also the picture of the README.
CLERKS = readme_pictures.CELL
SLEEPERS = '%%timeline --title "Sleepers"\nstartAll(3, "sleeper-", i -> sleep(30));'


@pytest.fixture(scope="module")
def html(shared: Notebook) -> str:
    """The HTML of one picture, as the kernel sends it."""
    return shared.run(CLERKS).only("display_data")["data"]["text/html"]


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory, kernel_name: str) -> Path:
    """A notebook with two pictures, run and saved by nbconvert: nobody has signed it."""
    folder = tmp_path_factory.mktemp("executed")
    file = pages.write(folder / "pictures.ipynb", kernel_name, "# Pictures", CLERKS, SLEEPERS)
    convert(folder, "--execute", "--to", "notebook", "--inplace", file.name)
    return file


def convert(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", *arguments],
        env=jupyter_env(folder), cwd=folder, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 960, "height": 700})
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()


@pytest.fixture
def picture(page: Page, html: str) -> Locator:
    page.set_content(f"<!DOCTYPE html><button>before</button>{html}<button>after</button>")
    return page.locator("svg[role=img]")


def bars(picture: Locator) -> list[float]:
    """Where the bars of the lanes begin, from left to right as they were drawn."""
    return picture.evaluate("svg => [...svg.querySelectorAll('.w-lane rect')].map(r => parseFloat(r.getAttribute('x')))")


def ticks(picture: Locator) -> list[str]:
    return picture.locator(".w-axis text").all_text_contents()


def test_keyboard_reaches_the_picture_zooms_moves_and_shows_all(page: Page, picture: Locator) -> None:
    whole = bars(picture)
    page.get_by_text("before").focus()
    page.keyboard.press("Tab")
    expect(picture).to_be_focused()
    outline = picture.evaluate("svg => getComputedStyle(svg).outlineStyle + ' ' + getComputedStyle(svg).outlineWidth")
    assert outline == "solid 3px"

    page.keyboard.press("+")
    zoomed = bars(picture)
    assert zoomed != whole
    page.keyboard.press("ArrowRight")
    assert max(bars(picture)) < max(zoomed)
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert bars(picture) == pytest.approx(whole)
    page.keyboard.press("+")
    page.keyboard.press("Escape")
    assert bars(picture) == pytest.approx(whole)
    page.keyboard.press("Tab")
    expect(page.locator("summary")).to_be_focused()


def test_drag_zooms_to_what_was_dragged_over_and_double_click_shows_all(page: Page, picture: Locator) -> None:
    before = ticks(picture)
    box = picture.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + 300, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 450, middle, steps=4)
    page.mouse.up()

    after = ticks(picture)
    assert after != before
    assert float(re.sub("[^0-9.].*", "", after[0])) > 0
    picture.dblclick(position={"x": 500, "y": 100})
    assert float(re.sub("[^0-9.].*", "", ticks(picture)[0])) == 0


def test_escape_gives_up_a_drag(page: Page, picture: Locator) -> None:
    before = bars(picture)
    box = picture.bounding_box()
    assert box
    picture.focus()
    page.mouse.move(box["x"] + 300, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 450, box["y"] + 100, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()

    assert bars(picture) == pytest.approx(before)


def test_pointing_at_a_lock_leaves_only_its_waiters_bright(picture: Locator) -> None:
    picture.locator(".w-lock rect").first.hover(force=True)

    lock = picture.locator(".w-lock").first.get_attribute("data-lock")
    bright = picture.evaluate(
        "svg => [...svg.querySelectorAll('.w-lane rect:not(.w-dim)')].map(r => r.getAttribute('data-on'))"
    )
    assert bright and set(bright) == {lock}
    assert picture.locator(".w-lane rect.w-dim").count() > 0


def test_pointing_at_a_lane_leaves_only_its_links_bright(picture: Locator) -> None:
    lane = picture.locator(".w-lane").last
    lane.locator("rect").first.hover(force=True)

    bright = picture.evaluate(
        "svg => [...svg.querySelectorAll('.w-link:not(.w-dim)')].map(g => g.getAttribute('data-link').split(' '))"
    )
    assert bright and all(lane.get_attribute("data-lane") in ends for ends in bright)


def test_pointing_at_a_name_lights_up_what_its_lane_does(picture: Locator) -> None:
    lane = picture.locator(".w-lane").last.get_attribute("data-lane")
    picture.locator(f".w-name[data-name='lane {lane}'] text").first.hover(force=True)

    bright = picture.evaluate(
        "svg => [...svg.querySelectorAll('.w-link:not(.w-dim)')].map(g => g.getAttribute('data-link').split(' '))"
    )
    assert bright and all(lane in ends for ends in bright)
    assert picture.locator(".w-link.w-dim").count() > 0


def test_pictures_on_one_page_share_no_id_and_follow_their_own_theme(page: Page, html: str, nb: Notebook) -> None:
    other = nb.run(SLEEPERS).only("display_data")["data"]["text/html"]
    page.set_content(f"<!DOCTYPE html><body data-jp-theme-light='false'>{html}{other}")

    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) > 10
    assert len(ids) == len(set(ids))
    grounds = page.evaluate(
        "() => [...document.querySelectorAll('svg[role=img]')].map(s => getComputedStyle(s.querySelector('.fb')).fill)"
    )
    assert grounds == ["rgb(22, 24, 29)"] * 2


def test_without_script_the_picture_and_its_tooltips_are_there(browser: Browser, html: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(f"<!DOCTYPE html>{html}")

    expect(page.locator("svg[role=img]")).to_be_visible()
    expect(page.locator(".weft-plain")).to_be_hidden()
    assert page.locator("svg[role=img] .w-lane rect > title").count() > 5
    context.close()


# As GitHub shows a notebook: it removes style sheets, inline styles, "hidden" and scripts, with or without the SVG.
# https://github.com/pydata/xarray/pull/4053, https://github.com/jupyter/nbviewer/issues/450
GITHUB = """keepsSvg => {
    document.querySelectorAll('style, script').forEach(e => e.remove());
    if (!keepsSvg) document.querySelectorAll('svg').forEach(e => e.replaceWith(e.textContent));
    document.querySelectorAll('*').forEach(e => ['style', 'id', 'hidden', 'class'].forEach(a => e.removeAttribute(a)));
}"""


@pytest.mark.parametrize("keeps_svg", [True, False])
def test_a_page_without_styles_shows_the_image_first(browser: Browser, html: str, keeps_svg: bool) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content(f"<!DOCTYPE html>{html}")
    page.evaluate(GITHUB, keeps_svg)

    image = page.locator("img")
    expect(image).to_be_visible()
    assert image.evaluate("img => img.complete && img.naturalWidth") == 900
    assert (image.get_attribute("alt") or "").startswith("Two clerks, one till. ")
    assert page.locator("svg").count() == (1 if keeps_svg else 0)
    if keeps_svg:
        expect(page.locator("svg")).to_be_hidden()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"timeline-github-{'svg' if keeps_svg else 'nosvg'}.png", full_page=True)
    context.close()


def test_printed_from_a_dark_page_it_is_dark_on_white(page: Page, html: str) -> None:
    page.set_content(f"<!DOCTYPE html><body data-jp-theme-light='false'>{html}")
    page.emulate_media(media="print")

    picture = page.locator("svg[role=img]")
    assert picture.evaluate("s => getComputedStyle(s.querySelector('.fb')).fill") == "rgb(255, 255, 255)"
    assert picture.evaluate("s => getComputedStyle(s.querySelector('text.ft')).fill") == "rgb(22, 24, 29)"
    expect(page.locator(".w-hint")).to_be_hidden()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "timeline-print.png")


@pytest.fixture
def lab(browser: Browser, server: LabServer) -> Iterator[LabPage]:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    yield LabPage(page, server)
    page.close()
    server.end_kernels()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_an_untrusted_notebook_shows_the_image(lab: LabPage, executed: Path, theme: str) -> None:
    (lab.server.root / "untrusted.ipynb").write_bytes(executed.read_bytes())
    lab.open_notebook("untrusted.ipynb")
    lab.theme(f"JupyterLab {theme}")

    for cell in range(2):
        image = lab.output(cell).locator("img")
        expect(image).to_be_visible()
        assert image.evaluate("img => img.complete && img.naturalWidth") == 900
        expect(lab.output(cell).locator(".weft-svg")).to_be_hidden()
        expect(lab.output(cell).locator("summary")).to_be_visible()
    lab.shot(f"timeline-untrusted-{theme.lower()}")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_a_trusted_notebook_shows_the_svg_in_the_pages_theme(lab: LabPage, kernel_name: str, theme: str) -> None:
    pages.write(lab.server.root / f"trusted-{theme}.ipynb", kernel_name, CLERKS)
    lab.open_notebook(f"trusted-{theme}.ipynb")
    lab.theme(f"JupyterLab {theme}")
    lab.run_and_wait(0)

    picture = lab.output(0).locator("svg[role=img]")
    expect(picture).to_be_visible()
    # The HTML wins, though an SVG and a PNG stand beside it.
    expect(lab.output(0).locator(".jp-RenderedHTMLCommon")).to_have_count(1)
    expect(lab.output(0).locator(".jp-RenderedImage, .jp-RenderedSVG")).to_have_count(0)
    expect(lab.output(0).locator(".weft-plain")).to_be_hidden()
    ground = picture.evaluate("s => getComputedStyle(s.querySelector('.fb')).fill")
    assert ground == ("rgb(255, 255, 255)" if theme == "Light" else "rgb(22, 24, 29)")
    # Keys that mean something to the notebook stay with the picture: "+" makes no cell, an arrow selects none.
    picture.focus()
    before = bars(picture)
    lab.page.keyboard.press("+")
    lab.page.keyboard.press("ArrowRight")
    assert bars(picture) != before
    expect(lab.page.locator(".jp-Notebook .jp-Cell")).to_have_count(1)
    expect(picture).to_be_focused()
    lab.page.keyboard.press("Escape")
    assert bars(picture) == pytest.approx(before)
    lab.shot(f"timeline-{theme.lower()}")


def test_nbconvert_html_shows_each_picture_once(page: Page, executed: Path) -> None:
    convert(executed.parent, "--to", "html", executed.name)
    page.goto(executed.with_suffix(".html").as_uri())

    expect(page.locator("svg[role=img]")).to_have_count(2)
    for picture in page.locator("svg[role=img]").all():
        expect(picture).to_be_visible()
    for plain in page.locator(".weft-plain").all():
        expect(plain).to_be_hidden()
    headings = page.evaluate("() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => h.tagName)")
    assert headings == ["H1"]
    assert page.locator("details table caption").count() == page.locator("details table").count() >= 3


def test_outputs_hold_the_forms_that_clients_choose_from(executed: Path) -> None:
    outputs = [o for cell in nbformat.read(executed, as_version=4).cells for o in cell.get("outputs", [])]

    forms = ["image/png", "image/svg+xml", "text/html", "text/plain"]
    assert [sorted(o["data"]) for o in outputs if "data" in o] == [forms] * 2
    assert all(len(json.dumps(o)) < 200_000 for o in outputs)
    for output in outputs:
        assert "".join(output["data"]["image/svg+xml"]).startswith('<svg xmlns="http://www.w3.org/2000/svg"')
        assert output["metadata"]["image/png"]["width"] == 900
        assert output["metadata"]["image/png"]["alt"]


def test_nbconvert_slides_show_the_html_and_no_second_picture(page: Page, executed: Path) -> None:
    convert(executed.parent, "--to", "slides", executed.name)
    page.goto(executed.with_suffix(".slides.html").as_uri())

    expect(page.locator("svg[role=img]")).to_have_count(2)
    assert page.locator(".jp-RenderedImage, .jp-RenderedSVG, .jp-OutputArea img:visible").count() == 0


def test_nbconvert_markdown_writes_the_pictures_as_files(executed: Path) -> None:
    convert(executed.parent, "--to", "markdown", executed.name)

    files = sorted(executed.with_name("pictures_files").iterdir(), key=lambda file: file.suffix)
    assert [file.suffix for file in files] == [".png", ".png", ".svg", ".svg"]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files[:2])


def test_nbconvert_latex_takes_the_png_and_needs_no_inkscape(executed: Path) -> None:
    nb = nbformat.read(executed, as_version=4)
    nb.cells = [cell for cell in nb.cells if cell.cell_type == "code"]  # Prose would need pandoc.
    nbformat.write(nb, executed.with_name("code.ipynb"))
    convert(executed.parent, "--to", "latex", "--SVG2PDFPreprocessor.enabled=False", "code.ipynb")

    latex = executed.with_name("code.tex").read_text(encoding="utf-8")
    assert len(re.findall(r"adjustimage.*code_files/\w+\.png", latex)) == 2


def test_the_svg_beside_the_html_stands_alone_on_white(page: Page, shared: Notebook) -> None:
    svg = shared.run(CLERKS).only("display_data")["data"]["image/svg+xml"]
    page.emulate_media(color_scheme="dark")
    page.goto("data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode())

    ground = page.evaluate("() => getComputedStyle(document.querySelector('svg > path')).fill")
    ink = page.evaluate("() => getComputedStyle(document.querySelector('svg > text')).fill")
    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(22, 24, 29)")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "timeline-svg-alone.png")
