"""Locks that tell who has them and who waits.

Locks are made in C and cannot be wrapped, so they are exchanged for ones that tell, in the variables that hold them,
and exchanged back at the end.
"""

import functools
import sys
import threading

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
            wait = recorder.enter("blocked", resource, resource.holder, bounded=timeout >= 0)
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


class Variables:
    """The variables of the notebook, in which things are exchanged for the time of a recording."""

    def __init__(self, recorder):
        self.recorder = recorder

    def exchange(self, functions):
        """Puts recorded locks, and these functions for others, where the notebook holds them.

        functions: (the library's own, the one that tells)
        """
        exchanged = dict(functions)

        def told(value):
            if type(value) in (LOCK, RLOCK):
                return RecordedLock(value, self.recorder)
            return exchanged.get(value, value) if callable(value) and _hashable(value) else value

        self._everywhere(told)

    def restore(self, functions):
        back = {telling: own for own, telling in functions}

        def own(value):
            if isinstance(value, RecordedLock):
                return value._within
            return back.get(value, value) if callable(value) and _hashable(value) else value

        self._everywhere(own)

    @staticmethod
    def _everywhere(exchange):
        found = []
        _collect(sys.modules["__main__"].__dict__, 0, set(), found)
        for place in found:
            place(exchange)


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
