"""execute_request: what is counted, stored, shown and aborted."""

from __future__ import annotations

import pytest

from notebook import Notebook


def types(cell) -> list[str]:
    return [m["msg_type"] for m in cell.iopub]


def test_cell_with_a_value_is_busy_echoes_input_shows_result_and_is_idle(nb: Notebook) -> None:
    cell = nb.run("6 * 7").ok()

    assert types(cell) == ["status", "execute_input", "execute_result", "status"]
    assert cell.statuses == ["busy", "idle"]
    assert cell.value == "42"


def test_execute_input_and_result_carry_the_count_of_the_reply(nb: Notebook) -> None:
    cell = nb.run("1 + 1").ok()

    assert cell.only("execute_input") == {"code": "1 + 1", "execution_count": cell.count}
    assert cell.only("execute_result")["execution_count"] == cell.count


def test_counts_rise_by_one_per_cell(nb: Notebook) -> None:
    counts = [nb.run(f"int n{i} = {i};").count for i in range(3)]

    assert counts == [counts[0], counts[0] + 1, counts[0] + 2]


def test_failing_cell_is_counted_too(nb: Notebook) -> None:
    before = nb.run("1").count

    assert nb.run("nothingOfThatName").failed().count == before + 1
    assert nb.run("1").count == before + 2


def test_reply_of_ok_cell_has_every_field_of_the_spec(nb: Notebook) -> None:
    content = nb.run("int a = 1;").content

    assert content["status"] == "ok"
    assert content["user_expressions"] == {}
    assert content.get("payload", []) == []


def test_reply_tells_when_the_cell_started(nb: Notebook) -> None:
    reply = nb.run("1").reply
    assert reply is not None
    assert "started" in reply["metadata"], reply["metadata"]


def test_silent_cell_is_neither_echoed_nor_shown_nor_counted(nb: Notebook) -> None:
    before = nb.run("1").count

    silent = nb.run('int quiet = 5; quiet', silent=True, store_history=False).ok()

    assert types(silent) == ["status", "status"]
    assert nb.run("quiet").value == "5"
    assert nb.run("1").count == before + 2


def test_silent_cell_that_fails_still_replies_error(nb: Notebook) -> None:
    silent = nb.run("1 / 0", silent=True, store_history=False)

    assert silent.status == "error"
    assert silent.content["ename"].endswith("ArithmeticException")
    assert not silent.of_type("execute_input", "execute_result")


def test_cell_outside_history_does_not_raise_the_count(nb: Notebook) -> None:
    before = nb.run("1").count

    nb.run("2", store_history=False).ok()

    assert nb.run("3").count == before + 1


def test_silent_forces_history_off(nb: Notebook) -> None:
    nb.run('String hidden = "x7q";', silent=True, store_history=True).ok()

    told = nb.ask("history_request", history("search", pattern="*x7q*", n=10))
    assert told["history"] == []


def history(kind: str, **more) -> dict:
    return {"output": False, "raw": True, "hist_access_type": kind, **more}


def test_user_expressions_come_back_as_mime_bundles(nb: Notebook) -> None:
    cell = nb.run("int base = 20;", user_expressions={"double": "base * 2", "text": '"a" + base'}).ok()

    told = cell.content["user_expressions"]
    assert told["double"]["status"] == "ok"
    assert told["double"]["data"]["text/plain"] == "40"
    assert told["double"]["metadata"] == {}
    assert told["text"]["data"]["text/plain"].strip('"') == "a20"


def test_failing_user_expression_is_an_error_of_its_own(nb: Notebook) -> None:
    cell = nb.run("1;", user_expressions={"bad": "1 / 0", "good": "2", "unknown": "noSuchName"}).ok()

    told = cell.content["user_expressions"]
    assert told["bad"]["status"] == "error"
    assert told["bad"]["ename"].endswith("ArithmeticException")
    assert isinstance(told["bad"]["traceback"], list)
    assert told["unknown"]["status"] == "error"
    assert told["good"]["data"]["text/plain"] == "2"
    for name in ("bad", "unknown"):
        traceback = "\n".join(told[name]["traceback"])
        assert "user expression" in traceback and "cell" not in traceback, traceback


