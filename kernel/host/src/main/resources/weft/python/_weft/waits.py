"""Wraps the standard library's calls that wait, for as long as a recording lasts.

What was made before is seen as well: methods are wrapped at their classes, and locks, which are made in C and cannot
be wrapped, are exchanged for ones that tell, in the variables that hold them, and exchanged back at the end.
"""

import builtins
import functools
import sys
import threading
import time

from _weft import naming

now = time.monotonic_ns
LOCK, RLOCK = type(threading.Lock()), type(threading.RLock())
MOST_DEPTH = 3


class RecordedLock:
    """A lock that tells who has it and who waits; all else is done by the lock within."""

    __slots__ = ("_within", "_recorder", "_resource", "_depth", "__weakref__")

    def __init__(self, within, recorder):
        self._within = within
        self._recorder = recorder
        self._resource = None
        self._depth = 0

    def acquire(self, blocking=True, timeout=-1):
        recorder = self._recorder
        if not recorder.on:
            return self._within.acquire(blocking, timeout)
        resource = self._resource = self._resource or recorder.resource(self, "lock")
        wait, got = None, self._within.acquire(False)
        if not got:
            if not blocking:
                return False
            wait = recorder.enter("blocked", resource, resource.holder)
            try:
                got = self._within.acquire(True, timeout)
            finally:
                recorder.leave(wait)
        if got:
            self._depth += 1
            if self._depth == 1:
                recorder.acquired(resource, wait is not None)
        return got

    def release(self):
        if self._depth == 1 and self._resource is not None:
            self._recorder.released(self._resource)
        self._depth = max(0, self._depth - 1)
        self._within.release()

    def __enter__(self):
        self.acquire()
        return True

    def __exit__(self, *error):
        self.release()

    def __getattr__(self, name):
        return getattr(self._within, name)

    def __repr__(self):
        return repr(self._within)


