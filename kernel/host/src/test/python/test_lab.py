"""JupyterLab in a browser: what a person sees and presses."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import pages
import words
from lab import LabPage, LabServer

pytestmark = pytest.mark.browser

DISPLAY_NAME = os.environ.get("WEFT_TEST_DISPLAY_NAME", r"Java \d+ \(Weft\)")
# For each piece of text: what it says, whether it is bold, and its contrast with the ground that it stands on.
CONTRASTS = """(output) => {
    const parse = colour => {
        const [r, g, b, a = 1] = colour.match(/[0-9.]+/g).map(Number);
        return { r, g, b, a };
    };
    const over = (top, ground) => Object.fromEntries(
        ["r", "g", "b"].map(c => [c, top[c] * top.a + ground[c] * (1 - top.a)]));
    const ground = element => {
        if (!element) return { r: 255, g: 255, b: 255 };
        return over(parse(getComputedStyle(element).backgroundColor), ground(element.parentElement));
    };
    const light = colour => {
        const [r, g, b] = [colour.r, colour.g, colour.b]
            .map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    const texts = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.closest("pre")) continue;
        const style = getComputedStyle(element);
        const behind = ground(element);
        const [a, b] = [light(over(parse(style.color), behind)), light(behind)].sort((x, y) => y - x);
        found.push([texts.currentNode.data, Number(style.fontWeight) >= 600, (a + 0.05) / (b + 0.05)]);
    }
    return found;
}"""


@pytest.fixture
def lab(browser: Browser, server: LabServer, request: pytest.FixtureRequest) -> Iterator[LabPage]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    view = LabPage(page, server)
    yield view
    view.shot(request.node.name.removeprefix("test_"))
    page.close()
    server.end_kernels()


def notebook(lab: LabPage, kernel: str, *cells: str) -> None:
    """Writes a notebook with these cells into the server's folder, and opens it."""
    title = re.sub(r"\W+", "-", os.environ["PYTEST_CURRENT_TEST"].split("::test_")[1].split(" ")[0]).strip("-")
    pages.write(lab.server.root / f"{title}.ipynb", kernel, *cells)
    lab.open_notebook(f"{title}.ipynb")


def test_launcher_shows_the_kernels_name_and_logo(lab: LabPage, kernel_name: str) -> None:
    lab.open_launcher()

    card = lab.page.locator('.jp-LauncherCard[data-category="Notebook"]').filter(
        has_text=re.compile(DISPLAY_NAME)
    )
    expect(card).to_have_count(1)
    logo = card.locator("img.jp-Launcher-kernelIcon")
    expect(logo).to_be_visible()
    assert f"/kernelspecs/{kernel_name}/" in (logo.get_attribute("src") or "")
    expect(logo).to_have_js_property("complete", True)
    assert logo.evaluate("img => img.naturalWidth") > 0, "the logo does not load"


def test_new_notebook_from_the_launcher_runs_java(lab: LabPage) -> None:
    lab.open_launcher()
    lab.page.locator('.jp-LauncherCard[data-category="Notebook"]').filter(
        has_text=re.compile(DISPLAY_NAME)
    ).click()
    lab.page.locator(".jp-Notebook").wait_for()
    lab.ready()

    lab.edit(0)
    lab.page.keyboard.insert_text("6 * 7")
    lab.page.keyboard.press("Control+Enter")

    lab.shows(0, "42")


