#!/usr/bin/env python3
"""Opens every deck in Chromium, with no network, and looks for what does not fit.

    measure.py [--pictures FOLDER] [--chromium PROGRAM] DECK …

At 1280 × 720 and at 1920 × 1080 it checks every slide, with all its fragments shown and its folds open: nothing leaves
the slide, no box hides a part of what it holds, letters are large enough, also those of a picture, text stands out
from its ground in light and in dark, and nothing is asked of a network.
"""
import argparse
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SCREENS = [(1280, 720), (1920, 1080)]
# In the browser: what sticks out, in pixels of a 1280 × 720 slide, and what cannot be read from the last row.
MEASURE = """() => {
  const slide = Reveal.getCurrentSlide(), scale = Reveal.getScale(), found = [];
  slide.querySelectorAll("details").forEach((fold) => (fold.open = true));
  const frame = slide.getBoundingClientRect(), bottom = frame.top + 696 * scale, right = frame.left + 1280 * scale;
  const name = (each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class") || ""}`;
  for (const each of slide.querySelectorAll("*")) {
    if (each.closest("aside") || (each.closest("svg") && each.tagName !== "svg")) continue;
    const box = each.getBoundingClientRect();
    if (box.bottom > bottom + 1) found.push(`${name(each)} ends ${Math.round((box.bottom - bottom) / scale)} px too low`);
    if (box.right > right + 1) found.push(`${name(each)} ends ${Math.round((box.right - right) / scale)} px too far right`);
    if (each.scrollWidth > each.clientWidth + 1 && each.clientWidth && each.tagName !== "svg")
      found.push(`${name(each)} holds ${each.scrollWidth} px in ${each.clientWidth}`);
    const smallest = each.closest(".column, .language") ? 20 : 24;
    if (each.matches("pre, .text code") && parseFloat(getComputedStyle(each).fontSize) < smallest - 0.5)
      found.push(`${name(each)} has letters of ${getComputedStyle(each).fontSize}; at least ${smallest}px`);
  }
  for (const svg of slide.querySelectorAll("svg")) {
    const larger = Math.min(...["width", "height"].map((side) => svg.getBoundingClientRect()[side] / svg.viewBox.baseVal[side]));
    const sizes = [...svg.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * larger / scale);
    if (Math.min(...sizes) < 11.5)
      found.push(`a picture with letters of ${Math.min(...sizes).toFixed(1)} px; put the text below it on another sheet, or draw fewer threads`);
  }
  return [...new Set(found)];
}"""
# WCAG's contrast of each piece of text with the ground that it stands on.
CONTRASTS = """() => {
  const parse = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const over = ([r, g, b, a = 1], ground) => [r, g, b].map((part, i) => part * a + ground[i] * (1 - a));
  const ground = (each) => each ? over(parse(getComputedStyle(each).backgroundColor), ground(each.parentElement)) : [255, 255, 255];
  const light = (colour) => colour.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const found = [], texts = document.createTreeWalker(Reveal.getCurrentSlide(), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const each = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || each.closest("svg, aside")) continue;
    const behind = ground(each), style = getComputedStyle(each);
    const [a, b] = [light(over(parse(style.color), behind)), light(behind)].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) found.push(`"${texts.currentNode.data.trim().slice(0, 30)}" has a contrast of ${((a + 0.05) / (b + 0.05)).toFixed(1)}; at least 4.5`);
  }
  return [...new Set(found)];
}"""


def measure(page, deck, size, pictures):
    width, height = size
    start = f"{deck.name.split('.')[0]}-{width}"
    # Those of an earlier run may have other numbers, and would stand among the new ones.
    for stale in pictures.glob(f"{start}-*.png") if pictures else []:
        stale.unlink()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(deck.resolve().as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    total = page.evaluate("Reveal.getTotalSlides()")
    for number in range(total):
        page.evaluate("n => { const i = Reveal.getIndices(Reveal.getSlides()[n]); Reveal.slide(i.h, i.v, 99); }", number)
        name = page.evaluate("Reveal.getCurrentSlide().id")
        # The picture first: it shows what the class sees, folds closed.
        if pictures:
            page.screenshot(path=pictures / f"{start}-{number + 1:02d}-{name}.png")
        found = page.evaluate(MEASURE)
        for theme in ("true", "false"):
            page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", theme)
            found += page.evaluate(CONTRASTS)
            # A dark picture of the slides that have one: it is not the same as the light one with other colours.
            if pictures and theme == "false" and page.evaluate("!!Reveal.getCurrentSlide().querySelector('svg')"):
                page.screenshot(path=pictures / f"{start}-{number + 1:02d}-{name}-dark.png")
        page.evaluate("() => { document.body.dataset.jpThemeLight = 'true'; }")
        for problem in found:
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
