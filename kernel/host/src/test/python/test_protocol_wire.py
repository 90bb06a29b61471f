"""What comes over the wire and is not a proper message: refused, and nothing is harmed."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zmq
from jupyter_client.session import DELIM, Session

from notebook import Notebook

CHANNELS = ["shell", "control"]


class Raw:
    """A second client that writes frames of its own choice."""

    def __init__(self, nb: Notebook, channel: str) -> None:
        # A session of its own: one session refuses to read the same message twice.
        self.session = Session(key=nb.session.key)
        connect = nb.manager.connect_shell if channel == "shell" else nb.manager.connect_control
        self.socket: zmq.Socket = connect(identity=b"raw-client")

    def frames(self, kind: str = "kernel_info_request", content: dict | None = None) -> list[bytes]:
        """A good message, as frames from the delimiter on."""
        return self.session.serialize(self.session.msg(kind, content or {}))

    def send(self, frames: list[bytes]) -> None:
        self.socket.send_multipart(frames)

    def signed(self, *parts: bytes) -> list[bytes]:
        """Delimiter, right signature, and these parts whatever they are."""
        digest = hmac.new(self.session.key, digestmod="sha256")
        for part in parts:
            digest.update(part)
        return [DELIM, digest.hexdigest().encode(), *parts]

    def silent(self) -> bool:
        """Nothing has come back, though a good message sent afterwards was answered."""
        good = self.frames()
        wanted = json.loads(good[2])["msg_id"]
        self.send(good)
        first = self.receive()
        return first["parent_header"].get("msg_id") == wanted

    def receive(self) -> dict:
        assert self.socket.poll(60_000), "no answer within 60 s"
        _, frames = self.session.feed_identities(self.socket.recv_multipart())
        return self.session.deserialize(frames)


@pytest.fixture(params=CHANNELS)
def raw(nb: Notebook, request: pytest.FixtureRequest) -> Iterator[Raw]:
    client = Raw(nb, request.param)
    yield client
    client.socket.close(linger=0)
    assert nb.value("20 + 22") == "42", "the kernel no longer runs cells"


def test_good_message_of_a_second_client_is_answered_to_it(raw: Raw) -> None:
    raw.send(raw.frames())

    assert raw.receive()["msg_type"] == "kernel_info_reply"


def test_wrong_signature_is_refused(raw: Raw) -> None:
    frames = raw.frames()
    frames[1] = b"0" * 64
    raw.send(frames)

    assert raw.silent()


def test_missing_signature_is_refused(raw: Raw) -> None:
    frames = raw.frames()
    frames[1] = b""
    raw.send(frames)

    assert raw.silent()


def test_changed_content_under_an_old_signature_is_refused(raw: Raw, nb: Notebook) -> None:
    frames = raw.frames("execute_request", {"code": "int harmless = 1;", "silent": True})
    frames[-1] = frames[-1].replace(b"harmless", b"smuggled")
    raw.send(frames)

    assert raw.silent()
    nb.run("smuggled").failed()


def test_repeated_message_is_refused(raw: Raw) -> None:
    frames = raw.frames()
    raw.send(frames)
    raw.receive()
    raw.send(frames)

    assert raw.silent()


@pytest.mark.parametrize(
    "break_it",
    [
        lambda f: f[:1],
        lambda f: f[:2],
        lambda f: f[:4],
        lambda f: [b"no delimiter", *f[1:]],
        lambda f: [b""],
        lambda f: [b"\x00\xff" * 50],
    ],
    ids=["delimiter only", "no header", "cut off", "no delimiter", "empty", "binary"],
)
def test_broken_frames_are_refused(raw: Raw, break_it: Callable[[list[bytes]], list[bytes]]) -> None:
    raw.send(break_it(raw.frames()))

    assert raw.silent()


@pytest.mark.parametrize(
    "parts",
    [
        (b"not json", b"{}", b"{}", b"{}"),
        (b"[]", b"{}", b"{}", b"{}"),
        (b"{}", b"{}", b"{}", b"{}"),
        (b'{"msg_type": "kernel_info_request"}', b"{}", b"{}", b'"text"'),
        (b'{"msg_id": 5, "msg_type": null}', b"{}", b"{}", b"{}"),
        (b"\xff\xfe\x00", b"{}", b"{}", b"{}"),
        (b"null", b"null", b"null", b"null"),
        (b"[" * 100_000, b"{}", b"{}", b"{}"),
    ],
    ids=["no json", "array", "no fields", "content no object", "wrong types", "no utf-8", "nulls", "deep"],
)
def test_rightly_signed_nonsense_harms_nothing(raw: Raw, nb: Notebook, parts: tuple[bytes, ...]) -> None:
    raw.send(raw.signed(*parts))
    raw.send(raw.frames())

    kinds = [raw.receive()["msg_type"]]
    assert "kernel_info_reply" in kinds or raw.receive()["msg_type"] == "kernel_info_reply"


def test_unknown_message_type_gets_idle_and_harms_nothing(nb: Notebook) -> None:
    request = nb.send("make_coffee_request", {"sugar": 2})

    assert nb.ask("kernel_info_request")["status"] == "ok"
    assert nb.states_of(request) in ([], ["busy", "idle"])


def test_execute_request_without_its_fields_uses_the_defaults_of_the_spec(nb: Notebook) -> None:
    request = nb.send("execute_request", {"code": "int bare = 3;"})

    nb.until(lambda: request in nb.replies, "execute_reply")
    assert nb.replies[request]["content"]["status"] == "ok"


def test_unknown_fields_are_tolerated(nb: Notebook) -> None:
    assert nb.run("1 + 2", favourite_colour="blue", cell={"deep": [1, None]}).ok().value == "3"


def test_first_subscriber_is_welcomed_with_its_topic(kernel_name: str, tmp_path: Path) -> None:
    nb = Notebook(kernel_name, tmp_path)
    nb.launch()
    socket = nb.manager.connect_iopub()
    try:
        # The kernel's own "starting" may come first.
        kinds = [""]
        while kinds[-1] != "iopub_welcome":
            assert socket.poll(60_000), f"no welcome within 60 s, only {kinds[1:]}"
            _, message = nb.session.recv(socket)
            kinds.append(message["msg_type"])
    finally:
        socket.close(linger=0)
        nb.stop()

    assert message["content"] == {"subscription": ""}
    assert message["parent_header"] == {}
