"""The kernel's own words, as cells write them; every name that Java itself does not give stands here."""

from __future__ import annotations

import re
from pathlib import Path

from cells import Cell
from notebook import Notebook

SHOW_HTML = 'display("<b>bold</b>", "text/html");'
SHOW_TEXT = 'display("shown");'
SHOW_AND_KEEP_ID = 'String shownId = display("first");'
UPDATE_SHOWN = 'updateDisplay(shownId, "second");'
CLEAR_OUTPUT_NOW = "clearOutput(false);"
CLEAR_OUTPUT_WAIT = "clearOutput(true);"
ASK_PASSWORD = 'String secret = password("secret: ");'

VARIABLES_GONE = re.compile(r"variables are (gone|lost)", re.IGNORECASE)


def jvm(options: str) -> str:
    """The magic that replaces the user VM by one with these options."""
    return f"%jvm {options}"


def says_variables_gone(text: str) -> bool:
    return VARIABLES_GONE.search(text) is not None


def has_sources(nb: Notebook) -> bool:
    """Whether the kernel's JDK comes with its sources. Debian leaves a link to nowhere where they are not installed."""
    return sources_in(Path(nb.value('System.getProperty("java.home")').strip('"')))


def sources_in(jdk: Path) -> bool:
    return any((jdk / place).is_file() for place in ("lib/src.zip", "src.zip"))


def feature(nb: Notebook) -> int:
    """The feature number of the JDK that runs the cells."""
    value = nb.value("Runtime.version().feature()")
    assert value is not None
    return int(value)


def lost_its_user_vm(nb: Notebook, cell: Cell) -> None:
    """The cell's error says that variables are gone; they are; and the next cell works in a fresh user VM."""
    cell.failed()
    assert says_variables_gone(cell.report), cell.describe()
    gone = nb.run("keep").failed()
    assert "keep" in gone.report, gone.describe()
    assert nb.value("20 + 22") == "42"
