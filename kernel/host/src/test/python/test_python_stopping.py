"""%%python: how a cell is stopped, and that Python and its processes end with the kernel."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

import processes
from notebook import Notebook, python

SLOW = 120
RESOURCES = Path(__file__).resolve().parents[2] / "main/resources/weft/python"


def python_process(nb: Notebook) -> psutil.Process:
    return psutil.Process(int(python(nb, "import os\nos.getpid()").ok().value))


@pytest.mark.parametrize(
    "code",
    [
        "import time\ntime.sleep(60)",
        "while True: pass",
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
        "import subprocess\nsubprocess.run(['sleep', '60'])",
        "input()",
    ],
)
def test_interrupt_ends_the_cell_and_keeps_variables(nb: Notebook, code: str) -> None:
    python(nb, "x = 42").ok()
    cell = nb.start_cell(f"%%python\nprint('ready')\n{code}")

    nb.interrupted(cell).failed("KeyboardInterrupt")

    assert python(nb, "x").value == "42"


def test_interrupt_that_comes_before_the_cell_begins_ends_it(nb: Notebook) -> None:
    python(nb, "x = 42").ok()
    for _ in range(20):
        nb.interrupted(nb.begun("%%python\nwhile True: pass")).failed("KeyboardInterrupt")

    assert python(nb, "x").value == "42"


def test_interrupt_tears_no_message_to_the_kernel() -> None:
    """The program is interrupted when the first of the frames of a message has been written."""
    program = f"""
import os, signal, sys
sys.path.insert(0, {str(RESOURCES)!r})
from _weft import pipe
from _weft.interrupts import Interrupts
frames = []
def write(fd, frame):
    frames.append(frame)
    if len(frames) == 1:
        os.kill(os.getpid(), signal.SIGINT)
pipe.write = write
interrupts = Interrupts(os.pipe()[0])
interrupts.install()
outlet = pipe.Outlet(1, bytes(16), interrupts)
try:
    with interrupts.heeded():
        outlet.send("x" * 3 * pipe.ROOM)
except KeyboardInterrupt:
    print("interrupted after", len(frames), "frames; more:", frames[-1][21])
"""
    done = subprocess.run([sys.executable, "-B", "-c", program], capture_output=True, text=True, timeout=60)

    assert done.stdout == "interrupted after 4 frames; more: 0\n", done.stderr


def test_message_that_cannot_be_read_ends_python_and_says_so(nb: Notebook) -> None:
    code = (
        "import gc\nfrom _weft.pipe import Outlet\n"
        "outlet = next(each for each in gc.get_objects() if isinstance(each, Outlet) and each.fd > 2)\n"
        "outlet._frame(b'j', 0, b'no message')\nwhile True: pass"
    )

    assert "could not be read" in python(nb, code).failed("PythonEnded").evalue
    assert python(nb, "1").value == "1"


def test_questions_are_answered_while_a_cell_waits_for_its_threads(nb: Notebook) -> None:
    nb.run("%wait 60").ok()
    code = "import threading\ngate = threading.Event()\nthreading.Thread(target=gate.wait).start()\nprint('ready')"
    cell = nb.start_cell(f"%%python\n{code}")

    for _ in range(3):
        assert "matches" in nb.ask("complete_request", {"code": "%%python\ngate.s", "cursor_pos": 15})
        assert not cell.finished
    nb.interrupted(cell)
    assert python(nb, "gate.set()").ok()
    nb.run("%wait headless").ok()


def test_second_interrupt_ends_a_python_that_does_not_heed_the_first(nb: Notebook) -> None:
    cell = nb.start_cell("%%python\nprint('ready')\nsum(range(10**13))")

    nb.interrupt()
    nb.sees(cell, "Interrupt once more", "stderr")
    nb.interrupt()

    assert "second" in nb.finish(cell).failed("PythonEnded").evalue


def test_timeout_ends_the_cell(nb: Notebook) -> None:
    python(nb, "x = 1").ok()

    assert "0.3 s" in python(nb, "while True: pass", "--timeout 0.3").failed("TimeoutError").evalue
    assert python(nb, "x").value == "1"


def test_restart_forgets_variables(nb: Notebook) -> None:
    python(nb, "x = 1").ok()
    nb.run("%python --restart").ok()

    python(nb, "x").failed("NameError")


def test_java_and_python_are_interrupted_each_by_itself(nb: Notebook) -> None:
    nb.run("int kept = 5;").ok()
    cell = nb.start_cell("%%python\nprint('ready')\nwhile True: pass")
    nb.interrupted(cell).failed("KeyboardInterrupt")

    assert nb.value("kept") == "5"
    nb.interrupted(nb.start_cell('System.out.println("ready"); while (true) {}')).failed("Interrupted")
    assert python(nb, "1").value == "1"


CHILDREN = (
    "import multiprocessing, time\ndef hang():\n    time.sleep(600)\n"
    "for method in ('fork', 'spawn', 'forkserver'):\n"
    "    multiprocessing.get_context(method).Process(target=hang).start()"
)


def test_python_and_its_processes_end_when_the_host_is_killed(own: Notebook) -> None:
    python(own, CHILDREN, seconds=SLOW).ok()
    everything = processes.tree(own.pid)
    assert len(everything) >= 6

    own.signal(9)

    assert processes.ended(everything), everything


def test_python_that_holds_its_lock_for_ever_ends_when_the_host_is_killed(own: Notebook) -> None:
    process = python_process(own)
    own.start_cell("%%python\nprint('ready')\nsum(range(10**13))")

    own.signal(9)

    assert processes.ended([process])


def test_shutdown_ends_python_and_its_processes(start: Callable[..., Notebook]) -> None:
    nb = start()
    python(nb, CHILDREN, seconds=SLOW).ok()
    everything = processes.tree(nb.pid)

    nb.stop()

    assert processes.ended(everything), everything


def test_shutdown_lets_python_run_its_exit_handlers_and_leaves_no_files(start: Callable[..., Notebook]) -> None:
    nb = start()
    seen = nb.folder / "seen"
    code = f"import atexit, pathlib, _weft\natexit.register(pathlib.Path({str(seen)!r}).touch)\n_weft.__file__"
    folder = Path(python(nb, code).ok().value.strip("'")).parents[1]

    nb.stop()

    assert seen.exists() and not folder.exists()
