"""Records one cell, and finds out how much longer that made it run."""

import contextlib
import signal
import threading
import time


class CellRecording:
    """Begins when it is made. Belongs to the main thread."""

    def __init__(self, interpreter, request, code):
        # Loaded now: most notebooks record nothing, and what a library costs to load is no part of what the cell does.
        from _weft.recorder import Recorder

        if "concurrent" in request["code"] or "multiprocessing" in request["code"]:
            import concurrent.futures.thread
            import multiprocessing.queues
        self.interpreter = interpreter
        self.code = code
        self.wanted = request["timeline"]
        self.waiting = {"cell": request["cell"], "millis": self.wanted["wait_millis"]}
        self.plain, self.copy = self._before()
        self.recorder = interpreter.cells.recorder = Recorder(self.wanted["title"], interpreter.folder, self._give_up)
        self.recorder.start()

    def _before(self):
        from _weft.notes import Plain
        from _weft.unrecorded import Copy

        if not self.wanted["both"]:
            return None, Copy(self._run)
        start = time.monotonic_ns()
        self._run()
        return Plain(time.monotonic_ns() - start), None

    def _run(self):
        self.interpreter.notebook.run(*self.code)
        self.interpreter.await_threads(self.waiting)

    def _give_up(self):
        """From the recorder's watch: the main thread waits for one that waits for ever."""
        if self.interpreter.interrupts.on:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    def end(self, error):
        """Waits for the cell's threads, as long as they can still end, and returns what was recorded."""
        recorder, copy = self.recorder, self.copy
        recorder.code_ended()
        for thread in threading.enumerate():
            # Set for good: nobody will wait for it, now or at the end of the cell.
            if recorder.is_stuck(thread):
                thread._weft_stuck = True
        self.interpreter.await_threads(self.waiting)
        self.interpreter.cells.recorder = None
        recorder.halt()
        if copy is not None:
            if error is None and not recorder.given_up:
                self._ask(copy)
            copy.close()
        return recorder.text(self.plain)

    def _ask(self, copy):
        # Somebody may not want to wait for it.
        with contextlib.suppress(KeyboardInterrupt), self.interpreter.interrupts.heeded():
            self.plain = copy.plain(self.recorder.recording.end - self.recorder.recording.start)
