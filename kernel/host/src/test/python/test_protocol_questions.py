"""kernel_info, complete, inspect, is_complete: asked at rest, and while a cell is running."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import words
from notebook import Notebook

EMOJI = "\N{GRINNING FACE}"


def complete(nb: Notebook, code: str, cursor: int | None = None) -> dict:
    return nb.ask("complete_request", {"code": code, "cursor_pos": len(code) if cursor is None else cursor})


def inspect(nb: Notebook, code: str, cursor: int | None = None, detail: int = 0) -> dict:
    position = len(code) if cursor is None else cursor
    return nb.ask("inspect_request", {"code": code, "cursor_pos": position, "detail_level": detail})


def completeness(nb: Notebook, code: str) -> dict:
    return nb.ask("is_complete_request", {"code": code})


@pytest.fixture
def running(nb: Notebook) -> Iterator[Notebook]:
    """The kernel while a cell of it runs, interrupted afterwards."""
    cell = nb.start_cell('System.out.println("ready"); while (true) { }')
    yield nb
    assert not cell.finished
    nb.interrupted(cell)


def test_kernel_info_names_protocol_language_and_kernel(nb: Notebook) -> None:
    info = nb.ask("kernel_info_request")

    assert info["status"] == "ok"
    assert info["protocol_version"] == "5.5"
    assert info["implementation"] == "weft"
    assert info["implementation_version"]
    assert info["banner"]
    language = info["language_info"]
    # A script of cells is for jshell; javac would refuse it.
    assert (language["name"], language["file_extension"]) == ("java", ".jshell")
    assert language["mimetype"] in ("text/x-java-source", "text/x-java")
    assert language["version"].split(".")[0].isdigit()
    assert isinstance(info["help_links"], list)
    assert isinstance(info["supported_features"], list)


def test_kernel_info_is_answered_on_control(nb: Notebook) -> None:
    assert nb.ask("kernel_info_request", channel="control")["status"] == "ok"


@pytest.mark.parametrize("channel", ["shell", "control"])
def test_kernel_info_is_answered_while_a_cell_runs(running: Notebook, channel: str) -> None:
    assert running.ask("kernel_info_request", channel=channel)["status"] == "ok"


def test_completion_is_answered_while_a_cell_runs(running: Notebook) -> None:
    assert "println" in " ".join(complete(running, "System.out.printl")["matches"])


def test_inspection_is_answered_while_a_cell_runs(running: Notebook) -> None:
    assert inspect(running, "Math.abs", detail=0)["found"]


def test_is_complete_is_answered_while_a_cell_runs(running: Notebook) -> None:
    assert completeness(running, "int x = 1;")["status"] == "complete"


def test_completion_knows_variables_of_earlier_cells(nb: Notebook) -> None:
    nb.run("int accountBalance = 5;").ok()

    reply = complete(nb, "int z = accountBal")

    assert reply["status"] == "ok"
    assert "accountBalance" in reply["matches"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (8, 18)


def test_completion_in_the_middle_looks_at_the_cursor(nb: Notebook) -> None:
    code = "System.out.pri; int after = 1;"

    reply = complete(nb, code, code.index(";"))

    assert any(m.startswith("println") for m in reply["matches"])
    assert reply["cursor_end"] == code.index(";")


def test_completion_tells_type_and_place_of_each_match(nb: Notebook) -> None:
    reply = complete(nb, '"text".char')

    typed = reply["metadata"]["_jupyter_types_experimental"]
    assert len(typed) == len(reply["matches"])
    char_at = next(t for t in typed if t["text"].startswith("charAt"))
    assert char_at["type"] == "function"
    assert (char_at["start"], char_at["end"]) == (reply["cursor_start"], reply["cursor_end"])
    assert "int" in char_at["signature"]


@pytest.mark.parametrize("before", [f'String s = "{EMOJI}"; ', f"/* {EMOJI}{EMOJI} é */ "])
def test_emoji_before_the_cursor_does_not_shift_the_completion(nb: Notebook, before: str) -> None:
    code = before + "Integer.parseI"

    reply = complete(nb, code)

    assert any(m.startswith("parseInt") for m in reply["matches"])
    assert code[reply["cursor_start"] : reply["cursor_end"]] == "parseI"


def test_completion_of_nonsense_is_an_empty_ok(nb: Notebook) -> None:
    reply = complete(nb, "noSuchThingAtAll.fooBar")

    assert (reply["status"], reply["matches"]) == ("ok", [])


def test_inspection_of_a_jdk_method_shows_signature_and_javadoc(nb: Notebook) -> None:
    reply = inspect(nb, "Math.abs(", detail=1)

    assert (reply["status"], reply["found"]) == ("ok", True)
    assert "abs(" in reply["data"]["text/plain"]
    # The documentation comes from the JDK's sources; a JDK may lack them, and then the answer says what to install.
    expected = "absolute value" if words.has_sources(nb) else "src.zip"
    assert expected in reply["data"]["text/plain"]


def test_inspection_after_an_emoji_finds_the_same(nb: Notebook) -> None:
    assert inspect(nb, f'String e = "{EMOJI}{EMOJI}"; Math.abs')["found"]


@pytest.mark.parametrize(
    ("code", "signature", "words"),
    [
        ("start", "Thread Threads.start(String name, Task body)", "Starts a thread of that name."),
        ("display(", "String Display.display(Object value)", "Shows a value."),
        ("Timeline.record(", "Timeline.record(", "Runs code and records what its threads do."),
    ],
)
def test_inspection_of_what_weft_brings_shows_its_own_documentation(
    nb: Notebook, code: str, signature: str, words: str
) -> None:
    text = nb.ask("inspect_request", {"code": code, "cursor_pos": len(code), "detail_level": 0})["data"]["text/plain"]

    assert signature in text, text
    assert words in text, text
    assert "src.zip" not in text, "the sources of the JDK would not tell it"


def test_question_mark_after_a_method_of_instances_opens_its_documentation(nb: Notebook) -> None:
    page = nb.run("Thread.join?").ok().content["payload"][0]["data"]["text/plain"]

    assert page.startswith("void Thread.join("), page


def test_inspection_of_a_variable_shows_its_type(nb: Notebook) -> None:
    nb.run("List<String> shelf = new ArrayList<>();").ok()

    reply = inspect(nb, "shelf", cursor=2)

    assert "List<String>" in reply["data"]["text/plain"]


def test_inspection_of_nothing_is_ok_and_not_found(nb: Notebook) -> None:
    reply = inspect(nb, "   ")

    assert (reply["status"], reply["found"], reply["data"]) == ("ok", False, {})


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("int x = 1;", "complete"),
        ("1 + 1", "complete"),
        ("class A { }\nclass B extends A { }", "complete"),
        ("void f() {", "incomplete"),
        ("if (true) {\n    int y = 2;", "incomplete"),
        ('String s = """\n   open', "incomplete"),
        ("/* open", "incomplete"),
        ("int x = = 1;", "invalid"),
        ("}", "invalid"),
    ],
)
def test_is_complete_tells_complete_incomplete_and_invalid(nb: Notebook, code: str, status: str) -> None:
    assert completeness(nb, code)["status"] == status


