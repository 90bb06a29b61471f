"""jupyter console, driven through a terminal as a person does."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from cells import ANSI

TIMEOUT = 60
# What a terminal answers when prompt_toolkit asks where the cursor is.
CURSOR_AT_TOP = "\x1b[1;1R"


@pytest.fixture
def console(kernel_name: str, env: dict[str, str], tmp_path: Path) -> Iterator[pexpect.spawn]:
    """A console with its first prompt, in a terminal of 100 columns."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "jupyter_console", "--kernel", kernel_name, "--ZMQTerminalInteractiveShell.kernel_timeout=60"],
        env={**env, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        cwd=str(tmp_path),
        dimensions=(40, 100),
        encoding="utf-8",
        timeout=TIMEOUT,
    )
    child.expect(r"In \[")
    yield child
    child.close(force=True)


def enter(console: pexpect.spawn, line: str) -> None:
    console.send(line + "\r")


def screen(console: pexpect.spawn) -> str:
    return ANSI.sub("", console.before + (console.after if isinstance(console.after, str) else ""))


def test_console_shows_value_output_and_error(console: pexpect.spawn) -> None:
    enter(console, "6 * 7")
    console.expect(r"Out\[.*42")
    enter(console, 'System.out.println("a line " + 12 * 12);')
    console.expect("a line 144")
    enter(console, 'throw new IllegalStateException("sold out");')
    console.expect("IllegalStateException")
    console.expect("sold out")


def test_console_waits_for_the_end_of_an_open_block(console: pexpect.spawn) -> None:
    enter(console, "int twice(int x) {")
    console.expect(r"\.\.\.")
    enter(console, "return 2 * x; }")
    console.expect(r"In \[")
    enter(console, "twice(2100)")

    console.expect("4200")


def test_console_asks_for_a_line(console: pexpect.spawn) -> None:
    # The question is put together, so that what is expected is not the echo of what was typed.
    enter(console, 'System.out.print("name" + "? "); String who = new Scanner(System.in).nextLine();')
    console.expect(r"name\? ")
    console.send("ada\r")
    console.expect(r"In \[")
    enter(console, "who.toUpperCase()")

    console.expect("ADA")


def test_console_interrupts_with_control_c(console: pexpect.spawn) -> None:
    enter(console, "int kept = 5;")
    console.expect(r"In \[")
    enter(console, 'System.out.println("read" + "y"); while (true) { }')
    console.expect("ready")
    console.sendintr()
    console.expect(re.compile("interrupt", re.IGNORECASE))
    console.expect(r"In \[")
    enter(console, "kept * 100")

    console.expect("500")


def test_console_completes_on_tab(console: pexpect.spawn) -> None:
    console.send("Thread.onSp\t")

    console.expect("inWait")


@pytest.mark.parametrize("word", ["exit", "quit()"])
def test_console_ends_on_exit(console: pexpect.spawn, word: str) -> None:
    enter(console, word)

    console.expect(pexpect.EOF)


def test_console_shows_a_variable_named_exit(console: pexpect.spawn) -> None:
    enter(console, "int exit = 30 * 5;")
    console.expect(r"In \[")
    enter(console, "exit")

    console.expect("150")
