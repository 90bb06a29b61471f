"""Processes of multiprocessing as lanes: the parent sees them start and end, each writes down itself what it does."""

import json
import os
import time
from _thread import get_ident

from _weft import flag, notes
from _weft.lanes import Lane

now = time.monotonic_ns
# As it is before we wrap it.
write = os.write


def _log_of(folder, pid):
    return os.path.join(folder, f"process-{pid}.log")


class Processes:
    """The processes that are started while we record, as their parent knows them."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.lanes = {}

    def begin(self):
        """From now on, a new process of this folder records."""
        flag.raise_in(self.recorder.folder)

    def end(self):
        flag.lower_in(self.recorder.folder)

    def starts(self, name):
        lane = self.recorder.new_lane(name, "process")
        lane.created = lane.started = now()
        return lane

    def started(self, lane, pid):
        self.lanes[pid] = lane
        parent = self.recorder.lanes.get(get_ident())
        if parent is not None:
            link = ("start", parent.number, lane.created, lane.number, lane.created, "")
            self.recorder.recording.links.append(link)

    def joined(self, pid):
        """It was seen to have ended; when exactly it did, it says itself if it could."""
        lane = self.lanes.get(pid)
        if lane is not None and lane.ended is None:
            lane.ended = now()

    def read(self):
        """Takes over what they wrote down, and notes what starting them cost."""
        needed = []
        for pid, lane in self.lanes.items():
            begun = self._read(_log_of(self.recorder.folder, pid), lane)
            begun = begun or lane.ended or self.recorder.recording.end
            lane.waits.append((lane.created, begun, "waiting", None, None, "starts up"))
            needed.append(begun - lane.created)
        if needed:
            least, most = min(needed) / 1e6, max(needed) / 1e6
            count = f"{len(needed)} process{'es' if len(needed) > 1 else ''}"
            took = f"Starting {count} took {least:.1f} to {most:.1f} ms each, from start() to the first line."
            notes.note(self.recorder.recording, took)

    @staticmethod
    def _read(path, lane):
        """When the process began; None if it wrote nothing."""
        if not os.path.exists(path):
            return None
        begun = None
        with open(path) as log:
            for line in log:
                word, *what = json.loads(line)
                if word == "begin":
                    begun = what[0]
                elif word == "wait":
                    lane.waits.append((what[0], what[1], what[2], None, None, what[3]))
                elif word == "end":
                    lane.ended = what[0]
        os.remove(path)
        return begun


class Log:
    """What a process writes down of itself, in a file of its own."""

    def __init__(self, folder):
        self.file = os.open(_log_of(folder, os.getpid()), os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, *words):
        write(self.file, json.dumps(words).encode() + b"\n")


def record_child(process_bootstrap, process, args, kwargs, recorder, begun):
    """Runs a process of multiprocessing that began at this moment, and writes down what it does."""
    log = recorder.log = Log(recorder.folder)
    recorder.on = True
    recorder.lanes = {get_ident(): Lane(0, "", "process")}
    log.write("begin", begun)
    try:
        return process_bootstrap(process, *args, **kwargs)
    finally:
        log.write("end", now())
