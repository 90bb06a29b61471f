"""%%python --timeline: what the threads of real Python did, as a client of the kernel sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from notebook import Notebook, python

SLOW = 120


def picture(cell) -> str:
    return cell.only("display_data")["data"]["text/plain"]


# The barrier and the long count leave no room for a run in which one thread is done before the other begins.
COUNTERS = (
    "import threading\nboth = threading.Barrier(2)\ndef work(n):\n    both.wait()\n    while n: n -= 1\n"
    "threads = [threading.Thread(target=work, args=[1_000_000]) for _ in range(2)]\n"
    "for t in threads: t.start()\nfor t in threads: t.join()"
)


def test_timeline_of_counting_threads_says_who_serialises_them(nb: Notebook) -> None:
    cell = python(nb, COUNTERS, "--timeline --title Counters").ok()

    assert "Counters" in picture(cell)
    assert "Serialised by the GIL" in picture(cell) and "hand-over" in picture(cell)
    assert "<svg" in cell.only("display_data")["data"]["text/html"]


def test_timeline_shows_deadlock_with_the_names_of_the_code(nb: Notebook) -> None:
    code = (
        "import threading\nleft, right = threading.Lock(), threading.Lock()\nboth = threading.Barrier(2)\n"
        "def take(one, other):\n    with one:\n        both.wait()\n        with other: pass\n"
        "threads = [threading.Thread(target=take, args=pair, name=name, daemon=True)\n"
        "           for name, pair in (('A', (left, right)), ('B', (right, left)))]\n"
        "for t in threads: t.start()\nfor t in threads: t.join(0.5)"
    )
    shown = " ".join(picture(python(nb, code, "--timeline").ok()).split())

    assert "A waits for “right”, held by B; B waits for “left”, held by A" in shown


def test_timeline_of_a_deadlocked_cell_ends_it_names_the_ring_and_keeps_python(nb: Notebook) -> None:
    code = (
        "import threading\nkept = 7\nleft, right = threading.Lock(), threading.Lock()\nboth = threading.Barrier(2)\n"
        "def take(one, other):\n    with one:\n        both.wait()\n        with other: pass\n"
        "threads = [threading.Thread(target=take, args=pair, name=name)\n"
        "           for name, pair in (('A', (left, right)), ('B', (right, left)))]\n"
        "for t in threads: t.start()\nfor t in threads: t.join()"
    )
    cell = python(nb, code, "--timeline").failed("Deadlock")
    ring = "A waits for `right`, held by B; B waits for `left`, held by A"

    assert ring in cell.evalue and "%python --restart" in cell.evalue
    assert ring.replace("`right`", "“right”").replace("`left`", "“left”") in " ".join(picture(cell).split())
    assert python(nb, "kept").ok().value == "7"


def test_timeline_of_a_lock_taken_twice_says_who_waits_for_itself(nb: Notebook) -> None:
    cell = python(nb, "import threading\nonce = threading.Lock()\nonce.acquire()\nonce.acquire()", "--timeline")

    assert "main waits for `once`, which it holds" in cell.failed("Deadlock").evalue


def test_timeline_of_a_lock_waited_for_with_a_limit_goes_on(nb: Notebook) -> None:
    code = (
        "import threading\nleft, right = threading.Lock(), threading.Lock()\nboth = threading.Barrier(2)\n"
        "def take(one, other):\n    with one:\n        both.wait()\n        other.acquire(timeout=0.5)\n"
        "threads = [threading.Thread(target=take, args=pair) for pair in ((left, right), (right, left))]\n"
        "for t in threads: t.start()\nfor t in threads: t.join()\n'done'"
    )
    assert python(nb, code, "--timeline").ok().value == "'done'"


def test_timeline_tells_how_much_longer_recording_took_and_runs_nothing_twice(nb: Notebook) -> None:
    python(nb, "runs = 0").ok()
    cell = python(nb, "runs += 1\nprint('once')\nfor i in range(20_000): pass", "--timeline").ok()

    assert "a copy of it, not recorded" in picture(cell) and "times as long" in picture(cell)
    assert cell.text("stdout") == "once\n"
    assert python(nb, "runs").ok().value == "1"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("with open(path, 'a') as f: f.write('x')", "it writes files"),
        (
            "import multiprocessing, os\ndef touch(path):\n    with open(path, 'a') as f: f.write('x')\n"
            "p = multiprocessing.get_context('spawn').Process(target=touch, args=[path])\np.start()\np.join()",
            "it starts processes",
        ),
        ("import subprocess\nsubprocess.run(['sh', '-c', f'printf x >> {path}'])", "it starts programs"),
    ],
)
def test_timeline_of_code_that_others_notice_runs_it_once_and_says_why(
    nb: Notebook, tmp_path: Path, code: str, reason: str
) -> None:
    path = tmp_path / "traces"
    cell = python(nb, f"path = {str(path)!r}\nfor i in range(1000): pass\n{code}", "--timeline").ok()

    assert reason in " ".join(picture(cell).split())
    assert path.read_text() == "x"


def test_timeline_of_a_long_read_shows_the_thread_in_io(nb: Notebook) -> None:
    code = (
        "import os, threading, time\nends = os.pipe()\n"
        "begun = threading.Event()\n"
        "def reads():\n    with open(ends[0]) as f:\n        begun.set()\n        f.read()\n"
        "reader = threading.Thread(target=reads, name='reader')\nreader.start()\nbegun.wait()\ntime.sleep(0.2)\n"
        "os.close(ends[1])\nreader.join()"
    )
    assert "in I/O" in picture(python(nb, code, "--timeline").ok())


def test_timeline_says_what_cannot_be_seen(nb: Notebook, tmp_path: Path) -> None:
    (tmp_path / "old").write_text("x")
    python(nb, f"import hashlib\nearlier = open({str(tmp_path / 'old')!r})").ok()
    shown = " ".join(picture(python(nb, "earlier.read()", "--timeline").ok()).split())
    python(nb, "earlier.close()\ndel earlier, hashlib").ok()

    assert "Not seen: waits within C code, as in hashlib" in shown
    assert "files opened before the recording: earlier" in shown


def test_timeline_of_a_lock_from_an_earlier_cell_knows_its_name(nb: Notebook) -> None:
    python(nb, "import threading, time\ndoor = threading.Lock()\ndef enter():\n    with door: time.sleep(0.05)").ok()
    cell = python(
        nb,
        "ts = [threading.Thread(target=enter) for _ in range(2)]\nfor t in ts: t.start()\nfor t in ts: t.join()",
        "--timeline",
    ).ok()

    assert "door" in picture(cell)
    assert python(nb, "type(door).__module__").ok().value == "'_thread'"


def test_timeline_stands_below_a_cell_that_fails(nb: Notebook) -> None:
    cell = python(nb, "x = 1\n1 / 0", "--timeline").failed("ZeroDivisionError")

    assert "main" in picture(cell)


def test_timeline_of_an_interrupted_cell_shows_what_was_waited_for(nb: Notebook) -> None:
    cell = nb.start_cell(
        "%%python --timeline\nimport sys, threading, time\nmain = threading.main_thread().ident\n"
        "def tell():\n"
        "    while sys._current_frames()[main].f_code.co_name != 'sleep': time.sleep(0.001)\n"
        "    print('ready')\n"
        "threading.Thread(target=tell).start()\ntime.sleep(600)"
    )
    nb.interrupted(cell).failed("KeyboardInterrupt")

    assert "sleeping" in picture(cell)


def test_timeline_of_processes_tells_what_starting_them_costs(nb: Notebook) -> None:
    code = (
        "import multiprocessing, time\n"
        "def nap(): time.sleep(0.05)\n"
        "for method in ('fork', 'spawn'):\n"
        "    p = multiprocessing.get_context(method).Process(target=nap)\n    p.start()\n    p.join()"
    )
    shown = picture(python(nb, code, "--timeline", seconds=SLOW).ok())

    assert "Starting 2 processes took" in shown and "SpawnProcess-" in shown


def test_timeline_compares_runs(nb: Notebook) -> None:
    python(nb, "for i in range(1000): pass", "--timeline --compare loops --title first").ok()
    shown = picture(python(nb, "for i in range(1000): pass", "--timeline --compare loops --title second --both").ok())

    assert "first" in shown and "second" in shown and "times as long" in shown
