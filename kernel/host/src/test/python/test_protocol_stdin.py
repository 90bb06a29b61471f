"""input_request: every way in which Java asks a person for a line."""

from __future__ import annotations

import pytest

import words
from notebook import Notebook

SCANNER = "new Scanner(System.in).nextLine()"
READER = "new java.io.BufferedReader(new java.io.InputStreamReader(System.in)).readLine()"


@pytest.mark.parametrize("ask", [SCANNER, READER, "input()", "password()"], ids=["Scanner", "BufferedReader", "input", "password"])
def test_line_typed_reaches_the_program(nb: Notebook, ask: str) -> None:
    cell = nb.submit(f'String typed = {ask}; System.out.println("got " + typed);')
    question = nb.asks_input(cell)
    assert question["password"] is ("password" in ask)
    nb.answer(cell, "é 漢 \N{GRINNING FACE}")

    assert "got é 漢 \N{GRINNING FACE}" in nb.finish(cell).ok().out


def test_text_printed_before_a_question_arrives_before_it(nb: Notebook) -> None:
    cell = nb.submit('System.out.print("Your name: "); ' + SCANNER)
    question = nb.asks_input(cell)

    nb.sees(cell, "Your name: ") if "Your name: " not in question["prompt"] else None

    nb.answer(cell, "Ada")
    assert nb.finish(cell).ok().value.strip('"') == "Ada"


def test_two_lines_are_two_questions(nb: Notebook) -> None:
    cell = nb.submit("var in = new Scanner(System.in); int a = in.nextInt(); int b = in.nextInt(); a * b")
    nb.asks_input(cell, 1)
    nb.answer(cell, "6")
    nb.asks_input(cell, 2)
    nb.answer(cell, "7")

    assert nb.finish(cell).ok().value == "42"


def test_rest_of_a_line_does_not_leak_into_the_next_cell(nb: Notebook) -> None:
    first = nb.submit("int one = System.in.read(); one")
    nb.asks_input(first)
    nb.answer(first, "abc")
    assert nb.finish(first).ok().value == str(ord("a"))

    second = nb.submit(SCANNER)
    nb.asks_input(second)
    nb.answer(second, "fresh")
    assert nb.finish(second).ok().value.strip('"') == "fresh"


def test_io_readln_asks_with_its_prompt(nb: Notebook) -> None:
    if words.feature(nb) < 25:
        assert nb.run('IO.readln("Name? ")').status == "error"
        return
    cell = nb.submit('IO.readln("Name? ")')
    question = nb.asks_input(cell)
    assert "Name? " in question["prompt"] + cell.out
    nb.answer(cell, "Grace")

    assert nb.finish(cell).ok().value.strip('"') == "Grace"


def test_password_is_asked_for_hidden(nb: Notebook) -> None:
    cell = nb.submit(words.ASK_PASSWORD + " secret.length()")
    question = nb.asks_input(cell)
    assert (question["password"], question["prompt"]) == (True, "secret: ")
    nb.answer(cell, "hunter2")

    assert nb.finish(cell).ok().value == "7"
    assert "hunter2" not in str(cell.iopub)


def test_console_asks_for_a_password_hidden_where_the_jdk_has_one(nb: Notebook) -> None:
    if nb.value("System.console() != null") != "true":
        assert words.feature(nb) < 22, "JDK 22 and newer let a program replace the console"
        return
    cell = nb.submit('new String(System.console().readPassword("pin: "))')
    question = nb.asks_input(cell)
    assert question["password"] is True
    nb.answer(cell, "1234")

    assert nb.finish(cell).ok().value.strip('"') == "1234"


def test_client_that_cannot_answer_is_not_asked_and_the_cell_says_so(nb: Notebook) -> None:
    cell = nb.run(SCANNER, allow_stdin=False)

    assert not cell.stdin
    cell.failed()
    assert "input" in cell.report.lower(), cell.report
    assert nb.value("1 + 1") == "2"


def test_interrupt_while_waiting_for_input_ends_the_cell_and_the_next_question_works(nb: Notebook) -> None:
    nb.run("int keep = 5;").ok()
    waiting = nb.submit(SCANNER)
    nb.asks_input(waiting)

    nb.interrupted(waiting).failed()

    again = nb.submit(SCANNER)
    nb.asks_input(again)
    nb.answer(again, "second time")
    assert nb.finish(again).ok().value.strip('"') == "second time"
    assert nb.value("keep") == "5"


def test_late_answer_to_an_interrupted_question_is_dropped(nb: Notebook) -> None:
    waiting = nb.submit(SCANNER)
    nb.asks_input(waiting)
    nb.interrupted(waiting).failed()
    nb.answer(waiting, "too late")

    again = nb.submit(SCANNER)
    nb.asks_input(again)
    nb.answer(again, "in time")
    assert nb.finish(again).ok().value.strip('"') == "in time"


def test_completion_is_answered_while_a_cell_waits_for_input(nb: Notebook) -> None:
    waiting = nb.submit(SCANNER)
    nb.asks_input(waiting)

    reply = nb.ask("complete_request", {"code": "Math.ab", "cursor_pos": 7})

    assert any(m.startswith("abs") for m in reply["matches"])
    nb.answer(waiting, "done")
    nb.finish(waiting).ok()


def test_question_is_a_child_of_the_asking_cell(nb: Notebook) -> None:
    cell = nb.submit(SCANNER)
    nb.asks_input(cell)

    assert cell.stdin[0]["parent_header"]["msg_id"] == cell.id
    nb.answer(cell, "x")
    nb.finish(cell).ok()
