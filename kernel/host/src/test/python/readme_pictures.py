"""Takes the pictures of the README: a timeline in JupyterLab, light and dark, and a slide.

    readme_pictures.py DECK FOLDER      (called by: make pictures)

Nothing is drawn by hand: the cell runs, and the slide is the first of the deck that holds a picture of threads.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

import pages
from lab import LabPage, LabServer
from notebook import jupyter_env

CELL = """%%timeline --title "Two clerks, one till"
Object till = new Object();
startAll(2, "clerk-", i -> {
    for (int n = 0; n < 3; n++) {
        synchronized (till) { sleep(40); }
        sleep(20);
    }
});"""


def lab(browser: Browser, folder: Path) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        server = LabServer(Path(place), jupyter_env(Path(place)))
        try:
            server.await_ready()
            photograph(browser, server, folder)
            server.end_kernels()
        finally:
            server.stop()


def photograph(browser: Browser, server: LabServer, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 650}, device_scale_factor=1.35)
    view = LabPage(page, server)
    pages.write(server.root / "clerks.ipynb", os.environ.get("WEFT_TEST_KERNEL", "weft"), CELL)
    view.open_notebook("clerks.ipynb")
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    page.evaluate("window.jupyterapp.commands.execute('application:toggle-side-tabbar', { side: 'right' })")
    # Twice, as the first run of a notebook also loads what it needs.
    for count in ("[1]:", "[2]:"):
        view.run(0)
        expect(view.prompt(0)).to_have_text(count)
    view.output(0).locator("svg[role=img]").wait_for()
    news = page.locator(".Toastify__toast button", has_text="No")
    if news.count():
        news.first.click()
        news.first.wait_for(state="detached")
    page.keyboard.press("Control+s")
    page.locator(".jp-mod-current.jp-mod-dirty").wait_for(state="detached")
    for theme in ("Light", "Dark"):
        view.theme(f"JupyterLab {theme}")
        page.screenshot(path=folder / f"lab-{theme.lower()}.png")
    page.close()


def slide(browser: Browser, deck: Path, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(deck.resolve().as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    page.evaluate(
        """() => {
            const found = Reveal.getSlides().find(each => each.querySelector("svg[role=img]"));
            const at = Reveal.getIndices(found);
            Reveal.configure({ transition: "none" });
            Reveal.slide(at.h, at.v, 99);
        }"""
    )
    page.locator("section.present svg[role=img]").first.wait_for()
    page.screenshot(path=folder / "slide.png")
    page.close()


if __name__ == "__main__":
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=os.environ.get("WEFT_CHROMIUM") or None, args=["--no-sandbox"])
        slide(chromium, Path(sys.argv[1]), Path(sys.argv[2]))
        lab(chromium, Path(sys.argv[2]))
        chromium.close()
