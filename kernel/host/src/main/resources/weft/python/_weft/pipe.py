"""Messages between the kernel and this interpreter.

The kernel writes to our standard input: four bytes of length, then JSON. We answer on standard output, where child
processes and C code write too. So each frame of ours begins with a token that only the two of us know, and goes out
in one write(2) of at most PIPE_BUF bytes, which the system does not tear apart. What is written first arrives first,
also between processes; a forked child may write frames as well.

    token (16) | process id (4) | kind (1) | more (1) | length (2) | payload

kind: "o" and "e" are text for a cell's stdout and stderr (cell number (4), then UTF-8), "j" is JSON. A message that
is longer than one frame says `more` in all its frames but the last.
"""

import json
import os
import select
import struct
import threading

# As they are before a recording wraps them.
read, write = os.read, os.write
HEAD = struct.Struct(">16sIcBH")
CELL = struct.Struct(">I")
LENGTH = struct.Struct(">I")
ROOM = min(getattr(select, "PIPE_BUF", 512), 4096) - HEAD.size


def read_exactly(fd, size):
    """That many bytes, or None where the other side is gone."""
    parts = []
    while size:
        part = read(fd, size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def read_message(fd):
    """The kernel's next message; None when the kernel is gone."""
    head = read_exactly(fd, LENGTH.size)
    body = head and read_exactly(fd, LENGTH.unpack(head)[0])
    return None if body is None else json.loads(body)


class Outlet:
    """Where frames go. Any thread, and any forked child, may write."""

    def __init__(self, fd, token, interrupts):
        self.fd = fd
        self.token = token
        self.interrupts = interrupts
        self.lock = threading.Lock()
        os.register_at_fork(after_in_child=self._forked)

    def _forked(self):
        self.lock = threading.Lock()

    def _frame(self, kind, more, payload):
        write(self.fd, HEAD.pack(self.token, os.getpid(), kind, more, len(payload)) + payload)

    def text(self, kind, cell, text):
        """Text for a cell's output, in frames that each hold whole characters."""
        head = CELL.pack(cell)
        data = text.encode("utf-8", "backslashreplace")
        if len(data) <= ROOM - CELL.size:
            self._frame(kind, 0, head + data)
            return
        with self.lock, self.interrupts.held_back():
            step = (ROOM - CELL.size) // 4
            for start in range(0, len(text), step):
                self._frame(kind, 0, head + text[start : start + step].encode("utf-8", "backslashreplace"))

    def send(self, message):
        data = json.dumps(message).encode()
        with self.lock, self.interrupts.held_back():
            for start in range(0, len(data), ROOM):
                self._frame(b"j", int(start + ROOM < len(data)), data[start : start + ROOM])
