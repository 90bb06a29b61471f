"""When an interrupt ends what the main thread does: while a cell runs, and not in the middle of a message."""

import contextlib
import select
import signal
import threading
from _thread import get_ident

# As it is before a recording wraps it.
poll = select.select


class Interrupts:
    """SIGINT as KeyboardInterrupt. All but `cell_read` belongs to the main thread, in which the handler runs too."""

    def __init__(self, commands):
        self.commands = commands
        self.on = False
        self.held = 0
        # One has come, and will be raised as soon as that may be.
        self.late = False
        # Cells that the kernel has sent, and those that have begun.
        self.read = self.begun = 0

    def install(self):
        signal.signal(signal.SIGINT, self._come)

    def _come(self, number, frame):
        if self.on and not self.held:
            raise KeyboardInterrupt
        # For a cell that has been sent and has not begun; any other would end the wrong cell.
        self.late = self.late or self.on or self.read > self.begun or bool(poll([self.commands], [], [], 0)[0])

    def cell_read(self):
        """The reader has read the request for a cell."""
        self.read += 1

    def begins(self, request):
        if request["type"] == "run":
            self.begun += 1
        else:
            self.late = False

    @contextlib.contextmanager
    def heeded(self):
        """Within, an interrupt is raised, also one that came too early."""
        before, self.on = self.on, True
        try:
            self._catch_up()
            yield
        finally:
            self.on = before

    @contextlib.contextmanager
    def held_back(self):
        """Within, nothing is torn; an interrupt is raised at the end."""
        if get_ident() != threading.main_thread().ident:
            yield
            return
        self.held += 1
        try:
            yield
        finally:
            self.held -= 1
        self._catch_up()

    def _catch_up(self):
        if self.late and self.on and not self.held:
            self.late = False
            raise KeyboardInterrupt