def test_silent_cell_takes_no_cells_place_in_history_and_tracebacks(nb: Notebook) -> None:
    cell = nb.run("int halve(int n) {\n    return 10 / n;\n}").ok()
    silent = nb.run("1 / 0; // not the cell", silent=True, store_history=False)

    assert "silent cell, line 1" in "\n".join(silent.content["traceback"])
    assert "return 10 / n;" in "\n".join(nb.run("halve(0)").failed().content["traceback"])
    history = nb.run(f"%history {cell.count}").ok().out
    assert "halve" in history and "not the cell" not in history


def test_user_expressions_print_under_their_cell(nb: Notebook) -> None:
    nb.run('int said() { System.out.println("said"); return 1; }').ok()

    assert nb.run("2;", user_expressions={"one": "said()"}).ok().lines == ["said"]


def test_cell_with_user_expressions_is_still_waited_for(nb: Notebook) -> None:
    code = 'new Thread(() -> { while (!go) { Thread.onSpinWait(); } System.out.println("late"); }).start();'
    nb.run("volatile boolean go = false;").ok()

    cell = nb.run(code, allow_stdin=False, user_expressions={"go": "go = true"}).ok()

    assert cell.lines == ["late"]


def test_user_expressions_are_left_out_after_an_error(nb: Notebook) -> None:
    cell = nb.run("1 / 0", user_expressions={"one": "1"}).failed()

    assert cell.content.get("user_expressions", {}) == {}


def test_error_message_and_reply_say_the_same(nb: Notebook) -> None:
    cell = nb.run('throw new IllegalStateException("no ticket");').failed("IllegalStateException")

    assert cell.evalue == "no ticket"
    assert cell.content["traceback"] == cell.only("error")["traceback"]
    assert types(cell)[-2:] == ["error", "status"]


def test_cells_queued_behind_a_failing_one_are_aborted(nb: Notebook) -> None:
    first = nb.start_cell('System.out.println("ready"); System.in.read(); throw new RuntimeException("stop here");')
    queued = [nb.submit(f"int aborted{i} = {i};") for i in range(3)]
    nb.asks_input(first)
    nb.answer(first, "go")
    nb.finish(first).failed("RuntimeException")
    for cell in queued:
        nb.finish(cell)

    assert [c.status for c in queued] == ["aborted"] * 3
    assert all(not c.of_type("execute_input", "error", "execute_result") for c in queued)
    assert all(c.statuses == ["busy", "idle"] for c in queued)
    nb.run("aborted0").failed()


def test_cell_sent_after_the_abort_runs(nb: Notebook) -> None:
    nb.run("1 / 0").failed()

    assert nb.value("1 + 1") == "2"


def test_queued_cells_run_where_stop_on_error_is_off(nb: Notebook) -> None:
    first = nb.start_cell('System.out.println("ready"); System.in.read(); 1 / 0', stop_on_error=False)
    second = nb.submit('"still run"')
    nb.asks_input(first)
    nb.answer(first, "go")

    nb.finish(first).failed("ArithmeticException")
    assert nb.finish(second).ok().value.strip('"') == "still run"


def test_queued_questions_are_answered_though_cells_are_aborted(nb: Notebook) -> None:
    first = nb.start_cell('System.out.println("ready"); System.in.read(); 1 / 0')
    nb.submit("1")
    asked = nb.send("kernel_info_request", {})
    nb.asks_input(first)
    nb.answer(first, "go")
    nb.finish(first).failed()

    nb.until(lambda: asked in nb.replies, "kernel_info_reply")
    assert nb.replies[asked]["content"]["status"] == "ok"


@pytest.mark.parametrize("code", ["", "   \n", "// only a comment", "/* a\n comment */"])
def test_cell_without_code_is_ok_and_has_no_result(nb: Notebook, code: str) -> None:
    assert nb.run(code).ok().value is None


def test_dates_have_more_than_minutes_and_a_zone(nb: Notebook) -> None:
    cell = nb.run("1")

    assert all(m["header"]["date"].tzinfo is not None for m in cell.iopub)
    stamps = [m["header"]["date"] for m in cell.iopub]
    assert stamps == sorted(stamps)
    assert any(s.microsecond for s in stamps)


def test_every_message_tells_its_parent_and_protocol_version(nb: Notebook) -> None:
    cell = nb.run("1")

    assert {m["header"]["version"] for m in cell.iopub} == {"5.5"}
    assert {m["parent_header"]["msg_id"] for m in cell.iopub} == {cell.id}
    assert len({m["header"]["msg_id"] for m in cell.iopub}) == len(cell.iopub)
