"""sys.stdout, sys.stderr and sys.stdin of the cells. What a thread writes belongs to the cell that started it."""

import codecs
import functools
import io
import os
import sys
import threading
import time
import weakref
from _thread import get_ident, start_new_thread
from queue import SimpleQueue

LONG_LINE = 8_000
# Longer than a thread that waits for the GIL needs from the text of a print to the end of its line.
MOMENT_SECONDS = 0.15


class Cells:
    """Which cell runs, and which cell each thread belongs to."""

    def __init__(self):
        self.latest = 0
        self.recorder = None
        self.threads = {}

    def of_this_thread(self):
        # Not current_thread(): it would enter a stranger into the list of threads that a learner sees.
        cell = getattr(threading._active.get(get_ident()), "_weft_cell", None)
        return self.latest if cell is None else cell

    def follow_threads(self):
        """From now on a thread knows the cell that started it, and so do the threads that it starts."""
        start = threading.Thread.start

        @functools.wraps(start)
        def start_in_cell(thread):
            thread._weft_cell = self.of_this_thread()
            self.threads.setdefault(thread._weft_cell, weakref.WeakSet()).add(thread)
            start(thread)

        threading.Thread.start = start_in_cell

    def follow_tasks(self):
        """From now on a task of a pool belongs to the cell that submitted it, whoever started the worker."""
        from concurrent.futures import ThreadPoolExecutor

        submit = ThreadPoolExecutor.submit
        if hasattr(submit, "__wrapped__"):
            return

        @functools.wraps(submit)
        def submit_from_cell(pool, function, /, *args, **kwargs):
            cell = self.of_this_thread()

            @functools.wraps(function)
            def task(*args, **kwargs):
                worker = threading._active.get(get_ident())
                before = getattr(worker, "_weft_cell", None)
                worker._weft_cell = cell
                try:
                    return function(*args, **kwargs)
                finally:
                    worker._weft_cell = before

            future = submit(pool, task, *args, **kwargs)
            self.threads.setdefault(cell, weakref.WeakSet()).add(future)
            return future

        ThreadPoolExecutor.submit = submit_from_cell

    def started_by(self, cell):
        """Threads, and tasks of pools, that the cell started and that have not ended. Daemons are left out: nobody
        waits for them, and workers of pools too: they wait for ever, and their tasks are listed; and threads that a recording has seen to wait in a ring."""
        pools = sys.modules.get("concurrent.futures.thread")
        workers = pools._threads_queues if pools else ()
        running = []
        for each in list(self.threads.get(cell, ())):
            if isinstance(each, threading.Thread):
                if getattr(each, "_weft_stuck", False):
                    continue
                if each.is_alive() and not each.daemon and each not in workers:
                    running.append(each)
            elif not each.done():
                running.append(each)
        return running


class CellBytes(io.RawIOBase):
    """What sys.stdout.buffer is: bytes become text as soon as their characters are whole."""

    def __init__(self, stream):
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self):
        return True

    def write(self, data):
        data = bytes(data)
        self.stream.write(self.decoder.decode(data))
        return len(data)


class CellStream(io.TextIOBase):
    """A stream of lines. As on a terminal, a thread's line goes out whole when it ends, so that the lines of threads
    do not mix; one that is not ended goes out a moment later."""

    def __init__(self, outlet, cells, kind, name, fileno, flusher):
        self._outlet = outlet
        self._cells = cells
        self._kind = kind
        self._fileno = fileno
        self._begun = {}
        self._lock = threading.Lock()
        self._flusher = flusher
        flusher.streams.append(self)
        os.register_at_fork(after_in_child=self._forked)
        self.name = name
        self.mode = "w"
        self.buffer = CellBytes(self)

    encoding = "utf-8"
    errors = "backslashreplace"
    line_buffering = True

    def _forked(self):
        self._lock = threading.Lock()

    def writable(self):
        return True

    def fileno(self):
        return self._fileno

    def reconfigure(self, **settings):
        """Accepted and not needed: the text is UTF-8 and goes out line by line."""

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        thread, cell = get_ident(), self._cells.of_this_thread()
        with self._lock:
            before, begun, _ = self._begun.pop(thread, (cell, "", 0))
            if begun and before != cell:
                self._outlet.text(self._kind, before, begun)
                begun = ""
            whole = begun + text
            end = len(whole) if len(whole) > LONG_LINE else whole.rfind("\n") + 1
            if end:
                self._outlet.text(self._kind, cell, whole[:end])
                if self._cells.recorder is not None:
                    self._cells.recorder.printed(whole[:end])
            if end < len(whole):
                self._begun[thread] = (cell, whole[end:], time.monotonic())
        if self._begun:
            self._flusher.wake()
        return len(text)

    def flush(self):
        """Sends what this thread has begun; the others may be in the midst of a line."""
        if self._begun:
            with self._lock:
                self._send(get_ident())

    def flush_older(self, than):
        """Sends the lines that nobody has gone on with for so many seconds; says whether others are left."""
        now = time.monotonic()
        with self._lock:
            for thread, (_, _, begun) in list(self._begun.items()):
                if now - begun >= than:
                    self._send(thread)
            return bool(self._begun)

    def _send(self, thread):
        cell, text, _ = self._begun.pop(thread, (0, "", 0))
        if text:
            self._outlet.text(self._kind, cell, text)

    def close(self):
        """A cell that closes its output means its own use of it; the notebook needs it further on."""


class Flusher:
    """Sends lines that were begun and not ended, as the dots of a progress bar, a moment after they were written."""

    def __init__(self):
        self.streams = []
        self._wanted = SimpleQueue()
        self._awake = False
        start_new_thread(self._flush, (time.sleep,))

    def wake(self):
        if not self._awake:
            self._awake = True
            self._wanted.put(True)

    def _flush(self, sleep):
        while True:
            self._wanted.get()
            sleep(MOMENT_SECONDS)
            self._awake = False
            left = [stream.flush_older(MOMENT_SECONDS) for stream in self.streams]
            if any(left):
                self.wake()


class CellInput(io.TextIOBase):
    """A stream that asks the person for each line."""

    def __init__(self, ask):
        self._ask = ask
        self._rest = ""
        self.name = "<stdin>"
        self.mode = "r"

    encoding = "utf-8"
    errors = "strict"

    def readable(self):
        return True

    def fileno(self):
        return 0

    def readline(self, size=-1):
        if not self._rest:
            line = self._ask("", False)
            self._rest = "" if line is None else line + "\n"
        size = len(self._rest) if size is None or size < 0 else size
        line, self._rest = self._rest[:size], self._rest[size:]
        return line

    def read(self, size=-1):
        if size is not None and size >= 0:
            return self.readline(size)
        return "".join(iter(self.readline, ""))

    def close(self):
        """exit() closes it; the notebook needs it further on."""
