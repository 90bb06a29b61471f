"""Draws the hatches of a picture as lines.

On a screen an SVG pattern is as good. In a PDF, Chromium keeps a pixel image for every bar that has one: all lessons
together came to 76 MB. Lines take a hundredth, and are sharp on paper, where a hatch stands for a colour.
"""

import re

PATTERN = re.compile(
    r'<pattern id="(?P<id>[^"]+)" width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*>'
    r'<rect [^>]*fill="(?P<ground>[^"]+)"[^>]*/><path d="(?P<lines>[^"]+)"(?P<ink>[^>]*)/></pattern>\n?'
)
RECT = re.compile(r'<rect class="(?P<classes>[^"]+)"(?P<rest>[^>]*?)(/>|>.*?</rect>)', re.S)
MOVE_AND_LINE = re.compile(r"M(-?[\d.]+) (-?[\d.]+)(?:L(-?[\d.]+) (-?[\d.]+)|H(-?[\d.]+)|V(-?[\d.]+))")


def as_lines(svg):
    """The same picture without patterns."""
    patterns = {found["id"]: found for found in PATTERN.finditer(svg)}
    svg = PATTERN.sub("", svg)
    if "<pattern" in svg:
        raise ValueError(f"a pattern of an unknown form: {svg[svg.index('<pattern') :][:200]}")
    for name, found in patterns.items():
        svg = svg.replace(f"url(#{name})", found["ground"])
    hatches = {name.rpartition("-")[2]: found for name, found in patterns.items()}
    return RECT.sub(lambda rect: rect[0] + hatch_over(rect, hatches), svg)


def hatch_over(rect, hatches):
    # Of the classes "R Rm d" the last one with a hatch counts, as in the style sheet.
    hatch = next((hatches[name] for name in reversed(rect["classes"].split()) if name in hatches), None)
    sides = dict(re.findall(r'\b(x|y|width|height)="(-?[\d.]+)"', rect["rest"]))
    if not hatch or len(sides) < 4:
        return ""
    x, y, width, height = (float(sides[side]) for side in ("x", "y", "width", "height"))
    tile = float(hatch["width"]), float(hatch["height"])
    drawn = dict.fromkeys(
        f"M{a:g} {b:g}L{c:g} {d:g}"
        for line in lines_of(hatch["lines"])
        for a, b, c, d in repeated(line, tile, (x, y, x + width, y + height))
    )
    return f'<path d="{"".join(drawn)}"{hatch["ink"]}/>' if drawn else ""


def lines_of(path):
    for x, y, to_x, to_y, level, upright in MOVE_AND_LINE.findall(path):
        yield float(x), float(y), float(to_x or level or x), float(to_y or upright or y)


def repeated(line, tile, box):
    """The line of one tile in every tile that the box touches, cut at the box; one that crosses the tile, in one piece."""
    x, y, to_x, to_y = line
    along_x, along_y = abs(to_x - x) >= tile[0], abs(to_y - y) >= tile[1]
    columns = range(int(box[0] // tile[0]) - 1, int(box[2] // tile[0]) + 2)
    rows = range(int(box[1] // tile[1]) - 1, int(box[3] // tile[1]) + 2)
    if along_x and along_y:
        # A diagonal: the tiles of one row, each drawn on through all rows.
        steps = [(column, rows[0]) for column in range(columns[0] - len(rows), columns[-1] + len(rows) + 1)]
    else:
        steps = [(column, row) for column in (columns[:1] if along_x else columns) for row in (rows[:1] if along_y else rows)]
    reach = len(columns) + len(rows) + 2 if along_x or along_y else 0
    for column, row in steps:
        start_x, start_y = x + column * tile[0], y + row * tile[1]
        step_x, step_y = to_x - x, to_y - y
        cut = clipped(start_x - reach * step_x, start_y - reach * step_y, start_x + (reach + 1) * step_x, start_y + (reach + 1) * step_y, box)
        if cut:
            yield tuple(round(value, 1) for value in cut)


def clipped(x, y, to_x, to_y, box):
    """The part of a line inside a box (Liang and Barsky), or None."""
    first, last = 0.0, 1.0
    for start, step, low, high in ((x, to_x - x, box[0], box[2]), (y, to_y - y, box[1], box[3])):
        if step == 0:
            if not low <= start <= high:
                return None
            continue
        enters, leaves = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, enters), min(last, leaves)
    if last - first <= 1e-9:
        return None
    return x + first * (to_x - x), y + first * (to_y - y), x + last * (to_x - x), y + last * (to_y - y)