def test_cells_run_and_show_value_output_error_and_html(lab: LabPage, kernel_name: str) -> None:
    notebook(
        lab,
        kernel_name,
        "6 * 7",
        'System.out.println("printed line");\nSystem.err.println("error line");',
        "int zero = 0;\n1 / zero",
        'int bad = "text";',
    )
    for number in range(4):
        lab.run(number)
        lab.done(number)

    lab.shows(0, "42")
    lab.shows(1, "printed line")
    expect(lab.output(1).locator('[data-mime-type="application/vnd.jupyter.stderr"]').first).to_contain_text("error line")
    lab.shows(2, "ArithmeticException")
    lab.shows(2, "/ by zero")
    lab.shows(3, "incompatible types")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_errors_can_be_read_in_light_and_dark(lab: LabPage, kernel_name: str, theme: str) -> None:
    notebook(
        lab,
        kernel_name,
        "int[] seats = {1, 2};\nint seat(int row) {\n    return seats[row];\n}",
        "seat(7)",
        'int bad = "text";',
    )
    lab.theme(f"JupyterLab {theme}")
    for number in range(3):
        lab.run_and_wait(number)
    lab.shows(1, "Index 7 out of bounds")
    lab.shows(2, "incompatible types")

    shown = lab.output(1).evaluate(CONTRASTS) + lab.output(2).evaluate(CONTRASTS)
    lab.shot(f"errors-{theme.lower()}")
    lab.theme("JupyterLab Light")
    assert shown, "no text in the errors"
    for text, bold, contrast in shown:
        assert contrast >= (3 if bold else 4.5), f"{text!r} has a contrast of {contrast:.2f}"


def test_java_is_highlighted(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, 'class Account { private int balance = 5; String name = "x"; }')

    coloured = lab.cell(0).locator(".cm-line span")
    expect(coloured.nth(2)).to_be_visible()


def test_tab_opens_the_completion_popup_with_the_method_first(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, "int seats = 3;", "seats + Math.ma")
    lab.run_and_wait(0)
    lab.edit(1)
    lab.page.keyboard.press("Tab")

    popup = lab.page.locator(".jp-Completer")
    expect(popup).to_be_visible()
    expect(popup.locator(".jp-Completer-item").first).to_contain_text("max")
    lab.shot("completion-popup")
    lab.page.keyboard.press("Enter")
    expect(lab.cell(1).locator(".cm-content")).to_contain_text("Math.max")


def test_completion_popup_shows_types_as_icons(lab: LabPage, kernel_name: str) -> None:
    # A first cell, since JupyterLab drops what a kernel that is still starting answers too late.
    notebook(lab, kernel_name, "1 + 1", '"text".char')
    lab.run_and_wait(0)
    lab.edit(1)
    lab.page.keyboard.press("Tab")

    expect(lab.page.locator('.jp-Completer .jp-Completer-monogram[data-color-index]').first).to_have_text("f")
    lab.shot("completion-types")
    expect(lab.page.locator(".jp-Completer .jp-Completer-typeExtended").first).to_contain_text("function")
    lab.page.keyboard.press("Escape")


def test_shift_tab_shows_documentation(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, "1 + 1", "Math.abs(")
    lab.run_and_wait(0)
    lab.edit(1)
    lab.page.keyboard.press("Shift+Tab")

    tooltip = lab.page.locator(".jp-Tooltip")
    expect(tooltip).to_be_visible()
    expect(tooltip).to_contain_text("abs")
    # The documentation comes from the JDK's sources; where they are missing, the tooltip says what to install.
    jdk = os.environ.get("WEFT_TEST_JDK")
    sources = jdk is None or words.sources_in(Path(jdk))
    expect(tooltip).to_contain_text("absolute value" if sources else "src.zip")
    assert not re.search(r"</?[a-z]+>", tooltip.inner_text()), "raw HTML in the tooltip"


def test_late_output_stands_under_its_cell(lab: LabPage, kernel_name: str) -> None:
    notebook(
        lab,
        kernel_name,
        'var gate = new CountDownLatch(1);\nnew Thread(() -> { try { gate.await(); } catch (InterruptedException e) { }\n'
        '    System.out.println("late line"); }).start();\nSystem.out.println("started");',
        'gate.countDown();\nSystem.out.println("second cell");',
    )
    lab.run_and_wait(0)
    lab.run_and_wait(1)

    lab.shows(0, "late line")
    assert "late" not in lab.text_of(1)
    lab.shot("late-output")


