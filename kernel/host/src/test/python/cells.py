"""What a client has seen of one execute request."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def plain(text: str) -> str:
    """The text without its ANSI colours."""
    return ANSI.sub("", text)


@dataclass
class Cell:
    """One execute request, and every message that came back with it as parent, in the order of arrival."""

    code: str
    id: str
    iopub: list[dict[str, Any]] = field(default_factory=list)
    reply: dict[str, Any] | None = None
    stdin: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    stream_parts: dict[str, list[str]] = field(default_factory=lambda: {"stdout": [], "stderr": []})

    def take(self, message: dict[str, Any]) -> None:
        """Files one iopub message."""
        self.iopub.append(message)
        content = message["content"]
        if message["msg_type"] == "status":
            self.statuses.append(content["execution_state"])
        if message["msg_type"] == "stream":
            self.stream_parts[content["name"]].append(content["text"])

    @property
    def idle(self) -> bool:
        return "idle" in self.statuses

    @property
    def finished(self) -> bool:
        """Replied and idle: the point at which most clients stop looking."""
        return self.idle and self.reply is not None

    def of_type(self, *types: str) -> list[dict[str, Any]]:
        return [m for m in self.iopub if m["msg_type"] in types]

    def only(self, kind: str) -> dict[str, Any]:
        """The content of the one message of this type."""
        found = self.of_type(kind)
        assert len(found) == 1, f'wanted one "{kind}", got {len(found)}\n{self.describe()}'
        return found[0]["content"]

    def text(self, stream: str = "stdout") -> str:
        return "".join(self.stream_parts[stream])

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a front end shows, in order: (stream, text), or (message type, ""). A line may come in two messages."""
        order: list[tuple[str, str]] = []
        for m in self.of_type("stream", "display_data", "clear_output"):
            kind, text = m["content"].get("name", m["msg_type"]), m["content"].get("text", "")
            if order and m["msg_type"] == "stream" and order[-1][0] == kind:
                text = order.pop()[1] + text
            order.append((kind, text))
        return order

    @property
    def out(self) -> str:
        return self.text("stdout")

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def content(self) -> dict[str, Any]:
        """Content of the reply."""
        assert self.reply is not None, self.describe()
        return self.reply["content"]

    @property
    def status(self) -> str:
        return self.content["status"]

    @property
    def count(self) -> int:
        return self.content["execution_count"]

    @property
    def value(self) -> str | None:
        """The result as plain text, or None where the cell has none."""
        found = self.of_type("execute_result")
        assert len(found) <= 1, self.describe()
        return found[0]["content"]["data"]["text/plain"] if found else None

    @property
    def ename(self) -> str:
        return self.only("error")["ename"]

    @property
    def evalue(self) -> str:
        return self.only("error")["evalue"]

    @property
    def traceback(self) -> str:
        """The traceback as the user reads it, colours removed."""
        return plain("\n".join(self.only("error")["traceback"]))

    @property
    def report(self) -> str:
        """All that the error says: name, message and traceback."""
        return f"{self.ename}: {plain(self.evalue)}\n{self.traceback}"

    def ok(self) -> Cell:
        assert self.status == "ok", self.describe()
        return self

    def failed(self, ename: str | None = None) -> Cell:
        """The cell ended in an error, told on both channels with the same words."""
        assert self.status == "error", self.describe()
        told = self.only("error")
        assert (told["ename"], told["evalue"]) == (self.content["ename"], self.content["evalue"]), self.describe()
        if ename is not None:
            assert told["ename"].rsplit(".", 1)[-1] == ename, self.describe()
        return self

    def describe(self) -> str:
        """The cell and its messages, short enough to be read in a failure."""
        rows = [f"cell {self.id}: {self.code[:400]!r}"]
        rows += [f"  iopub {m['msg_type']}: {str(m['content'])[:600]}" for m in self.iopub[-25:]]
        rows.append(f"  reply: {str(self.reply and self.reply['content'])[:1200]}")
        return "\n".join(rows)
