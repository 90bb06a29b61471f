"""Wraps the standard library's calls that wait, for as long as a recording lasts.

What was made before is seen as well: methods are wrapped at their classes, and functions and locks are exchanged in
the variables that hold them.
"""

import functools
import sys
import threading
import time

from _weft import flag, naming, traffic
from _weft.locks import RecordedLock, Variables

now = time.monotonic_ns
# Waits by calling wait(), for as long as it takes; whoever calls it is who waits.
WAIT_FOR = threading.Condition.wait_for.__code__


class Patches:
    """What is exchanged while a recording lasts."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.undo = []
        # (the library's own, ours), for the variables that hold the library's own.
        self.functions = []

    def install(self):
        self._threads()
        self._conditions()
        self._pools()
        traffic.patch(self, self._waiting)
        self._processes()
        self._locks()

    def install_in_child(self):
        self._threads()
        self._processes()

    def remove(self):
        for undo in reversed(self.undo):
            undo()
        self.undo.clear()

    def patch(self, owner, name, make):
        had = name in vars(owner)
        original = getattr(owner, name)
        wrapped = make(original)
        if not isinstance(owner, type):
            wrapped = _unbound(wrapped)
        setattr(owner, name, wrapped)

        def undo():
            setattr(owner, name, original) if had else delattr(owner, name)

        self.undo.append(undo)
        if not isinstance(owner, type):
            self.functions.append((original, wrapped))
        return original, wrapped

    def _waiting(self, state, words="", kind=None, test=None):
        """Makes wrappers that note a wait; `test`: whether the call would not wait at all.

        A wait with a kind is one for a thing of the cell's own; a thing within the library's inner parts has no name
        in the cell, and what `threading` does with its own things is no wait of the cell's.
        """
        recorder = self.recorder

        def make(original):
            @functools.wraps(original)
            def wait(*args, **kwargs):
                if not recorder.on or test and test(*args):
                    return original(*args, **kwargs)
                frame = sys._getframe(1)
                caller = (frame.f_back if frame.f_code is WAIT_FOR else frame).f_code.co_filename
                inner = kind and naming.is_library(caller)
                if inner and (caller == threading.__file__ or kind not in ("latch", "condition")):
                    return original(*args, **kwargs)
                resource = recorder.resource(args[0], kind) if kind and not inner else None
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
        processes = recorder.processes

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
                number = target and target.number
                lane = recorder.enter("joining", holder=number, bounded=timeout is not None)
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

        self.patch(threading.Thread, "start", start)
        self.patch(threading.Thread, "_bootstrap_inner", bootstrap)
        self.patch(threading.Thread, "join", join)
        self.sleeps = self.patch(time, "sleep", sleep)

    def _conditions(self):
        def would_not_wait(semaphore, *_):
            return semaphore._value > 0

        semaphore = self._waiting("waiting", kind="semaphore", test=would_not_wait)
        self.patch(threading.Semaphore, "acquire", semaphore)
        self.patch(threading.Semaphore, "__enter__", semaphore)
        self.patch(threading.Event, "wait", self._waiting("waiting", kind="latch", test=lambda e, *_: e.is_set()))
        self.patch(threading.Condition, "wait", self._waiting("waiting", kind="condition"))
        self.patch(threading.Condition, "__enter__", self._waiting("blocked", kind="condition", test=_is_free))
        self.patch(threading.Barrier, "wait", self._waiting("waiting", kind="barrier"))
        import queue

        self.patch(queue.Queue, "get", self._waiting("waiting", kind="queue", test=lambda q, *_: q._qsize()))
        self.patch(queue.Queue, "put", self._waiting("waiting", kind="queue", test=_has_room))

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

        self.patch(ThreadPoolExecutor, "submit", submit)
        self.patch(Future, "result", self._waiting("waiting", "for a result", test=lambda f, *_: f.done()))

    def _processes(self):
        if "multiprocessing.process" not in sys.modules:
            return
        from multiprocessing.process import BaseProcess
        from multiprocessing.queues import Queue, SimpleQueue

        from _weft.processes import record_child

        recorder = self.recorder
        processes = recorder.processes

        def start(original):
            @functools.wraps(original)
            def start(process):
                if not recorder.on or recorder.log is not None:
                    return original(process)
                lane = processes.starts(process.name)
                try:
                    return original(process)
                finally:
                    processes.started(lane, process.pid)

            return start

        def join(original):
            @functools.wraps(original)
            def join(process, timeout=None):
                target = processes.lanes.get(process.pid)
                lane = recorder.enter("joining", holder=target and target.number)
                try:
                    return original(process, timeout)
                finally:
                    if process.exitcode is not None:
                        processes.joined(process.pid)
                    if recorder.leave(lane):
                        recorder.joined(target)

            return join

        def bootstrap(original):
            @functools.wraps(original)
            def bootstrap(process, *args, **kwargs):
                if not flag.is_up(recorder.folder):
                    return original(process, *args, **kwargs)
                # A fork of the recorded process. Its lines are not stamped: it has an interpreter lock of its own.
                recorder.tracer.stop()
                return record_child(original, process, args, kwargs, recorder, time.monotonic_ns())

            return bootstrap

        self.patch(BaseProcess, "start", start)
        self.patch(BaseProcess, "join", join)
        self.patch(BaseProcess, "_bootstrap", bootstrap)
        from multiprocessing.connection import Connection

        for name in ("recv", "recv_bytes", "poll"):
            self.patch(Connection, name, self._waiting("io", f"connection.{name}()"))
        if "multiprocessing.pool" in sys.modules:
            from multiprocessing.pool import ApplyResult

            self.patch(ApplyResult, "wait", self._waiting("waiting", "for a result"))
        self.patch(SimpleQueue, "get", self._waiting("waiting", "for a task"))
        self.patch(Queue, "get", self._waiting("waiting", "for a task"))

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

        for name in ("Lock", "RLock"):
            self.patch(threading, name, factory)
        variables = Variables(recorder)
        functions = list(self.functions)
        variables.exchange(functions)
        self.undo.append(lambda: variables.restore(functions))


def _unbound(function):
    """A class that takes it for an attribute does not make a method of it, no more than of a function made in C."""
    return staticmethod(function) if sys.version_info >= (3, 10) else functools.partial(function)


def _is_free(condition):
    locked = getattr(condition._lock, "locked", None)
    return not locked() if locked else False


def _has_room(queue, *_):
    return queue.maxsize <= 0 or queue._qsize() < queue.maxsize
