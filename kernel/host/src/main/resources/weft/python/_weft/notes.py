"""What is said below a picture: what recording cost, and what it cannot see."""

import threading

from _weft import tracer, traffic
from _weft.lanes import holds_of


class Plain:
    """How long the code takes without a recording, or why that is not known."""

    def __init__(self, nanos=None, whose="the same code", reason=""):
        self.nanos = nanos
        self.whose = whose
        self.reason = reason


def note(recording, words, kind="info"):
    recording.notes.append((kind, words))


def tell(recorder, plain):
    if plain is not None and plain.nanos:
        _tell_ratio(recorder.recording, plain)
    else:
        _tell_estimate(recorder, plain)
    _tell_limits(recorder)


def _tell_ratio(recording, plain):
    lasted = recording.end - recording.start
    note(
        recording,
        f"Recorded, the code took {lasted / 1e6:.1f} ms; {plain.whose}, not recorded, {plain.nanos / 1e6:.1f} ms:"
        f" {lasted / plain.nanos:.1f} times as long.",
    )


def _tell_estimate(recorder, plain):
    """The cost of a line is measured after the run, on a loop of its own."""
    events = recorder.tracer.events
    if not events:
        return
    each = tracer.cost_of_line()
    recording = recorder.recording
    ran = sum(end - start for _, start, end in holds_of(recording.hand_overs, recording.end))
    added = events * each
    slower = ran / (ran - added) if 0 < added < ran * 0.98 else 0
    how = f"about {slower:.1f} times" if slower else "many times"
    note(
        recording,
        f"Recording made Python code {how} slower, by estimate: {events:,} lines, about {each / 1000:.2f} µs each.",
    )
    if plain is not None and plain.reason:
        note(recording, f"It was not run again unrecorded: {plain.reason}; --both runs it twice all the same.")


def _tell_limits(recorder):
    recording = recorder.recording
    if len(recording.hand_overs) >= recorder.MOST_HAND_OVERS:
        note(recording, f"Only the first {recorder.MOST_HAND_OVERS:,} hand-overs of the GIL were kept.", "dropped")
    known = set(recorder.by_thread)
    others = [t.name for t in threading.enumerate() if t not in known and t is not threading.main_thread()]
    if others:
        note(recording, "Threads of earlier cells are not drawn: " + ", ".join(others[:5]) + ".")
    in_c, files = traffic.unseen()
    if in_c:
        like = "running, or waiting for the GIL" if recording.has_gil else "running"
        note(recording, f"Not seen: waits within C code, as in {', '.join(in_c[:5])}; they look like {like}.")
    if files:
        note(recording, f"Not seen: reads and writes of files opened before the recording: {', '.join(files[:5])}.")
