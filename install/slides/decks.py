#!/usr/bin/env python3
"""Writes a deck of slides for each lesson and a page that lists them, or all lessons on paper.

    decks.py slides|handout --reveal FOLDER --out FOLDER NOTEBOOK …

What is shown are the outputs that stand in the notebooks. A warning of nbconvert is an error here.
"""

import argparse
import html
import logging
import sys
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

import pages
import sheets

HERE = Path(__file__).parent
INDEX = (HERE / "index.html").read_text(encoding="utf-8")
BOOK = (HERE / "handout" / "book.html").read_text(encoding="utf-8")


class Warnings(logging.Handler):
    """Keeps what nbconvert complains about."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def exporter(template, reveal, log):
    config = Config()
    config.TemplateExporter.extra_template_basedirs = [str(HERE)]
    config.TemplateExporter.extra_template_paths = [str(reveal)]
    made = HTMLExporter(config=config, template_name=template, exclude_anchor_links=True)
    made.log = log
    return made


def say(text):
    print(text, file=sys.stderr, flush=True)


def title_of(nb, path):
    return html.escape(nb.metadata.get("title", path.stem))


def slides(lessons, convert, out):
    entries = []
    for number, (path, nb) in enumerate(lessons, start=1):
        say(f"slides {number} of {len(lessons)}: {path.name}")
        deck = out / f"{path.stem}.slides.html"
        deck.write_text(convert.from_notebook_node(sheets.prepared(nb))[0], encoding="utf-8")
        minutes = nb.metadata.get("lesson", {}).get("minutes")
        entries.append(
            f'<li><a href="{deck.name}">{path.stem[:2]} {title_of(nb, path)}</a>, {minutes} minutes '
            f'<a class="paper" href="{deck.name}?print-pdf" aria-label="{title_of(nb, path)}, to print">to print</a></li>'
        )
    (out / "index.html").write_text(INDEX.replace("DECKS", "\n".join(entries)), encoding="utf-8")
    return out / "index.html"


def handout(lessons, convert, out):
    chapters, contents = [], []
    for number, (path, nb) in enumerate(lessons, start=1):
        say(f"handout {number} of {len(lessons)}: {path.name}")
        body = convert.from_notebook_node(pages.prepared(nb, path.stem[:2]))[0]
        chapters.append(f'<section class="lesson" id="lesson-{path.stem[:2]}">\n{body}\n</section>')
        contents.append(f'<li><a href="#lesson-{path.stem[:2]}"><span>{path.stem[:2]}</span> {title_of(nb, path)}</a></li>')
    book = BOOK.replace("CONTENTS", "\n".join(contents)).replace("CHAPTERS", "\n".join(chapters))
    (out / "handout.html").write_text(book.replace("STYLE", (HERE / "handout" / "handout.css").read_text()), encoding="utf-8")
    return out / "handout.html"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("medium", choices=["slides", "handout"])
    arguments.add_argument("--reveal", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("notebooks", nargs="+", type=Path)
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    log, complaints = logging.Logger("nbconvert"), Warnings()
    log.addHandler(complaints)
    lessons = [(path, nbformat.read(path, as_version=4)) for path in options.notebooks]
    convert = exporter("weft" if options.medium == "slides" else "handout", options.reveal, log)
    page = (slides if options.medium == "slides" else handout)(lessons, convert, options.out)
    for text in complaints.texts:
        print(f"decks.py: nbconvert warns: {text}", file=sys.stderr)
    print(page)
    return 1 if complaints.texts else 0


if __name__ == "__main__":
    sys.exit(main())
