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
# A console that has waited a second for is_complete goes on without; a loaded machine is no failure.
WAITS = [f"--ZMQTerminalInteractiveShell.{wait}={TIMEOUT}" for wait in ("kernel_timeout", "kernel_is_complete_timeout")]
# What a terminal answers when prompt_toolkit asks where the cursor is.
CURSOR_AT_TOP = "\x1b[1;1R"


@pytest.fixture
def console(kernel_name: str, env: dict[str, str], tmp_path: Path) -> Iterator[pexpect.spawn]:
    """A console with its first prompt, in a terminal of 100 columns."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "jupyter_console", "--kernel", kernel_name, *WAITS],
        env={**env, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        cwd=str(tmp_path),
        dimensions=(40, 100),
        encoding="utf-8",
        timeout=TIMEOUT,
    )
    prompt(child, 1)
    yield child
    child.close(force=True)


def prompt(console: pexpect.spawn, number: int) -> None:
    """Waits until the console can be typed at; the prompt before was perhaps drawn more than once."""
    console.expect(rf"In \[(\x1b\[[0-9;]*m)*{number}(\x1b\[[0-9;]*m)*\]")


def enter(console: pexpect.spawn, line: str) -> None:
    console.send(line + "\r")


def screen(console: pexpect.spawn) -> str:
    return ANSI.sub("", console.before + (console.after if isinstance(console.after, str) else ""))


def test_console_shows_value_output_and_error(console: pexpect.spawn) -> None:
    enter(console, "6 * 7")
    console.expect(r"Out\[.*42")
    prompt(console, 2)
    enter(console, 'System.out.println("a line " + 12 * 12);')
    console.expect("a line 144")
    prompt(console, 3)
    enter(console, 'throw new IllegalStateException("sold out");')
    console.expect("IllegalStateException")
    console.expect("sold out")


def test_console_waits_for_the_end_of_an_open_block(console: pexpect.spawn) -> None:
    enter(console, "int twice(int x) {")
    console.expect(r"\.\.\.")
    enter(console, "return 2 * x; }")
    prompt(console, 2)
    enter(console, "twice(2100)")

    console.expect("4200")


def test_console_asks_for_a_line(console: pexpect.spawn) -> None:
    # Put together, so that what is expected is not the echo of what was typed. The console itself writes the question,
    # when it is ready for the answer.
    enter(console, 'String who = input("name" + "? ");')
    console.expect(r"name\? ")
    console.send("ada\r")
    prompt(console, 2)
    enter(console, "who.toUpperCase()")

    console.expect("ADA")


def test_console_interrupts_with_control_c(console: pexpect.spawn) -> None:
    enter(console, "int kept = 5;")
    prompt(console, 2)
    enter(console, 'System.out.println("read" + "y"); while (true) { }')
    console.expect("ready")
    console.sendintr()
    console.expect(re.compile("interrupt", re.IGNORECASE))
    prompt(console, 3)
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
    prompt(console, 2)
    enter(console, "exit")

    console.expect("150")
