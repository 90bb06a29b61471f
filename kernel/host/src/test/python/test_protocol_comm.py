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


def comm_messages(nb: Notebook, kind: str, comm: str) -> list[dict]:
    return [m for m in nb.iopub if m["msg_type"] == kind and m["content"]["comm_id"] == comm]


def test_comm_opened_in_java_talks_both_ways(nb: Notebook) -> None:
    cell = nb.run(
        """
        Comm shown = Comms.open("some.widget", "{\\"n\\": 1}");
        shown.onMessage(m -> {
            System.out.println("heard " + m.data() + " and " + m.buffers().size());
            shown.send("{\\"echo\\": " + m.data() + "}", new byte[] {1, 2, 3});
        });
        shown.onClose(data -> System.out.println("closed"));
        """
    ).ok()
    opened = cell.only("comm_open")
    comm = opened["comm_id"]
    assert (opened["target_name"], opened["data"]) == ("some.widget", {"n": 1})
    assert nb.ask("comm_info_request", {})["comms"][comm] == {"target_name": "some.widget"}

    nb.send("comm_msg", {"comm_id": comm, "data": {"x": "é"}})
    nb.sees(cell, 'heard {"x":"é"} and 0')
    nb.until(lambda: bool(comm_messages(nb, "comm_msg", comm)), "the echo")
    echo = comm_messages(nb, "comm_msg", comm)[0]
    assert echo["content"]["data"] == {"echo": {"x": "é"}}
    assert [bytes(b) for b in echo["buffers"]] == [b"\x01\x02\x03"]
    assert echo["parent_header"]["msg_id"] == cell.id

    nb.send("comm_close", {"comm_id": comm, "data": {}})
    nb.sees(cell, "closed")
    assert comm not in nb.ask("comm_info_request", {})["comms"]


def test_target_registered_in_java_is_opened_by_a_client_and_closed_by_the_cell(nb: Notebook) -> None:
    cell = nb.run(
        """
        var opened = new LinkedBlockingQueue<Comm>();
        Comms.register("java.target", (comm, data) -> { System.out.println("opened " + data); opened.add(comm); });
        """
    ).ok()
    nb.send("comm_open", {"comm_id": "c-9", "target_name": "java.target", "data": {"a": [1]}})
    nb.sees(cell, 'opened {"a":[1]}')

    nb.run("opened.take().close();").ok()

    nb.until(lambda: bool(closes(nb, "c-9")), "comm_close")


def test_handler_that_throws_is_told_under_its_cell_and_the_next_message_is_heard(nb: Notebook) -> None:
    cell = nb.run(
        """
        Comm brittle = Comms.open("brittle", "{}");
        brittle.onMessage(m -> { System.out.println(m.data()); throw new IllegalStateException("handler"); });
        """
    ).ok()
    comm = cell.only("comm_open")["comm_id"]
    for n in (1, 2):
        nb.send("comm_msg", {"comm_id": comm, "data": {"n": n}})
        nb.sees(cell, f'{{"n":{n}}}')
    nb.sees(cell, "IllegalStateException: handler", "stderr")


def test_comms_end_with_their_user_vm(own: Notebook) -> None:
    comm = own.run('Comms.open("short.lived", "{}");').ok().only("comm_open")["comm_id"]

    own.run("System.exit(0);").failed()

    own.until(lambda: bool(closes(own, comm)), "comm_close")
    assert own.ask("comm_info_request", {})["comms"] == {}
