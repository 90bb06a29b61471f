"""What a recording is made of: lanes, waits, holds; and its text, as weft.timeline.model.CaptureReader reads it.

Times are nanoseconds of time.monotonic_ns(), which all processes of a machine share.
"""

import os
import platform

GIL = "gil"
# A worker that waits for a task begins with it within 10 ms.
BUSY_BEFORE = 10_000_000


class Lane:
    """One thread, or one process, over time. Its own thread writes to it."""

    def __init__(self, number, name, kind, main=False):
        self.number = number
        self.name = name
        self.kind = kind
        self.main = main
        self.created = self.started = self.ended = None
        # (start, end, state, resource, holder lane number, words), by start; end None: still open.
        self.waits = []
        self.waiting = None
        # Whether that wait ends by itself after some time.
        self.bounded = False
        self.marks = []


class Resource:
    """Something that threads wait for, under its name in the code."""

    def __init__(self, key, kind, name):
        self.key = key
        self.kind = kind
        self.name = name
        # (lane number, start, end), by start; end None: still held.
        self.holds = []
        self.holder = None
        self.released = None


class Pool:
    """An executor: tasks are [name, submitted, submitter, started, ended, worker]."""

    def __init__(self, key, name):
        self.key = key
        self.name = name
        self.tasks = []


class Recording:
    """All that was seen between its start and its end."""

    def __init__(self, title, start):
        self.title = title
        self.start = start
        self.end = start
        self.lanes = []
        self.resources = []
        self.pools = []
        self.links = []
        self.notes = []
        # (time, lane number or None): who has the interpreter lock from then on. None where there is no such lock.
        self.hand_overs = []
        self.has_gil = True

    def capture(self):
        return Writer(self).text()


def holds_of(hand_overs, end):
    """Who had the lock and when: (lane, start, end), by start."""
    holds = []
    for index, (start, lane) in enumerate(hand_overs):
        until = hand_overs[index + 1][0] if index + 1 < len(hand_overs) else end
        if lane is None or until <= start:
            continue
        if holds and holds[-1][0] == lane and holds[-1][2] == start:
            holds[-1] = (lane, holds[-1][1], until)
        else:
            holds.append((lane, start, until))
    return holds


def spans_of(lane, holds, end):
    """The states of a lane: its waits, and between them running where it had the interpreter lock, else waiting for it.

    holds: all times of holding, by start; None where there is no such lock, so that all that is no wait is running.
    """
    last = min(end, lane.ended or end)
    at = lane.started
    if at is None:
        return []
    spans = []
    waits = sorted(lane.waits, key=lambda wait: wait[0])
    if lane.waiting:
        waits.append((lane.waiting[0], None, *lane.waiting[1:]))
    for start, until, *what in waits:
        if start > at:
            spans += _active(lane, holds, at, min(start, last))
        begin = max(start, at)
        stop = last if until is None else min(until, last)
        if stop > begin:
            open_end = until is None and lane.ended is None
            spans.append((begin, None if open_end else stop, *what))
        at = max(at, stop)
    if at < last:
        spans += _active(lane, holds, at, last)
    return spans


def _active(lane, holds, start, end):
    if holds is None or lane.kind != "python":
        return [(start, end, "running", None, None, "")]
    spans = []
    at = start
    for index in range(_first_ending_after(holds, start), len(holds)):
        holder, begin, until = holds[index]
        if begin >= end:
            break
        if holder != lane.number:
            continue
        begin, until = max(begin, at), min(until, end)
        if begin > at:
            spans.append(_kept_out(holds, at, begin))
        if until > begin:
            spans.append((begin, until, "running", None, None, ""))
        at = max(at, until)
    if at < end:
        spans.append(_kept_out(holds, at, end))
    return spans


def _kept_out(holds, start, end):
    """A thread that could run and did not: somebody else has the GIL, or nobody has it and there is no core."""
    holder = _holder_at(holds, start)
    if holder is None:
        return (start, end, "ready", None, None, "")
    return (start, end, "blocked", GIL, holder, "waits for the GIL")


def _first_ending_after(holds, time):
    """Holds follow one another, so their ends are in order as well."""
    low, high = 0, len(holds)
    while low < high:
        middle = (low + high) // 2
        if holds[middle][2] <= time:
            low = middle + 1
        else:
            high = middle
    return low


def _holder_at(holds, time):
    index = _first_ending_after(holds, time)
    if index < len(holds) and holds[index][1] <= time:
        return holds[index][0]
    return None