def test_incomplete_block_asks_for_deeper_indent(nb: Notebook) -> None:
    outer = completeness(nb, "void f() {")["indent"]
    inner = completeness(nb, "void f() {\n    if (true) {")["indent"]

    assert outer and outer.isspace()
    assert len(inner) > len(outer)


def test_questions_do_not_change_what_cells_see(nb: Notebook) -> None:
    nb.run("int untouched = 7;").ok()
    before = nb.run("1").count

    complete(nb, "untouched = 9; untou")
    inspect(nb, "untouched = 10", cursor=3)
    completeness(nb, "untouched = 11;")

    after = nb.run("untouched")
    assert (after.value, after.count) == ("7", before + 1)


def test_heartbeat_echoes_while_a_cell_runs(running: Notebook) -> None:
    socket = running.manager.connect_hb()
    try:
        socket.send(b"beat")
        assert socket.poll(30_000), "no heartbeat within 30 s"
        assert socket.recv() == b"beat"
    finally:
        socket.close(linger=0)


def test_connect_request_tells_the_ports(nb: Notebook) -> None:
    reply = nb.ask("connect_request")

    assert reply == {
        "status": "ok",
        **{name: getattr(nb.manager, name) for name in ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")},
    }


def test_debug_request_is_refused_as_the_debug_protocol_has_it(nb: Notebook) -> None:
    reply = nb.ask("debug_request", {"type": "request", "seq": 7, "command": "attach", "arguments": {}}, "control")

    assert reply["success"] is False and reply["request_seq"] == 7 and "no debugger" in reply["message"]
