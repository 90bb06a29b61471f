#!/usr/bin/env python3
"""Opens every deck in Chromium, with no network, and looks for what does not fit.

    measure.py [--pictures FOLDER] [--chromium PROGRAM] DECK …

At 1280 × 720 and at 1920 × 1080 it checks every slide, with all its fragments shown and its folds open: nothing leaves
the slide, no box hides a part of what it holds, code is 24 pixels or larger, and nothing is asked of a network.
"""
import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SCREENS = [(1280, 720), (1920, 1080)]
# In the browser: what sticks out, in pixels of a 1280 × 720 slide.
MEASURE = """() => {
  const slide = Reveal.getCurrentSlide(), scale = Reveal.getScale(), found = [];
  slide.querySelectorAll("details").forEach((fold) => (fold.open = true));
  const frame = slide.getBoundingClientRect(), bottom = frame.top + 690 * scale, right = frame.left + 1280 * scale;
  for (const each of slide.querySelectorAll("*")) {
    if (each.closest("aside")) continue;
    const box = each.getBoundingClientRect(), name = each.tagName + "." + each.className;
    if (box.bottom > bottom + 1) found.push(`${name} ends ${Math.round((box.bottom - bottom) / scale)} px too low`);
    if (box.right > right + 1) found.push(`${name} ends ${Math.round((box.right - right) / scale)} px too far right`);
    if (each.scrollWidth > each.clientWidth + 1 && each.clientWidth && !each.closest("svg"))
      found.push(`${name} holds ${each.scrollWidth} px in ${each.clientWidth}`);
    if (each.matches("pre, .text code") && parseFloat(getComputedStyle(each).fontSize) < 24 - 0.5)
      found.push(`${name} has letters of ${getComputedStyle(each).fontSize}`);
  }
  return [...new Set(found)];
}"""


def measure(page, deck, size, pictures):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(deck.resolve().as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    total = page.evaluate("Reveal.getTotalSlides()")
    for number in range(total):
        page.evaluate("n => { const i = Reveal.getIndices(Reveal.getSlides()[n]); Reveal.slide(i.h, i.v, 99); }", number)
        name = page.evaluate("Reveal.getCurrentSlide().id")
        # The picture first: it shows what the class sees, folds closed.
        if pictures:
            page.screenshot(path=pictures / f"{deck.name.split('.')[0]}-{width}-{number + 1:02d}-{name}.png")
        for problem in page.evaluate(MEASURE):
            yield f"{deck.name} at {width} × {height}, slide {number + 1} ({name}): {problem}"
    print(f"{deck.name}: {total} slides at {width} × {height}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pictures", type=Path)
    arguments.add_argument("--chromium", default="/usr/bin/chromium")
    arguments.add_argument("decks", nargs="+", type=Path)
    options = arguments.parse_args()
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    problems = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        context = browser.new_context(offline=True)
        page = context.new_page()
        local = ("file:", "data:", "blob:")
        page.on("request", lambda r: r.url.startswith(local) or problems.append(f"asks for {r.url}"))
        page.on("console", lambda m: m.type in ("error", "warning") and problems.append(f"says: {m.text}"))
        page.on("pageerror", lambda e: problems.append(f"script error: {e}"))
        for deck in options.decks:
            for size in SCREENS:
                problems += measure(page, deck, size, options.pictures)
        browser.close()
    print("\n".join(problems) or "everything fits")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
