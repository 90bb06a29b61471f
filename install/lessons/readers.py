"""What readers need: words for every picture, contrast, links that lead somewhere, spelling, honest minutes.

Each function yields its findings as pairs of a cell's id ("" for the notebook) and a sentence.
"""

import functools
import re
from html.parser import HTMLParser
from pathlib import Path

from spellchecker import SpellChecker

from form import FENCE, is_code, tags

OWN_WORDS = Path(__file__).with_name("words.txt")
WORDS_A_MINUTE = 120
EXERCISE_MINUTES = 4
LONGEST, SHORTEST = 25, 15
# What is written into an output must be readable on white paper and on JupyterLab's dark ground.
GROUNDS = {"light": (255, 255, 255), "dark": (17, 17, 17)}


def problems(nb, folder):
    yield from minutes(nb)
    yield from spelling(nb)
    anchors = set(headings_of(nb))
    for cell in nb.cells:
        texts = [cell.source] if cell.cell_type == "markdown" else list(html_of(cell))
        for text in texts:
            for problem in [*pictures(text), *contrast(text)]:
                yield cell.id, problem
        if cell.cell_type == "markdown":
            for problem in links(FENCE.sub("", cell.source), folder, anchors):
                yield cell.id, problem
        else:
            yield from ((cell.id, problem) for problem in images(cell))


def html_of(cell):
    for output in cell.outputs:
        yield "".join(output.get("data", {}).get("text/html", ""))


def images(cell):
    for output in cell.outputs:
        for kind in ("image/png", "image/jpeg"):
            if kind in output.get("data", {}) and not output.metadata.get(kind, {}).get("alt"):
                yield f'a picture of type "{kind}" has no alt text in its metadata; display it with one'


class Pictures(HTMLParser):
    """Collects pictures that nobody can read who does not see them."""

    def __init__(self):
        super().__init__()
        self.problems = []
        self.svg = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "img" and not (attributes.get("alt") or "").strip():
            self.problems.append(f'no alt text: <img src="{(attributes.get("src") or "")[:40]}">; write alt="…"')
        if tag == "svg" and self.svg is None and attributes.get("aria-hidden") != "true":
            self.svg = {"role": attributes.get("role"), "title": "", "desc": ""}
            self.depth = 0
        if self.svg is not None:
            self.depth += tag == "svg"
            # Only the picture's own title is its name; those of its parts are tool tips.
            self.inside = tag if tag in ("title", "desc") and not self.svg[tag] else None

    def handle_data(self, data):
        if self.svg is not None and self.inside:
            self.svg[self.inside] += data

    def handle_endtag(self, tag):
        if self.svg is None:
            return
        self.inside = None
        self.depth -= tag == "svg"
        if self.depth == 0:
            missing = [name for name in ("title", "desc") if not self.svg[name].strip()]
            if self.svg["role"] != "img" or missing:
                self.problems.append(f'an <svg> needs role="img", <title> and <desc>; missing: {missing or "role"}')
            self.svg = None


def pictures(text):
    for image in re.findall(r"!\[\s*\]\([^)]*\)", FENCE.sub("", text)):
        yield f'no alt text: "{image[:60]}"; write ![what the picture shows](…)'
    parser = Pictures()
    parser.feed(text)
    yield from parser.problems


class Inks(HTMLParser):
    """Collects colours of text in style attributes, each with the ground that it stands on, its own or inherited."""

    VOID = {"br", "col", "hr", "img", "input", "wbr"}

    def __init__(self):
        super().__init__()
        self.grounds = [None]
        self.inks = []

    def handle_starttag(self, tag, attributes):
        style = (dict(attributes).get("style") or "").replace(" ", "")
        parts = dict(part.split(":", 1) for part in style.split(";") if ":" in part)
        ground = colour(parts.get("background", parts.get("background-color"))) or self.grounds[-1]
        if colour(parts.get("color")) is not None:
            self.inks.append((parts["color"], ground))
        if tag not in self.VOID:
            self.grounds.append(ground)

    def handle_endtag(self, tag):
        if tag not in self.VOID and len(self.grounds) > 1:
            self.grounds.pop()


