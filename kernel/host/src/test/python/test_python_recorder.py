"""The recorder of Python's threads, without a kernel, on every CPython that is found: what holds of each recording."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RESOURCES = Path(__file__).resolve().parents[2] / "main/resources/weft/python"
PROGRAM = """
import signal, sys, threading, types
sys.path.insert(0, {resources!r})
from _weft.recorder import Recorder
code = compile({code!r}, "<cell 1>", "exec")
main = sys.modules["__main__"] = types.ModuleType("__main__")
import concurrent.futures.thread
recorder = Recorder("t", {folder!r}, lambda: signal.pthread_kill(threading.main_thread().ident, signal.SIGINT))
recorder.start()
exec(code, main.__dict__)
recorder.code_ended()
recorder.halt()
print(recorder.text())
{after}
"""
RUN = "for t in threads: t.start()\nfor t in threads: t.join()\n"
# A stamp is taken at a line, so nothing is known to less than the time between two lines of a busy machine.
ERROR_NANOS = 50_000


def pythons() -> list[str]:
    """This Python and the versions that pyenv keeps, as far as %%python runs on them."""
    found = Path.home().glob(".pyenv/versions/3.*/bin/python3")
    usable = [str(each) for each in found if int(each.parts[-3].split(".")[1]) >= 9]
    return sorted(usable) or [sys.executable]


@pytest.fixture(params=pythons())
def record(request: pytest.FixtureRequest, tmp_path: Path):
    def run(code: str, before: str = "", after: str = "") -> dict[str, dict]:
        program = before + PROGRAM.format(resources=str(RESOURCES), code=code, folder=str(tmp_path), after=after)
        # -B: bytecode beside the sources would come into the jar, and have it built anew.
        done = subprocess.run([request.param, "-B", "-c", program], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return parse(done.stdout)

    return run


def parse(capture: str) -> dict[str, dict]:
    """Lanes and resources of a capture, by name: their first and last time, their spans or holds."""
    found: dict[str, dict] = {}
    current: dict = {}
    for line in capture.splitlines():
        queue = re.match(r" queue \d+ (\d+)", line)
        if queue:
            found.setdefault("queue", {"lengths": []})["lengths"].append(int(queue[1]))
        head = re.match(r'(thread|resource) (\S+) (?:[a-z-]+ )?"([^"]*)"(.*)', line)
        if head:
            current = found[head[3]] = {"id": head[2], "spans": []}
            for word in ("started", "ended"):
                time = re.search(rf"{word} (\d+)", head[4])
                current[word] = int(time[1]) if time else None
        elif re.match(r" [a-z]+ \d+ (\d+|\.\.)", line):
            state, start, end = line.split()[:3]
            if state == "held":
                state, start, end = line.split()[1:4]
            if end != "..":
                current["spans"].append((state, int(start), int(end)))
    return found


def spans(lane: dict, state: str) -> list[tuple[int, int]]:
    return [(start, end) for each, start, end in lane["spans"] if each == state]


def test_a_recording_leaves_no_bytecode_among_the_sources(record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    cache = RESOURCES / "_weft/__pycache__"
    shutil.rmtree(cache, ignore_errors=True)

    record("import threading\nthreads = [threading.Thread(target=int)]\n" + RUN)

    assert not cache.exists()


def test_sleepers_overlap(record) -> None:
    seen = record(
        "import threading, time\nmet = threading.Barrier(3)\ndef naps():\n    met.wait()\n    time.sleep(0.3)\n"
        "threads = [threading.Thread(target=naps, name=f'S{i}') for i in range(3)]\n" + RUN
    )
    sleeps = [spans(seen[f"S{i}"], "sleeping")[0] for i in range(3)]

    assert max(start for start, _ in sleeps) < min(end for _, end in sleeps)


def test_counting_threads_never_have_the_gil_at_once(record) -> None:
    seen = record(
        "import threading\nbegun = [False] * 3\n"
        "def work(i, n):\n    begun[i] = True\n    while not all(begun): pass\n    while n: n -= 1\n"
        "threads = [threading.Thread(target=work, args=[i, 200_000], name=f'C{i}') for i in range(3)]\n" + RUN
    )
    if "GIL" not in seen:
        # A free-threaded Python: nobody keeps the others out.
        starts, ends = zip(*(spans(seen[f"C{i}"], "running")[0] for i in range(3)))
        assert max(starts) < min(ends)
        return
    holds = sorted((start, end) for _, start, end in seen["GIL"]["spans"])
    running = sorted(span for i in range(3) for span in spans(seen[f"C{i}"], "running"))

    for times in (holds, running):
        assert all(before[1] <= after[0] + ERROR_NANOS for before, after in zip(times, times[1:]))
    assert len(running) > 3


def test_python_that_says_it_has_no_gil_is_drawn_without_one(record) -> None:
    # A free-threaded Python is seldom at hand; this one only says that it is one.
    seen = record(
        "import threading\ndef work(n):\n    while n: n -= 1\n"
        "threads = [threading.Thread(target=work, args=[50_000], name=f'C{i}') for i in range(2)]\n" + RUN,
        before="import sys\nsys._is_gil_enabled = lambda: False\n",
    )

    assert "GIL" not in seen
    for name in ("C0", "C1"):
        assert {state for state, _, _ in seen[name]["spans"]} == {"running"}


def test_thread_that_outlives_the_recording_is_traced_no_longer(record) -> None:
    record(
        "import sys, threading, __main__\n"
        "def goes_on():\n    while not __main__.over: pass\n    __main__.traced = sys.gettrace()\n"
        "over, traced = False, 'unknown'\nthread = threading.Thread(target=goes_on)\nthread.start()",
        after="main.over = True\nmain.thread.join()\nassert main.traced is None, main.traced",
    )


def test_lock_is_held_by_one(record) -> None:
    seen = record(
        "import threading, time\nlock = threading.Lock()\ndef work():\n    for _ in range(5):\n"
        "        with lock: time.sleep(0.005)\n"
        "threads = [threading.Thread(target=work, name=f'L{i}') for i in range(3)]\n" + RUN
    )
    held = sorted((start, end) for _, start, end in seen["lock"]["spans"])

    assert len(held) == 15
    assert all(before[1] <= after[0] + ERROR_NANOS for before, after in zip(held, held[1:]))


def test_condition_is_waited_for_also_through_wait_for(record) -> None:
    seen = record(
        "import threading, time\ntold, ready, begun = threading.Condition(), False, threading.Event()\n"
        "def waits():\n    with told:\n        begun.set()\n        told.wait_for(lambda: ready)\n"
        # It gets the lock when the other waits, and not before.
        "def tells():\n    global ready\n    begun.wait()\n"
        "    with told:\n        time.sleep(0.05)\n        ready = True\n        told.notify()\n"
        "threads = [threading.Thread(target=f, name=f.__name__) for f in (waits, tells)]\n" + RUN
    )
    slept = spans(seen["tells"], "sleeping")[0]
    start, end = max(spans(seen["waits"], "waiting"), key=lambda span: span[1] - span[0])

    assert start < slept[1] and end > slept[1] - ERROR_NANOS


def test_join_ends_after_the_thread(record) -> None:
    seen = record(
        "import sys, threading, time\nmain = threading.main_thread().ident\n"
        "def joins(frame): return frame is not None and (frame.f_code.co_name == 'join' or joins(frame.f_back))\n"
        "def work():\n    while not joins(sys._current_frames()[main]): time.sleep(0.001)\n"
        "threads = [threading.Thread(target=work, name='J')]\n" + RUN
    )

    assert spans(seen["main"], "joining")[-1][1] >= seen["J"]["ended"]


def test_files_and_pipes_are_seen_while_they_block(record) -> None:
    seen = record(
        "import os, threading, time\nends, files = os.pipe(), os.pipe()\n"
        "at_raw, at_text = threading.Event(), threading.Event()\n"
        "def raw():\n    at_raw.set()\n    os.read(ends[0], 1)\n"
        "def text():\n    with open(files[0]) as f:\n        at_text.set()\n        f.read()\n"
        "threads = [threading.Thread(target=f, name=f.__name__) for f in (raw, text)]\n"
        "for t in threads: t.start()\nat_raw.wait()\nat_text.wait()\ntime.sleep(0.2)\n"
        "os.write(ends[1], b'x')\nos.close(files[1])\n"
        "for t in threads: t.join()"
    )
    slept = spans(seen["main"], "sleeping")[0]

    for name in ("raw", "text"):
        longest = max(spans(seen[name], "io"), key=lambda span: span[1] - span[0])
        assert longest[0] < slept[1] and longest[1] > slept[1] - ERROR_NANOS


def test_open_while_recorded_makes_files_of_the_usual_classes(record, tmp_path: Path) -> None:
    path = str(tmp_path / "file")
    record(
        f"import io, pathlib\npath = {path!r}\n"
        "with open(path, 'w', encoding='utf-8') as f:\n    assert type(f) is io.TextIOWrapper and f.write('\\xfc\\n') == 2\n"
        "with open(path, 'rb') as f: assert type(f) is io.BufferedReader and f.read() == b'\\xc3\\xbc\\n'\n"
        "with open(path, 'r+b') as f: assert type(f) is io.BufferedRandom\n"
        "with open(path, 'rb', buffering=0) as f: assert isinstance(f, io.FileIO)\n"
        "assert pathlib.Path(path).read_text(encoding='utf-8') == '\\xfc\\n'\n"
        "try: open('/nowhere/at/all')\nexcept FileNotFoundError as e: assert e.filename == '/nowhere/at/all'\n"
        "for bad in ('', 'rw', 'rbt'):\n    try: open(path, bad)\n    except ValueError: continue\n    raise AssertionError(bad)"
    )


def test_a_task_for_a_free_worker_does_not_queue(record) -> None:
    seen = record(
        "from concurrent.futures import ThreadPoolExecutor\nimport threading\nmet = threading.Barrier(3)\n"
        "with ThreadPoolExecutor(3) as pool:\n    list(pool.map(lambda _: met.wait(), range(3)))\n"
        "    pool.submit(int).result()\n"
    )

    assert "queue" not in seen


def test_tasks_for_busy_workers_queue(record) -> None:
    seen = record(
        "from concurrent.futures import ThreadPoolExecutor\nimport threading\ngo = threading.Event()\n"
        "with ThreadPoolExecutor(2) as pool:\n"
        "    for _ in range(5): pool.submit(go.wait)\n"
        "    go.set()\n"
    )

    assert max(seen["queue"]["lengths"]) == 3
    assert seen["queue"]["lengths"][-1] == 0


def test_ring_of_threads_is_found_once_and_ends_the_recording(record) -> None:
    seen = record(
        "import threading, _thread\nx, y = threading.Lock(), threading.Lock()\nmet = threading.Barrier(2)\n"
        "def take(one, other):\n    with one:\n        met.wait()\n        with other: pass\n"
        "threads = [threading.Thread(target=take, args=a, name=n, daemon=True) for n, a in (('A', (x, y)), ('B', (y, x)))]\n"
        "for t in threads: t.start()\n"
        "try:\n    for t in threads: t.join()\nexcept KeyboardInterrupt: pass\nelse: raise AssertionError('nobody ended it')"
    )

    assert seen["A"]["ended"] is None and seen["B"]["ended"] is None and seen["main"]["ended"] is None
