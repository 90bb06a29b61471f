"""The Chrome trace-event format, as far as Perfetto's importer wants it: what must hold in a file that it opens."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

Event = dict[str, Any]

# Phase → what an event of it must have beside pid and tid.
NEEDED = {
    "M": {"name": str, "args": dict},
    "X": {"name": str, "cat": str, "ts": (int, float), "dur": (int, float)},
    "i": {"name": str, "ts": (int, float), "s": str},
    "C": {"name": str, "ts": (int, float), "args": dict},
    "s": {"name": str, "cat": str, "ts": (int, float), "id": int},
    "f": {"name": str, "cat": str, "ts": (int, float), "id": int, "bp": str},
}
METADATA = {"process_name", "process_sort_index", "thread_name", "thread_sort_index"}


def check(trace: dict[str, Any]) -> None:
    """Fails with the event that breaks a rule."""
    assert trace["displayTimeUnit"] in ("ms", "ns")
    events = trace["traceEvents"]
    assert events
    for event in events:
        check_shape(event)
    check_names(events)
    check_slices(events)
    check_flows(events)


def check_shape(event: Event) -> None:
    needed = NEEDED.get(event["ph"])
    assert needed is not None, f"no such phase: {event}"
    for key, kind in {"pid": int, "tid": int, **needed}.items():
        assert isinstance(event.get(key), kind), f'"{key}" is missing or of another type: {event}'
    assert event.get("ts", 0) >= 0 and event.get("dur", 0) >= 0, f"a time below zero: {event}"
    if event["ph"] == "M":
        assert event["name"] in METADATA, event
    if event["ph"] == "C":
        assert all(isinstance(value, (int, float)) for value in event["args"].values()), event


def check_names(events: list[Event]) -> None:
    """Each track on which something lies has a name, and only one; so has each process."""
    named = [(e["pid"], e["tid"]) for e in events if e["ph"] == "M" and e["name"] == "thread_name"]
    processes = [e["pid"] for e in events if e["ph"] == "M" and e["name"] == "process_name"]
    assert len(named) == len(set(named)) and len(processes) == len(set(processes))
    for event in events:
        assert event["pid"] in processes, f"a process without a name: {event}"
        if event["ph"] in "Xisf":
            assert (event["pid"], event["tid"]) in named, f"a track without a name: {event}"


def tracks(events: list[Event]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Start and end of each track's slices in whole nanoseconds, the outer before the inner."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for event in events:
        if event["ph"] == "X":
            start = round(event["ts"] * 1000)
            found[event["pid"], event["tid"]].append((start, start + round(event["dur"] * 1000)))
    for slices in found.values():
        slices.sort(key=lambda slice: (slice[0], -slice[1]))
    return found


def check_slices(events: list[Event]) -> None:
    """On one track slices follow each other or lie in one another."""
    for track, slices in tracks(events).items():
        around: list[int] = []
        for start, end in slices:
            while around and around[-1] <= start:
                around.pop()
            assert not around or end <= around[-1], f"slices of {track} cross at {start} ns"
            around.append(end)


def check_flows(events: list[Event]) -> None:
    """Each flow has one start and one end that is not earlier, and both lie in a slice: else nothing is drawn."""
    flows: dict[int, dict[str, Event]] = defaultdict(dict)
    for event in events:
        if event["ph"] in "sf":
            assert event["ph"] not in flows[event["id"]], f"two ends of one kind: {event}"
            flows[event["id"]][event["ph"]] = event
    slices = tracks(events)
    for number, ends in flows.items():
        assert set(ends) == {"s", "f"}, f"flow {number} has one end only"
        start, end = ends["s"], ends["f"]
        assert (start["name"], start["cat"]) == (end["name"], end["cat"]) and end["bp"] == "e"
        assert start["ts"] <= end["ts"], f"flow {number} runs backwards"
        assert any(contains(slices[start["pid"], start["tid"]], start)), f"nothing starts flow {number}: {start}"


def contains(slices: list[tuple[int, int]], event: Event) -> list[bool]:
    at = round(event["ts"] * 1000)
    return [start <= at <= end for start, end in slices]


def thread_names(trace: dict[str, Any]) -> list[str]:
    return [e["args"]["name"] for e in trace["traceEvents"] if e["ph"] == "M" and e["name"] == "thread_name"]


def flow_names(trace: dict[str, Any]) -> list[str]:
    return [e["name"] for e in trace["traceEvents"] if e["ph"] == "s"]
