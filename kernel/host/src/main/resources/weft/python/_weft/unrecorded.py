"""Measures how long a cell's code takes without a recording, and runs nothing twice that anybody could notice.

A fork of the interpreter, made before the recorded run, runs the same code when that run is over. Its variables are its
own, and what it writes goes nowhere. Before the code does anything that others could see, such as writing a file or
starting a program, the fork gives up.
"""

import _posixsubprocess
import os
import select
import signal
import sys
import time

from _weft.notes import Plain

# Waiting as long again for a long cell is not worth a number.
LONGEST_SECONDS = 10
LEAST_PATIENCE_SECONDS = 1
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Events of sys.addaudithook by how they begin, and what the code does there, in words.
SEEN_BY_OTHERS = {
    "os.fork": "it starts processes",
    "os.posix_spawn": "it starts programs",
    "os.spawn": "it starts programs",
    "os.exec": "it starts programs",
    "os.system": "it starts programs",
    "subprocess.Popen": "it starts programs",
    "pty.spawn": "it starts programs",
    "os.kill": "it sends signals",
    "signal.pthread_kill": "it sends signals",
    "socket.bind": "it uses the network",
    "socket.connect": "it uses the network",
    "socket.send": "it uses the network",
    "sqlite3.connect": "it opens a database",
    "ctypes.": "it calls C code",
    "shutil.": "it changes files",
    **{
        f"os.{call}": "it changes files"
        for call in "chmod chown link mkdir remove rename rmdir setxattr symlink truncate utime".split()
    },
}


class Copy:
    """The fork. Made and asked by the main thread."""

    def __init__(self, run):
        """run: does what the cell does, and waits for its threads."""
        self.pid = None
        if sys.platform != "linux":
            return
        begin, self.begin = os.pipe()
        self.told, tell = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(self.begin)
                _run_when_asked(run, begin, tell)
            finally:
                os._exit(0)
        os.close(begin)
        os.close(tell)

    def plain(self, recorded_nanos):
        """Runs the code there and says how long it took, or why that is not known."""
        if self.pid is None:
            return Plain()
        seconds = recorded_nanos / 1e9
        if seconds > LONGEST_SECONDS:
            return Plain(reason=f"it takes longer than {LONGEST_SECONDS} s")
        os.write(self.begin, b"!")
        answered, _, _ = select.select([self.told], [], [], max(LEAST_PATIENCE_SECONDS, 2 * seconds))
        said = os.read(self.told, 500).decode() if answered else ""
        if said.isdigit():
            return Plain(int(said), "a copy of it")
        return Plain(reason=said or "a copy of it did not come to its end")

    def close(self):
        if self.pid is None:
            return
        os.close(self.begin)
        os.close(self.told)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.pid = None


def _run_when_asked(run, begin, tell):
    if not os.read(begin, 1):
        return
    _touch_nothing_open(tell)

    def give_up(reason):
        os.write(tell, reason.encode())
        os._exit(0)

    def give_up_before(event, arguments):
        reason = _reason(event, arguments)
        if reason:
            give_up(reason)

    sys.addaudithook(give_up_before)
    # What multiprocessing spawns with, which tells no hook.
    _posixsubprocess.fork_exec = lambda *arguments: give_up("it starts processes")
    start = time.monotonic_ns()
    try:
        run()
    except BaseException as raised:
        os.write(tell, f"a copy of it failed with {type(raised).__name__}".encode())
        return
    os.write(tell, str(time.monotonic_ns() - start).encode())


def _touch_nothing_open(but):
    """Whatever was opened before, an earlier cell's file or our own way to the kernel, leads nowhere from now on."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in os.listdir("/proc/self/fd"):
        if int(number) not in (but, nowhere):
            os.dup2(nowhere, int(number))


def _reason(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, int):
            # It is open already.
            return ""
        writes = any(letter in mode for letter in "wax+") if isinstance(mode, str) else flags & WRITING
        return "it writes files" if writes and path != os.devnull else ""
    return next((words for begin, words in SEEN_BY_OTHERS.items() if event.startswith(begin)), "")
