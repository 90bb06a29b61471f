"""Turns a lesson into what a page-turning medium needs: sheets, columns, pictures on sheets of their own.

What it finds out stands in each cell's metadata, for the templates beside this file.
"""

import re
import textwrap

import nbformat

from hatches import as_lines

SVG = re.compile(r"<svg\b.*?</svg>", re.S)
OPENING = re.compile(r"<svg\b[^>]*>")
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
TITLE = re.compile(r""" --title ("[^"]*"|'[^']*'|\S+)""")
# So many letters of 20 pixels stand in a line of a column's output.
COLUMN = 45
# A line that log(…) prints: milliseconds, the name of the thread, and what it says.
LOG_LINE = re.compile(r"^ *(\d+\.\d) ms  (\S+) {2,}(.*)$", re.M)
# Two pictures share a sheet if both are at least as large there as in the notebook: 1184 × 590 pixels are free.
WIDTH, HEIGHT = 1184, 590


def slide_type(cell):
    return cell.metadata.get("slideshow", {}).get("slide_type", "-")


def side(cell):
    return next((tag for tag in cell.metadata.get("tags", []) if tag in ("left", "right")), None)


def prepared(nb):
    """A copy for slides: without what is skipped, pictures apart from their code, ends and beginnings marked."""
    nb = nbformat.from_dict(nb)
    nb.cells = [with_short_log_lines(without_title(language_of(cell))) for cell in nb.cells if slide_type(cell) != "skip"]
    nb.cells = list(without_names_of_languages(for_later_last(nb.cells)))
    nb.cells = list(pictures_apart(nb.cells))
    mark_boundaries(nb.cells)
    return nb


def language_of(cell):
    """Sets a first line with a magic apart, so that the rest is coloured in its own language."""
    if cell.cell_type == "code":
        magic, _, rest = cell.source.partition("\n") if cell.source.startswith("%%") else ("", "", cell.source)
        python = magic.startswith("%%python")
        cell.metadata["magic"], cell.metadata["language"] = magic, "Python" if python else "Java"
        cell.source = rest if magic else cell.source
    return cell


def without_title(cell):
    """Leaves the title of a timeline to its picture: above the code it would only make a long line."""
    cell.metadata["magic"] = TITLE.sub("", cell.metadata.get("magic", ""))
    return cell


def for_later_last(cells):
    """What is tagged "later" behind everything else, each part of it a stack of sheets of its own."""
    now, later = [], []
    part_goes_on = False
    for cell in cells:
        is_later = "later" in cell.metadata.get("tags", [])
        if is_later and not part_goes_on:
            cell.metadata["slideshow"] = {"slide_type": "slide"}
        (later if is_later else now).append(cell)
        part_goes_on = is_later
    return now + later


def with_short_log_lines(cell):
    """In a column, a log's times and names take only the room that they need: few of its lines are broken."""
    for output in cell.get("outputs", []) if side(cell) else []:
        if output.output_type == "stream":
            logged = [match.groups() for match in map(LOG_LINE.match, output.text.splitlines()) if match]
            clock, name = (max((len(each[part]) for each in logged), default=0) for part in (0, 1))
            output.text = LOG_LINE.sub(lambda m: hanging(f"{m[1]:>{clock}} ms {m[2]:{name}}  ", m[3]), output.text)
    return cell


def hanging(front, said):
    """A log's line in a column; what is too long goes on below what was said, not below the time."""
    return textwrap.fill(said, COLUMN, initial_indent=front, subsequent_indent=" " * len(front)) if said else front


def without_names_of_languages(cells):
    """Leaves out a heading "Python" or "Java" over a column: the code below it says the same on a slide."""
    inherited = None
    for cell in cells:
        if inherited and slide_type(cell) == "-":
            cell.metadata["slideshow"] = {"slide_type": inherited}
        inherited = None
        if cell.cell_type == "markdown" and side(cell) and re.fullmatch(r"(#+ |\*\*)(Python|Java)(\*\*)?\s*", cell.source):
            inherited = slide_type(cell)
        else:
            yield cell


def pictures_apart(cells):
    """Each picture becomes a cell that shows only itself; those of a pair of columns come after both."""
    waiting = []
    for position, cell in enumerate(cells):
        if cell.cell_type == "code":
            waiting += taken_pictures(cell)
        yield cell
        following = [slide_type(each) for each in cells[position + 1 : position + 2]]
        still_beside = side(cell) and position + 1 < len(cells) and side(cells[position + 1])
        # Notes belong to the code; the picture follows them.
        if waiting and not still_beside and following != ["notes"]:
            yield from picture_cells(waiting, cell.id)
            waiting = []


def taken_pictures(cell):
    """Takes the pictures out of a cell's outputs."""
    taken, kept = [], []
    for output in cell.outputs:
        found = SVG.search("".join(output.get("data", {}).get("text/html", "")))
        if found and "weft-svg" in "".join(output.data["text/html"]):
            taken.append(as_lines(found[0]))
        else:
            kept.append(output)
    cell.outputs = kept
    return taken


def picture_cells(pictures, cell_id):
    heights = [WIDTH * height / width for width, height in (map(float, SIZE.search(svg).groups()) for svg in pictures)]
    groups = [pictures] if sum(heights) * 900 / WIDTH <= HEIGHT else [[svg] for svg in pictures]
    for number, group in enumerate(groups):
        cell = nbformat.v4.new_raw_cell("\n".join(f'<div class="picture">{OPENING.sub(scalable, svg, 1)}</div>' for svg in group))
        cell.id = f"{cell_id}-picture" + (f"-{number + 1}" if number else "")
        cell.metadata = nbformat.from_dict({"slideshow": {"slide_type": "subslide"}, "picture": True})
        yield cell


def scalable(tag):
    """An opening tag without a size of its own: the sheet gives it one."""
    return re.sub(r' (width|height|style)="[^"]*"', "", tag[0]).replace("<svg", '<svg preserveAspectRatio="xMinYMin meet"')


def mark_boundaries(cells):
    """Sets begin and end, lists of what the template opens before a cell and closes after it, innermost last."""
    open_now, previous, last = [], None, None
    for cell in cells:
        kind = slide_type(cell)
        cell.metadata["begin"], cell.metadata["end"] = [], []
        if kind == "notes":
            # Notes stand inside the sheet that they belong to: the speaker's window looks for them there.
            last = cell if previous is not None else None
            continue
        keep, wanted = continued(open_now, kind, previous, side(cell))
        if previous is not None:
            last.metadata["end"] = list(reversed(open_now[len(keep) :]))
        cell.metadata["begin"] = wanted[len(keep) :]
        open_now, previous, last = wanted, cell, cell
    if previous is not None:
        last.metadata["end"] = list(reversed(open_now))


def continued(open_now, kind, previous, wanted_side):
    """What stays open before the next cell, and all that is open in it."""
    if previous is None or kind in ("slide", "subslide"):
        keep, wanted = [] if kind == "slide" or previous is None else open_now[:1], ["group", "sheet"]
    elif wanted_side != side(previous):
        keep, wanted = open_now[:2] + (["columns"] if wanted_side == "right" else []), ["group", "sheet"]
    else:
        keep, wanted = list(open_now), [each for each in open_now if each != "fragment"]
        if kind == "fragment" and "fragment" in keep:
            keep.remove("fragment")
    if wanted_side:
        wanted = ["group", "sheet", "columns", "column"]
    if kind == "fragment" or "fragment" in keep:
        wanted.append("fragment")
    return keep, wanted
