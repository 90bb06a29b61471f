"""Writes the page that lists the decks: index.py FOLDER NOTEBOOK …"""
import html
import json
import sys
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lessons about threads</title>
<style>
body {{ max-width: 40em; margin: 3em auto; padding: 0 1em; font: 18px/1.5 system-ui, sans-serif; color: #1b1f24; }}
a {{ color: #0b5cad; }}
li {{ margin: 0.5em 0; }}
</style>
</head>
<body>
<h1>Lessons about threads</h1>
<ul>
{decks}
</ul>
<p>Arrow keys turn the pages, S opens the speaker notes, F fills the screen, ? lists the other keys.</p>
</body>
</html>
"""


def entry(path):
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    title = html.escape(metadata.get("title", path.stem))
    minutes = metadata.get("lesson", {}).get("minutes")
    return f'<li><a href="{path.stem}.slides.html">{path.stem[:2]} {title}</a>, {minutes} minutes</li>'


folder, *notebooks = map(Path, sys.argv[1:])
decks = "\n".join(entry(path) for path in notebooks)
(folder / "index.html").write_text(PAGE.format(decks=decks), encoding="utf-8")
