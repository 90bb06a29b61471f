"""Comms as a client opens, uses and closes them."""

from __future__ import annotations

from notebook import Notebook


def closes(nb: Notebook, comm: str) -> list[dict]:
    return [m for m in nb.iopub if m["msg_type"] == "comm_close" and m["content"]["comm_id"] == comm]


def test_comm_of_an_unknown_target_is_closed_at_once(nb: Notebook) -> None:
    request = nb.send("comm_open", {"comm_id": "c-1", "target_name": "no.such.target", "data": {}})

    nb.until(lambda: bool(closes(nb, "c-1")), "comm_close")
    nb.until(lambda: nb.states_of(request) == ["busy", "idle"], "busy and idle around comm_open")


def test_comm_info_lists_open_comms(nb: Notebook) -> None:
    assert nb.ask("comm_info_request", {})["comms"] == {}
    reply = nb.ask("comm_info_request", {"target_name": "anything"})
    assert (reply["status"], reply["comms"]) == ("ok", {})


def test_message_to_an_unknown_comm_harms_nothing(nb: Notebook) -> None:
    for kind in ("comm_msg", "comm_close"):
        request = nb.send(kind, {"comm_id": "never-opened", "data": {"x": 1}})
        nb.until(lambda r=request: nb.states_of(r) == ["busy", "idle"], f"busy and idle around {kind}")

    assert nb.value("1 + 1") == "2"


def test_comm_info_is_answered_while_a_cell_runs(nb: Notebook) -> None:
    cell = nb.start_cell('System.out.println("ready"); while (true) { }')

    assert nb.ask("comm_info_request", {})["status"] == "ok"

    nb.interrupted(cell)