def contrast(text):
    """Colours that stand in style attributes; those of style sheets are measured in the browser."""
    parser = Inks()
    parser.feed(text)
    for ink, ground in parser.inks:
        for name, page in {"own": ground}.items() if ground else GROUNDS.items():
            if ratio(colour(ink), page) < 4.5:
                yield f'the contrast of "{ink}" on the {name} ground is {ratio(colour(ink), page):.1f}; it needs 4.5'


def colour(text):
    """Red, green and blue of #rgb or #rrggbb; None for what a page decides, such as var(--ink)."""
    digits = re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text or "")
    if not digits:
        return None
    digits = digits[1] if len(digits[1]) == 6 else "".join(2 * digit for digit in digits[1])
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


def ratio(one, other):
    """WCAG 2.2, contrast ratio."""
    light = [
        sum(share * (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4) for share, v in zip((0.2126, 0.7152, 0.0722), parts))
        for parts in ([value / 255 for value in each] for each in (one, other))
    ]  # fmt: skip
    return (max(light) + 0.05) / (min(light) + 0.05)


def headings_of(nb):
    """The anchors that JupyterLab and GitHub give to headings: spaces become hyphens; GitHub writes all small."""
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            for text in re.findall(r"^#+ (.*)$", FENCE.sub("", cell.source), re.M):
                yield re.sub(r"[`*]", "", text).strip().replace(" ", "-")


def links(source, folder, anchors):
    for target in re.findall(r"\]\(([^)\s]+)", source):
        if target.startswith("https://"):
            continue
        if re.match(r"[a-z]+:", target):
            yield f'the link "{target}" is neither https nor a file beside the lesson'
        file, _, anchor = target.partition("#")
        if file and not (folder / file).is_file():
            yield f'the link "{target}" leads nowhere: there is no file "{file}" in "{folder.name}"'
        if not file and anchor not in anchors:
            yield f'the link "{target}" leads nowhere; headings are {", ".join(sorted(anchors))}'


def prose(cell):
    """The words of a Markdown cell, without code, links' addresses and tags."""
    text = FENCE.sub(" ", cell.source)
    for not_prose in (r"`[^`]*`", r"\]\([^)]*\)", r"<[^>]*>", r"https?://\S+", r"&\w+;"):
        text = re.sub(not_prose, " ", text)
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)


# A dictionary takes half a second to read.
dictionary = functools.cache(SpellChecker)


def spelling(nb):
    checker = dictionary()
    own = set(OWN_WORDS.read_text(encoding="utf-8").split())
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        words = {re.sub(r"['’]s$", "", word).replace("’", "'") for word in prose(cell)}
        # Names such as GIL, JVMs and ThreadPool are no words of a dictionary.
        words = {word.lower() for word in words if word[1:] == word[1:].lower()} - own
        for word in sorted(checker.unknown(words)):
            yield cell.id, f'unknown word "{word}"; correct it, or add it to install/lessons/{OWN_WORDS.name}'


def estimated_minutes(nb):
    """The formula stands in .github/LESSONS.md."""
    taught = [c for c in nb.cells if c.cell_type == "markdown" and "solution" not in tags(c)]
    taught = [c for c in taught if c.metadata.get("slideshow", {}).get("slide_type") != "notes"]
    taught = [c for c in taught if "later" not in tags(c)]
    total = sum(len(prose(cell)) for cell in taught) / WORDS_A_MINUTE
    for cell in (each for each in nb.cells if "later" not in tags(each)):
        if is_code(cell) and not tags(cell) & {"setup", "exercise"}:
            total += 1 + any("<svg" in text for text in html_of(cell)) + ("predict" in tags(cell))
        if is_code(cell, "exercise") and "raises-exception" not in tags(cell):
            total += EXERCISE_MINUTES
    return total


def minutes(nb):
    stated, estimated = nb.metadata.get("lesson", {}).get("minutes", 0), estimated_minutes(nb)
    if not 0.75 * estimated <= stated <= 1.25 * estimated:
        yield "", f'the metadata state {stated} minutes, the formula gives {estimated:.0f}; cut the lesson or correct the number'
    if round(estimated) > LONGEST:
        yield "", f"the formula gives {estimated:.0f} minutes, more than {LONGEST}; give the tag later to what can wait"
    if nb.metadata.get("lesson", {}).get("id") != "start-here" and not SHORTEST <= stated <= LONGEST:
        yield "", f"{stated} minutes; a lesson has {SHORTEST} to {LONGEST}"
