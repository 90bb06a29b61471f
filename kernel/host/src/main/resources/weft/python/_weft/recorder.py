"""Records what the threads of unchanged code do, from start() to stop()."""

import sys
import threading
import time
from _thread import get_ident

from _weft import naming, notes, tracer, waits
from _weft.lanes import Lane, Pool, Recording, Resource
from _weft.processes import Processes
from _weft.rings import Watch

now = time.monotonic_ns


class Recorder:
    """One recording. Its methods are called by the recorded threads themselves."""

    MOST_HAND_OVERS = 200_000

    def __init__(self, title, folder, main_is_stuck=lambda: None):
        """main_is_stuck: called once, from a thread of its own, when the thread that runs the cell can never go on."""
        self.recording = Recording(title, now())
        self.recording.has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
        self.folder = folder
        self.on = False
        self.given_up = False
        self.main_is_stuck = main_is_stuck
        self.watch = Watch(self, self.give_up)
        self.main = None
        self.lanes = {}
        self.by_thread = {}
        self.processes = Processes(self)
        self.resources = {}
        self.by_key = {}
        self.pools = {}
        self.holder = None
        self.log = None
        self.tracer = tracer.tracer(self)
        self.patches = waits.Patches(self)

    # ---- life

    def start(self):
        self.processes.begin()
        lane = self.main = self.new_lane(threading.current_thread().name, "python", main=True)
        lane.name = "main" if lane.name == "MainThread" else lane.name
        self.by_thread[threading.current_thread()] = lane
        self.lanes[get_ident()] = lane
        self.on = True
        self.patches.install()
        lane.started = self.recording.start = self.took(get_ident())
        if self.recording.has_gil:
            self.tracer.start()

    def code_ended(self):
        """The cell's own code is over; its threads may go on."""
        if self.given_up:
            return
        lane = self.by_thread[threading.current_thread()]
        lane.waiting = None
        lane.ended = now()
        self.release(lane.ended)
        self.lanes.pop(get_ident(), None)

    def give_up(self):
        """The cell can never end: what is recorded ends here, with all who wait still waiting."""
        self.on = False
        if not self.given_up:
            self.given_up = True
            self.recording.end = now()
            self.main_is_stuck()

    def is_stuck(self, thread):
        """Whether it waits, directly or not, in a ring of threads that wait for each other."""
        lane = self.by_thread.get(thread)
        return lane is not None and self.watch.is_stuck(lane)

    def halt(self):
        """Ends the recording; all runs again as if there had been none."""
        if self.recording.has_gil:
            self.tracer.stop()
        if not self.given_up:
            self.recording.end = now()
        self.on = False
        self.patches.remove()
        self.processes.end()

    def text(self, plain=None):
        """What was recorded.

        plain: a notes.Plain, how long the same code takes without a recording.
        """
        self.processes.read()
        for resource in self.resources.values():
            if resource.holder is not None:
                resource.holds.append((resource.holder, resource.since, None))
        self._name_apart()
        self.recording.hand_overs.sort(key=lambda each: each[0])
        if not any(lane is not None for _, lane in self.recording.hand_overs):
            self.recording.has_gil = False
        notes.tell(self, plain)
        self.recording.resources = [r for r in self.resources.values() if r.used]
        return self.recording.capture()

    # ---- who runs

    def stamp(self):
        """Called at a line of a thread that did not have the interpreter lock before."""
        ident = get_ident()
        lane = self.lanes.get(ident)
        # Lines within a wait are the library's own, on the way into it and out of it.
        if lane is not None and lane.waiting is None:
            self.took(ident)

    def took(self, ident):
        """The thread runs Python code, so it has the interpreter lock."""
        time = now()
        lane = self.lanes.get(ident)
        if lane is not None and ident != self.holder:
            self.holder = ident
            self._handed_over(time, lane.number)
        return time

    def release(self, time):
        """The thread that runs goes to wait, and gives the interpreter lock away."""
        if self.holder == get_ident():
            self.holder = None
            self._handed_over(time, None)

    def _handed_over(self, time, lane):
        if self.recording.has_gil and not self.given_up and len(self.recording.hand_overs) < self.MOST_HAND_OVERS:
            self.recording.hand_overs.append((time, lane))

    # ---- waits

    def enter(self, state, resource=None, holder=None, words="", bounded=False):
        """The calling thread is about to wait. Returns its lane; None where it is in a wait already, or not recorded.

        bounded: whether the wait ends by itself after some time.
        """
        lane = self.lanes.get(get_ident()) if self.on else None
        if lane is None or lane.waiting is not None:
            return None
        time = now()
        key = None
        if resource is not None:
            resource.used = True
            key = resource.key
        lane.bounded = bounded
        lane.waiting = (time, state, key, holder, words)
        self.release(time)
        if self.log is None and not bounded:
            self.watch.waits(lane)
        return lane

    def leave(self, lane, until=None):
        """The wait is over; `until`: when it could have been, had the thread been able to run then."""
        if lane is None or lane.waiting is None or self.given_up:
            return None
        time = self.took(get_ident())
        start, *what = lane.waiting
        lane.waiting = None
        end = time if until is None else min(time, until)
        lane.waits.append((start, end, *what))
        if self.log is not None:
            self.log.write("wait", start, end, what[0], what[3])
        return time

    # ---- locks and other resources

    def resource(self, thing, kind):
        known = self.resources.get(id(thing))
        if known is None:
            known = self.resources[id(thing)] = Resource(f"r{len(self.resources) + 1}", kind, "")
            known.thing = thing
            known.used = False
            known.since = None
            self.by_key[known.key] = known
        if not known.name:
            known.name = naming.name_of(thing, naming.caller())
        return known

    def acquired(self, resource, waited):
        lane = self.lanes.get(get_ident()) if self.on else None
        if lane is None:
            return
        time = now()
        resource.used = True
        if waited and resource.released:
            self.recording.links.append(("unlock", *resource.released, lane.number, time, ""))
        resource.holder, resource.since = lane.number, time

    def released(self, resource):
        if resource.holder is not None and self.on:
            time = now()
            resource.holds.append((resource.holder, resource.since, time))
            resource.released = (resource.holder, time)
            resource.holder = None

    def _name_apart(self):
        seen = {}
        for resource in self.resources.values():
            if resource.used:
                seen[resource.name] = seen.get(resource.name, 0) + 1
                if seen[resource.name] > 1:
                    resource.name += f"#{seen[resource.name]}"

    # ---- threads

    def new_lane(self, name, kind, main=False):
        lane = Lane(len(self.recording.lanes) + 1, name, kind, main)
        self.recording.lanes.append(lane)
        return lane

    def thread_starts(self, thread):
        """Called by the thread that starts it."""
        if not self.on or self._is_machinery(thread):
            return
        lane = self.by_thread[thread] = self.new_lane(thread.name, "python")
        lane.created = now()
        parent = self.lanes.get(get_ident())
        lane.parent = None if parent is None else (parent.number, lane.created)

    @staticmethod
    def _is_machinery(thread):
        """Threads with which multiprocessing serves itself."""
        target = getattr(thread, "_target", None)
        module = getattr(target, "__module__", None) or type(thread).__module__
        return module.startswith(("multiprocessing", "concurrent.futures.process"))

    def thread_begins(self, thread):
        lane = self.by_thread.get(thread)
        if lane is None or not self.on:
            return None
        lane.name = thread.name
        self.lanes[get_ident()] = lane
        lane.started = self.took(get_ident())
        if lane.parent:
            self.recording.links.append(("start", *lane.parent, lane.number, lane.started, ""))
        return lane

    def thread_ends(self, lane):
        if lane is None or not self.on:
            return
        lane.ended = now()
        self.release(lane.ended)
        self.lanes.pop(get_ident(), None)

    def joined(self, lane):
        me = self.lanes.get(get_ident()) if self.on else None
        if me is not None and lane is not None and lane.ended is not None:
            self.recording.links.append(("join", lane.number, lane.ended, me.number, now(), ""))

    def printed(self, text):
        lane = self.lanes.get(get_ident()) if self.on else None
        words = text.strip()
        if lane is not None and words:
            lane.marks.append((now(), "print", words[:60]))

    # ---- pools

    def submitted(self, executor, function, args):
        """Notes a task; returns it and its pool."""
        pool = self.pools.get(id(executor))
        if pool is None:
            pool = self.pools[id(executor)] = Pool(f"p{len(self.pools) + 1}", naming.name_of(executor, naming.caller()))
            pool.executor = executor
            self.recording.pools.append(pool)
        lane = self.lanes.get(get_ident())
        shown = ", ".join(map(_short, args))
        name = f"{getattr(function, '__name__', type(function).__name__)}({shown})"
        task = [name, now(), lane and lane.number, None, None, None]
        pool.tasks.append(task)
        return task

    def task_begins(self, task):
        lane = self.lanes.get(get_ident()) if self.on else None
        if lane is None:
            return
        self.leave(lane)
        task[3], task[5] = self.took(get_ident()), lane.number

    def task_ends(self, task):
        if self.on and task[3] is not None:
            task[4] = now()
            self.enter("waiting", words="for a task")


def _short(value):
    text = repr(value)
    return text if len(text) <= 12 else text[:11] + "…"
