"""Who runs Python code: each line that a thread executes is stamped, and a line of another thread is a hand-over.

Python 3.12 has sys.monitoring for this, which costs about a third of a trace function; older ones have sys.settrace.
"""

import os
import sys
import threading
import time
import types
from _thread import get_ident

HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep
LINES = 20_000


class Monitoring:
    """For 3.12 and newer: sees every thread, also one that was started before."""

    def __init__(self, turn):
        self.turn = turn
        self.events = 0
        self.tool = next((n for n in (4, 3, 5, 2) if sys.monitoring.get_tool(n) is None), None)

    def start(self):
        monitoring = sys.monitoring
        turn, disable = self.turn, monitoring.DISABLE

        def line(code, where, target=0):
            self.events += 1
            if get_ident() != turn.holder:
                if code.co_filename.startswith(HERE):
                    return disable
                turn.stamp()

        events = monitoring.events
        monitoring.use_tool_id(self.tool, "weft")
        # A loop on one line has no event of a line, and one in C code of a generator none but that it resumes.
        for event in (events.LINE, events.PY_START, events.PY_RESUME, events.JUMP):
            monitoring.register_callback(self.tool, event, line)
        monitoring.set_events(self.tool, events.LINE | events.PY_START | events.PY_RESUME | events.JUMP)

    def stop(self):
        if self.tool is not None and sys.monitoring.get_tool(self.tool) == "weft":
            sys.monitoring.set_events(self.tool, 0)
            sys.monitoring.free_tool_id(self.tool)


class Tracing:
    """For 3.9 to 3.11: sees the main thread and those that start while it is on."""

    def __init__(self, turn):
        self.turn = turn
        self.events = 0
        self.on = False

    def start(self):
        turn = self.turn

        def line(frame, event, argument):
            self.events += 1
            if get_ident() != turn.holder:
                if not self.on:
                    # This thread outlived the recording; nobody else can take its trace function away.
                    sys.settrace(None)
                    return None
                turn.stamp()
            return line

        def call(frame, event, argument):
            if not self.on or frame.f_code.co_filename.startswith(HERE):
                return None
            return line(frame, event, argument)

        self.on = True
        threading.settrace(call)
        sys.settrace(call)

    def stop(self):
        self.on = False
        sys.settrace(None)
        threading.settrace(None)
        # So that each thread that is still traced comes to the comparison's other side.
        self.turn.holder = None


def tracer(turn):
    """What calls turn.stamp() at each line of a thread other than turn.holder, by its ident.

    The threads run these callbacks at every line, so the comparison stands in them and is no call of its own.
    """
    return Monitoring(turn) if hasattr(sys, "monitoring") else Tracing(turn)


def cost_of_line():
    """Nanoseconds that tracing adds to one line, measured on a loop of its own: the least of several rounds."""
    loop = compile(f"i = 0\nwhile i < {LINES}:\n    i += 1\n", "<calibration>", "exec")
    plain = min(_time(loop) for _ in range(3))
    alone = types.SimpleNamespace(holder=get_ident(), stamp=lambda: None)
    traced = []
    for _ in range(3):
        own = tracer(alone)
        own.start()
        try:
            traced.append((_time(loop), own.events))
        finally:
            own.stop()
    lasted, events = min(traced)
    return max(0, lasted - plain) / max(1, events)


def _time(code):
    start = time.perf_counter_ns()
    exec(code, {})
    return time.perf_counter_ns() - start