class Writer:
    """The recording as lines of text."""

    def __init__(self, recording):
        self.recording = recording
        self.lines = []

    def text(self):
        recording = self.recording
        self.lines = ["weft-timeline 1", f"title {quoted(recording.title)}"]
        self._add(f"duration {self._time(recording.end)}")
        runtime = f"{platform.python_implementation()} {platform.python_version()}"
        self._add(f"environment {quoted(runtime)} cores {_cores()} carriers 0")
        holds = holds_of(recording.hand_overs, recording.end) if recording.has_gil else None
        for lane in recording.lanes:
            self._lane(lane, holds)
        for resource in recording.resources:
            self._resource(resource)
        if holds:
            self._add(f'resource {GIL} gil "GIL"')
            for lane, start, end in holds:
                self._add(f" held {lane} {self._time(start)} {self._time(end)}")
        for pool in recording.pools:
            self._pool(pool)
        for kind, source, sent, target, arrived, words in sorted(recording.links, key=lambda link: link[2]):
            said = f" {quoted(words)}" if words else ""
            self._add(f"link {kind} {source} {self._time(sent)} {target} {self._time(arrived)}{said}")
        for kind, words in recording.notes:
            self._add(f"note {kind} {quoted(words)}")
        return "\n".join(self.lines) + "\n"

    def _add(self, line):
        self.lines.append(line)

    def _time(self, time):
        return ".." if time is None else str(max(0, time - self.recording.start))

    def _lane(self, lane, holds):
        head = f"thread {lane.number} {quoted(lane.name)} {lane.kind}"
        head += " main" if lane.main else ""
        for word in ("created", "started", "ended"):
            time = getattr(lane, word)
            head += "" if time is None else f" {word} {self._time(time)}"
        self._add(head)
        for start, end, state, resource, holder, words in spans_of(lane, holds, self.recording.end):
            line = f" {state} {self._time(start)} {self._time(end)}"
            line += f" for {resource}" if resource else ""
            line += f" holder {holder}" if holder is not None and holder != lane.number else ""
            line += " source inferred" if state == "ready" else ""
            line += f" say {quoted(words)}" if words else ""
            self._add(line)
        for time, kind, words in lane.marks:
            self._add(f" ! {self._time(time)} {kind} {quoted(words)}")

    def _resource(self, resource):
        self._add(f"resource {resource.key} {resource.kind} {quoted(resource.name)}")
        for lane, start, end in resource.holds:
            self._add(f" held {lane} {self._time(start)} {self._time(end)}")

    def _pool(self, pool):
        workers = sorted({task[5] for task in pool.tasks if task[5] is not None})
        self._add(f"pool {pool.key} {quoted(pool.name)} workers{''.join(f' {worker}' for worker in workers)}")
        old = {lane.number for lane in self.recording.lanes if lane.created is None}
        for time, length in queue_steps(pool.tasks, old):
            self._add(f" queue {self._time(time)} {length}")
        for name, submitted, submitter, started, ended, worker in pool.tasks:
            line = f" task {quoted(name)} submitted {self._time(submitted)}"
            line += "" if submitter is None else f" by {submitter}"
            line += " started ?" if started is None else f" started {self._time(started)}"
            line += f" ended {self._time(ended)}"
            line += "" if worker is None else f" on {worker}"
            self._add(line)


def queue_steps(tasks, old):
    """The length of a pool's queue from time to time.

    A task waited if its worker was busy with another one after it was handed in: the way to a worker that is free, or
    that is made for it, is no wait. What an old worker did before the recording is not known; free, it would have come
    sooner.
    """
    changes, busy_until = [], {}
    for _, submitted, _, started, end, worker in sorted((task for task in tasks if task[3]), key=lambda task: task[3]):
        late = worker in old and started - submitted > BUSY_BEFORE
        if busy_until.get(worker, started if late else 0) > submitted:
            changes += [(submitted, 1), (started, -1)]
        busy_until[worker] = end or float("inf")
    last = max(busy_until.values(), default=0)
    # Tasks that never ran are in the queue as long as a worker is busy; after that they were given up.
    for task in tasks:
        if not task[3] and last > task[1]:
            changes += [(task[1], 1), (last, -1)]
    steps, length = [], 0
    # Of two at one time the task that comes is first: no queue is shorter than empty.
    for time, change in sorted(changes, key=lambda change: (change[0], -change[1])):
        length += change
        if time < float("inf"):
            steps.append((time, length))
    return steps


def quoted(word):
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 0