def test_lines_of_several_threads_stand_under_the_cell_that_started_them(
    browser: Browser, server: LabServer, kernel_name: str
) -> None:
    """Also the picture of the README: `readme.png` in the screenshots."""
    page = browser.new_page(viewport={"width": 880, "height": 620}, device_scale_factor=2)
    view = LabPage(page, server)
    pages.write(
        server.root / "cooks.ipynb",
        kernel_name,
        "# Three cooks and a bell",
        "CountDownLatch doorbell = new CountDownLatch(1);",
        'List<Thread> cooks = startAll(3, "cook-", i -> {\n'
        '    sleep(400 + 100 * i);\n    log("is ready");\n'
        '    doorbell.await();\n    log("serves guest " + (i + 1));\n});\n'
        'log("does not wait for them");',
        'log("rings the bell");\ndoorbell.countDown();',
    )
    view.open_notebook("cooks.ipynb")
    try:
        page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
        page.evaluate("window.jupyterapp.commands.execute('application:toggle-side-tabbar', { side: 'right' })")
        for number in range(3):
            view.run_and_wait(number)
        for guest in range(1, 4):
            view.shows(1, f"serves guest {guest}")
        assert "serves" not in view.text_of(2)
        page.keyboard.press("Control+s")
        expect(page.locator(".jp-mod-current.jp-mod-dirty")).to_have_count(0)
        view.shot("readme")
    finally:
        page.close()
        server.end_kernels()


def test_input_box_takes_a_line(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, 'System.out.println("hello " + new Scanner(System.in).nextLine());')
    lab.run(0)
    box = lab.cell(0).locator("input.jp-Stdin-input")
    box.wait_for()
    lab.shot("input-box")
    box.fill("Ada")
    box.press("Enter")

    lab.shows(0, "hello Ada")
    lab.done(0)


def test_password_box_hides_what_is_typed(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, words.ASK_PASSWORD + "\nsecret.length()")
    lab.run(0)
    box = lab.cell(0).locator("input.jp-Stdin-input")
    box.wait_for()
    assert box.get_attribute("type") == "password"
    box.fill("hunter2")
    box.press("Enter")

    lab.shows(0, "7")


def test_interrupt_button_ends_a_loop_and_keeps_variables(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, "int kept = 5;", 'System.out.println("looping");\nwhile (true) { }', "kept * 100")
    lab.run_and_wait(0)
    lab.run(1)
    lab.shows(1, "looping")
    expect(lab.prompt(1)).to_have_text("[*]:")

    lab.press("interrupt")

    lab.done(1)
    lab.ready()
    lab.run_and_wait(2)
    lab.shows(2, "500")


def test_restart_forgets_variables_and_counts_from_one(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, "int gone = 5;", "gone")
    lab.run_and_wait(0)
    before = {k["id"]: k for k in lab.server.api("kernels")}

    lab.press("restart")
    lab.accept_dialog()
    lab.ready()

    lab.run_and_wait(1)
    lab.shows(1, "gone")
    expect(lab.prompt(1)).to_have_text("[1]:")
    assert {k["id"] for k in lab.server.api("kernels")} == set(before)


def test_run_all_stops_at_the_first_error(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, '"one"', "1 / 0", 'System.out.println("three");')
    lab.edit(0)
    lab.page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
    lab.page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()

    lab.shows(1, "ArithmeticException")
    expect(lab.prompt(2)).not_to_have_text("[*]:")
    lab.ready()
    assert lab.text_of(2).strip() == ""


def test_saved_notebook_names_kernel_and_language(lab: LabPage, kernel_name: str) -> None:
    notebook(lab, kernel_name, "1 + 1", "2 + 2")
    lab.run_and_wait(0)
    file = Path(lab.server.root / lab.page.url.split("?")[0].rsplit("/", 1)[-1])
    with lab.page.expect_response(lambda r: r.request.method == "PUT" and "/api/contents/" in r.url):
        lab.page.keyboard.press("Control+s")

    metadata = json.loads(file.read_text(encoding="utf-8"))["metadata"]
    assert metadata["kernelspec"]["name"] == kernel_name
    assert metadata["language_info"]["name"] == "java"
    assert metadata["language_info"]["file_extension"] == ".jshell"