class Patches:
    """What is exchanged while a recording lasts."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.undo = []
        self.recorded = []

    def install(self):
        self._threads()
        self._conditions()
        self._pools()
        self._io()
        self._processes()
        self._locks()

    def install_in_child(self):
        self._threads()
        self._processes()

    def remove(self):
        for undo in reversed(self.undo):
            undo()
        self.undo.clear()
        for holder in self._holders():
            holder(lambda value: value._within if isinstance(value, RecordedLock) else value)

    def _patch(self, owner, name, make):
        had = name in vars(owner)
        original = getattr(owner, name)
        wrapped = make(original)
        setattr(owner, name, wrapped)

        def undo():
            setattr(owner, name, original) if had else delattr(owner, name)

        self.undo.append(undo)
        return original, wrapped

    def _waiting(self, state, words="", kind=None, test=None):
        """Makes wrappers that note a wait; `test`: whether the call would not wait at all.

        A wait with a kind is one for a thing of the cell's own; those of the library's inner parts are left out.
        """
        recorder = self.recorder

        def make(original):
            @functools.wraps(original)
            def wait(*args, **kwargs):
                inner = kind and naming.is_library(sys._getframe(1).f_code.co_filename)
                if inner or test and test(*args):
                    return original(*args, **kwargs)
                resource = recorder.resource(args[0], kind) if kind and kind != "file" and recorder.on else None
                lane = recorder.enter(state, resource, words=words)
                try:
                    return original(*args, **kwargs)
                finally:
                    recorder.leave(lane)

            return wait

        return make

    # ---- threads

    def _threads(self):
        recorder = self.recorder

        def start(original):
            @functools.wraps(original)
            def start(thread):
                recorder.thread_starts(thread)
                return original(thread)

            return start

        def bootstrap(original):
            def bootstrap(thread):
                lane = recorder.thread_begins(thread)
                try:
                    original(thread)
                finally:
                    recorder.thread_ends(lane)

            return bootstrap

        def join(original):
            @functools.wraps(original)
            def join(thread, timeout=None):
                target = recorder.by_thread.get(thread)
                lane = recorder.enter("joining", holder=target and target.number)
                try:
                    return original(thread, timeout)
                finally:
                    if recorder.leave(lane):
                        recorder.joined(target)

            return join

        def sleep(original):
            @functools.wraps(original)
            def sleep(seconds):
                lane = recorder.enter("sleeping", words=f"{seconds:g} s" if isinstance(seconds, (int, float)) else "")
                begun = now()
                try:
                    return original(seconds)
                finally:
                    # Having slept, it may have had to wait for the GIL before it could say so.
                    late = now() - begun - seconds * 1e9 if lane else 0
                    recorder.leave(lane, begun + int(seconds * 1e9) if late > 500_000 else None)

            return sleep

        self._patch(threading.Thread, "start", start)
        self._patch(threading.Thread, "_bootstrap_inner", bootstrap)
        self._patch(threading.Thread, "join", join)
        self.sleeps = self._patch(time, "sleep", sleep)

    def _conditions(self):
        def would_not_wait(semaphore, *_):
            return semaphore._value > 0

        semaphore = self._waiting("waiting", kind="semaphore", test=would_not_wait)
        self._patch(threading.Semaphore, "acquire", semaphore)
        self._patch(threading.Semaphore, "__enter__", semaphore)
        self._patch(threading.Event, "wait", self._waiting("waiting", kind="latch", test=lambda e, *_: e.is_set()))
        self._patch(threading.Condition, "wait", self._waiting("waiting", kind="condition"))
        self._patch(threading.Condition, "__enter__", self._waiting("blocked", kind="condition", test=_is_free))
        self._patch(threading.Barrier, "wait", self._waiting("waiting", kind="barrier"))
        import queue

        self._patch(queue.Queue, "get", self._waiting("waiting", kind="queue", test=lambda q, *_: q._qsize()))
        self._patch(queue.Queue, "put", self._waiting("waiting", kind="queue", test=_has_room))

    def _pools(self):
        if "concurrent.futures.thread" not in sys.modules:
            return
        from concurrent.futures import Future, ThreadPoolExecutor

        recorder = self.recorder

        def submit(original):
            @functools.wraps(original)
            def submit(pool, function, /, *args, **kwargs):
                if not recorder.on:
                    return original(pool, function, *args, **kwargs)
                task = recorder.submitted(pool, function, args)

                @functools.wraps(function)
                def run(*args, **kwargs):
                    recorder.task_begins(task)
                    try:
                        return function(*args, **kwargs)
                    finally:
                        recorder.task_ends(task)

                return original(pool, run, *args, **kwargs)

            return submit

        self._patch(ThreadPoolExecutor, "submit", submit)
        self._patch(Future, "result", self._waiting("waiting", "for a result", test=lambda f, *_: f.done()))

    def _io(self):
        import socket
        import subprocess

        for name in ("recv", "recv_into", "recvfrom", "accept", "connect", "send", "sendall"):
            self._patch(socket.socket, name, self._waiting("io", f"socket.{name}"))
        self._patch(subprocess.Popen, "wait", self._waiting("io", "a program"))
        self._patch(subprocess.Popen, "communicate", self._waiting("io", "a program"))
        self._patch(builtins, "input", self._waiting("io", "input()"))
        self._patch(builtins, "open", self._waiting("io", "open()", kind="file"))

    def _processes(self):
        if "multiprocessing.process" not in sys.modules:
            return
        from multiprocessing.process import BaseProcess
        from multiprocessing.queues import Queue, SimpleQueue

        from _weft.recorder import record_child

        recorder = self.recorder

        def start(original):
            @functools.wraps(original)
            def start(process):
                if not recorder.on or recorder.log is not None:
                    return original(process)
                lane = recorder.process_starts(process.name)
                try:
                    return original(process)
                finally:
                    recorder.process_started(lane, process.pid)

            return start

        def join(original):
            @functools.wraps(original)
            def join(process, timeout=None):
                target = recorder.processes.get(process.pid)
                lane = recorder.enter("joining", holder=target and target.number)
                try:
                    return original(process, timeout)
                finally:
                    if process.exitcode is not None:
                        recorder.process_joined(process.pid)
                    if recorder.leave(lane):
                        recorder.joined(target)

            return join

        def bootstrap(original):
            @functools.wraps(original)
            def bootstrap(process, *args, **kwargs):
                return record_child(original, process, args, kwargs, recorder.folder, recorder)

            return bootstrap

        self._patch(BaseProcess, "start", start)
        self._patch(BaseProcess, "join", join)
        self._patch(BaseProcess, "_bootstrap", bootstrap)
        self._patch(SimpleQueue, "get", self._waiting("waiting", "for a task"))
        self._patch(Queue, "get", self._waiting("waiting", "for a task"))

    # ---- locks

    def _locks(self):
        recorder = self.recorder

        def factory(original):
            def lock():
                within = original()
                # Locks inside the library's own classes are its own affair.
                if naming.is_library(sys._getframe(1).f_code.co_filename):
                    return within
                return RecordedLock(within, recorder)

            return lock

        locks = [self._patch(threading, name, factory) for name in ("Lock", "RLock")]
        exchanged = {original: wrapped for original, wrapped in [*locks, self.sleeps]}

        def told(value):
            if type(value) in (LOCK, RLOCK):
                return RecordedLock(value, recorder)
            return exchanged.get(value, value) if callable(value) and _hashable(value) else value

        for holder in self._holders():
            holder(told)
        back = {wrapped: original for original, wrapped in exchanged.items()}

        def restore():
            for holder in self._holders():
                holder(lambda value: back.get(value, value) if callable(value) and _hashable(value) else value)

        self.undo.append(restore)

    def _holders(self):
        """The places in the notebook that may hold a lock: each exchanges what it holds by a function."""
        seen = set()
        main = sys.modules["__main__"].__dict__
        found = []
        _collect(main, 0, seen, found)
        return found


def _collect(value, depth, seen, found):
    if id(value) in seen or depth > MOST_DEPTH:
        return
    seen.add(id(value))
    if isinstance(value, dict):
        found.append(functools.partial(_exchange_items, value, list(value)))
        inner = list(value.values())
    elif isinstance(value, list):
        found.append(functools.partial(_exchange_items, value, range(len(value))))
        inner = list(value)
    else:
        inner = [vars(value)] if _is_own_object(value) else []
        inner += [cell for cell in getattr(value, "__closure__", None) or ()]
    if type(value).__name__ == "cell":
        found.append(functools.partial(_exchange_cell, value))
        return
    for each in inner:
        if isinstance(each, (dict, list)) or _is_own_object(each) or getattr(each, "__closure__", None) or (
            type(each).__name__ == "cell"
        ):
            _collect(each, depth + 1, seen, found)


def _is_own_object(value):
    return type(value).__module__ == "__main__" and hasattr(value, "__dict__")


def _exchange_items(place, keys, exchange):
    for key in keys:
        value = place[key]
        other = exchange(value)
        if other is not value:
            place[key] = other


def _exchange_cell(cell, exchange):
    try:
        value = cell.cell_contents
    except ValueError:
        return
    other = exchange(value)
    if other is not value:
        cell.cell_contents = other


def _hashable(value):
    try:
        hash(value)
        return True
    except TypeError:
        return False


def _is_free(condition):
    locked = getattr(condition._lock, "locked", None)
    return not locked() if locked else False


def _has_room(queue, *_):
    return queue.maxsize <= 0 or queue._qsize() < queue.maxsize
