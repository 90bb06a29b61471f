"""What the form of a lesson must be: metadata, ids, tags, slide types, headings, size of the code.

Each function yields its findings as pairs of a cell's id ("" for the notebook) and a sentence.
The rules stand in .github/LESSONS.md.
"""

import re
from collections import Counter

TAGS = {
    "setup", "predict", "exercise", "solution", "raises-exception", "left", "right", "varies", "hide-input", "slow",
    "later",
}  # fmt: skip
JDK_TAG = re.compile(r"jdk-(\d\d)")
SLIDE_TYPES = {"slide", "subslide", "fragment", "notes", "skip", "-"}
MAX_LINES, MAX_COLUMNS, MAX_COLUMNS_BESIDE = 15, 80, 46
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
NOTES = re.compile(r"<details>\s*<summary>For the teacher</summary>\n\n.*\n\n</details>$", re.S)
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# A kernel's own version and JDK would change in every commit; this is what a reader without the kernel needs.
METADATA = {
    "kernelspec": {"name": "weft", "display_name": "Java (Weft)", "language": "java"},
    "language_info": {
        "name": "java",
        "version": "17",
        "mimetype": "text/x-java-source",
        "file_extension": ".jshell",
        "pygments_lexer": "java",
        "codemirror_mode": "java",
    },
}


def tags(cell):
    return set(cell.metadata.get("tags", []))


def is_code(cell, *wanted):
    return cell.cell_type == "code" and set(wanted) <= tags(cell)


def old_format(nb):
    """Without it nothing else can be checked: cells have ids since 4.5."""
    if (nb.nbformat, nb.nbformat_minor) != (4, 5):
        yield "", f'the format is "{nb.nbformat}.{nb.nbformat_minor}"; write nbformat 4, nbformat_minor 5'


def problems(nb):
    yield from metadata(nb)
    yield from ids(nb)
    yield from headings(nb)
    yield from columns(nb)
    yield from later(nb)
    for cell in nb.cells:
        for problem in cell_form(cell):
            yield cell.get("id", ""), problem


def metadata(nb):
    for key, value in METADATA.items():
        if nb.metadata.get(key) != value:
            yield "", f'the metadata "{key}" are not the pack\'s; a refresh writes them: install/lessons.sh write'
    unknown = sorted(set(nb.metadata) - set(METADATA) - {"title", "lesson"})
    if unknown:
        yield "", f'unknown metadata "{", ".join(unknown)}"; take them out'
    if not nb.metadata.get("title"):
        yield "", 'the metadata have no "title"'
    lesson = nb.metadata.get("lesson", {})
    for key, kind in (("id", str), ("minutes", int), ("requires", list)):
        if not isinstance(lesson.get(key), kind):
            yield "", f'the metadata "lesson" have no "{key}"; expected a {kind.__name__}'


def ids(nb):
    """nbformat's own validation renames duplicates in silence, so they are counted here."""
    for cell_id, count in Counter(cell.get("id", "") for cell in nb.cells).items():
        if not SLUG.fullmatch(cell_id) or len(cell_id) > 64:
            yield cell_id, f'the id "{cell_id}" is no readable slug; write one such as "join-run"'
        if count > 1:
            yield cell_id, f'the id "{cell_id}" stands {count} times; give each cell its own'


def headings(nb):
    level = 0
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        for mark, text in re.findall(r"^(#+) (.*)$", FENCE.sub("", cell.source), re.M):
            if (len(mark) == 1) != (level == 0):
                yield cell.id, f'the heading "{text}" has level {len(mark)}; one "#" opens the lesson, and only one'
            elif len(mark) > level + 1:
                yield cell.id, f'the heading "{text}" has level {len(mark)} after level {level}; leave none out'
            level = len(mark)


def columns(nb):
    """A left column needs a right one behind it, and the other way round."""
    runs = []
    for cell in nb.cells:
        if cell.metadata.get("slideshow", {}).get("slide_type") == "notes":
            continue
        side = next(iter(tags(cell) & {"left", "right"}), None)
        if not runs or runs[-1][0] != side:
            runs.append((side, cell.id))
    for before, (side, cell_id), after in zip([(None, "")] + runs, runs, runs[1:] + [(None, "")]):
        if side == "left" and after[0] != "right":
            yield cell_id, 'the tag "left" needs a cell with the tag "right" right behind it'
        if side == "right" and before[0] != "left":
            yield cell_id, 'the tag "right" needs a cell with the tag "left" right before it'


def later(nb):
    """What is for later goes to the end of the deck, so both it and what stands behind it must begin a sheet."""
    before = None
    for cell in nb.cells:
        is_later = "later" in tags(cell)
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        if is_later and not before and not re.match("#+ For later: ", cell.source):
            yield cell.id, 'the first cell with the tag "later" needs a heading that begins with "For later: "'
        if before and not is_later and kind not in ("slide", "subslide", "skip"):
            yield cell.id, f'the slide_type behind a cell with the tag "later" is "{kind}"; write slide or subslide'
        before = is_later


def cell_form(cell):
    slide_type = cell.metadata.get("slideshow", {}).get("slide_type")
    if slide_type not in SLIDE_TYPES:
        yield f'the slide_type is "{slide_type}"; choose one of {", ".join(sorted(SLIDE_TYPES))}'
    unknown = sorted(tag for tag in tags(cell) - TAGS if not JDK_TAG.fullmatch(tag))
    if unknown:
        yield f'unknown tags "{", ".join(unknown)}"; choose from {", ".join(sorted(TAGS))}, jdk-21'
    if {"left", "right"} <= tags(cell):
        yield 'the tags "left" and "right" exclude each other'
    if slide_type == "notes" and not NOTES.match(cell.source):
        yield 'the teacher\'s notes are not folded: they begin with "<details><summary>For the teacher</summary>"'
    if cell.cell_type == "markdown" and "```" in FENCE.sub("", cell.source.replace("    ```", "")):
        yield "a block of code is not closed: its ``` begins no line of its own"
    blocks = [cell.source] if cell.cell_type == "code" else [text for _, text in FENCE.findall(cell.source)]
    widest = MAX_COLUMNS_BESIDE if tags(cell) & {"left", "right"} else MAX_COLUMNS
    for lines in (block.splitlines() for block in blocks):
        if len(lines) > MAX_LINES:
            yield f"{len(lines)} lines of code; split it, at most {MAX_LINES} are one idea"
        for line in (line for line in lines if len(line) > widest):
            yield f'{len(line)} columns, more than {widest}, are too wide for a slide: "{line.strip()}"'
