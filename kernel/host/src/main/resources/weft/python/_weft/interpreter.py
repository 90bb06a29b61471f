"""This interpreter as the kernel sees it: takes requests one by one, and gives each its answer."""

import contextlib
import faulthandler
import os
import platform
import sys
import sysconfig
import threading
import time
import warnings
from _thread import start_new_thread
from queue import SimpleQueue

from _weft import complete, failure, lifeline, pipe
from _weft.ask import Desk
from _weft.cells import Notebook, describe
from _weft.interrupts import Interrupts
from _weft.recording import CellRecording
from _weft.streams import Cells, CellInput, CellStream, Flusher


class Interpreter:
    """Requests are read by a thread of its own, which `threading` does not list, and served by the main thread."""

    def __init__(self, folder):
        self.process = os.getpid()
        self.folder = folder
        self.requests = SimpleQueue()
        commands = os.dup(0)
        # Cells and the processes that they start find an empty input there, and never our requests.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        self.commands = commands
        self.interrupts = Interrupts(commands)
        token = bytes.fromhex(pipe.read_message(commands)["token"])
        self.outlet = pipe.Outlet(os.dup(1), token, self.interrupts)
        self.errors = pipe.Outlet(os.dup(2), token, self.interrupts)
        self.cells = Cells()
        self.cells.follow_threads()
        self.desk = Desk(self.outlet, self.cells)
        self.notebook = Notebook(self.outlet, self.cells, folder)
        self.prepare()

    def prepare(self):
        sys.argv = [""]
        flusher = Flusher()
        sys.stdout = sys.__stdout__ = CellStream(self.outlet, self.cells, b"o", "<stdout>", 1, flusher)
        sys.stderr = sys.__stderr__ = CellStream(self.outlet, self.cells, b"e", "<stderr>", 2, flusher)
        self.streams = flusher.streams
        sys.stdin = sys.__stdin__ = CellInput(self.desk.ask)
        self.desk.install()
        self.interrupts.install()
        threading.excepthook = thread_failed
        faulthandler.enable(2, all_threads=False)
        os.environ.setdefault("MPLBACKEND", "agg")
        # True of this process because of our reader, which holds no lock while a cell forks.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        try:
            os.setsid()
        except OSError:
            pass
        lifeline.hold(self.folder)

    def read(self):
        while True:
            message = pipe.read_message(self.commands)
            if message is None:
                lifeline.end_group()
            elif message["type"] == "answer":
                self.desk.answer(message)
            else:
                if message["type"] == "run":
                    self.interrupts.cell_read()
                self.requests.put(message)

    def serve(self):
        start_new_thread(self.read, ())
        self.outlet.send({"type": "hello", **facts()})
        lifeline.die_with_kernel()
        serving = {
            "run": self.run,
            "await": self.await_threads,
            "complete": self.complete,
            "inspect": self.inspect,
        }
        while True:
            request = self.requests.get()
            if request["type"] == "exit":
                sys.exit()
            self.interrupts.begins(request)
            answer = serving[request["type"]](request)
            # Behind everything that was written to the standard error, so that the kernel waits for all of it.
            self.errors.send({"type": "written", "id": request["id"]})
            self.outlet.send({"type": "done", "id": request["id"], **answer})

    def run(self, request):
        self.cells.latest = request["cell"]
        self.lay_hands_on_libraries(request["code"])
        value, error, recording = None, None, None
        try:
            with self.interrupts.heeded():
                code = self.notebook.compile(request["cell"], request["code"])
                if "timeline" in request:
                    recording = CellRecording(self, request, code)
                value = self.notebook.run(*code)
        except BaseException as raised:
            error = raised
        if os.getpid() != self.process:
            self.end_fork(error)
        for stream in self.streams:
            stream.flush()
        return {
            "value": value,
            "failure": describe(error) if error is not None else None,
            "capture": None if recording is None else recording.end(error),
        }

    def lay_hands_on_libraries(self, code):
        """Before a cell that names them runs: importing them costs time that other cells need not spend."""
        # A file of the learner may have the name of a library; what comes of it is for the cell to find out.
        with contextlib.suppress(Exception):
            if "concurrent" in code:
                self.cells.follow_tasks()
            if "getpass" in code:
                import getpass

                self.desk.install_getpass(getpass)

    @staticmethod
    def end_fork(error):
        """A cell called os.fork(), and this is the child, which has reached the end of the cell."""
        if error is not None and not isinstance(error, SystemExit):
            print("\n".join(failure.lines(error)), file=sys.stderr)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(0 if error is None else 1)

    def await_threads(self, request):
        end = time.monotonic() + request["millis"] / 1000
        try:
            with self.interrupts.heeded():
                for each in self.cells.started_by(request["cell"]):
                    left = max(0, end - time.monotonic())
                    if isinstance(each, threading.Thread):
                        each.join(left)
                    else:
                        from concurrent.futures import wait

                        wait([each], left)
        except KeyboardInterrupt:
            pass
        left = self.cells.started_by(request["cell"])
        return {"threads": [getattr(each, "name", "a task of a pool") for each in left]}

    def complete(self, request):
        try:
            return complete.complete(self.notebook.namespace, request["code"], request["cursor"])
        except Exception:
            return {"start": request["cursor"], "matches": []}

    def inspect(self, request):
        try:
            text = complete.describe(
                self.notebook.namespace, request["code"], request["cursor"], request["detail"]
            )
            return {"text": text}
        except Exception:
            return {"text": None}


def facts():
    """What runs here."""
    enabled = getattr(sys, "_is_gil_enabled", lambda: platform.python_implementation() == "CPython")
    return {
        "version": platform.python_version(),
        "implementation": platform.python_implementation(),
        "executable": sys.executable,
        "gil": bool(enabled()),
        "free_threaded_build": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "switch_interval": sys.getswitchinterval() if hasattr(sys, "getswitchinterval") else 0,
    }


def thread_failed(args):
    """Says on the cell's standard error why a thread ended."""
    if args.exc_type is SystemExit:
        return
    name = args.thread.name if args.thread is not None else "a thread"
    print(f"Exception in thread {name}:\n" + "\n".join(failure.lines(args.exc_value)), file=sys.stderr)
