"""What %%timeline adds to the lessons' own cells: python timeline_cost.py [--rounds N] [NOTEBOOK …].

Every cell of a lesson runs in order, in a kernel of the lesson's own. Each Java cell that draws a timeline runs in
turns without and with it, and both wait for the cell's threads. "demo" is the time that its code takes, told by the
code itself; without a timeline the compiler works between its statements, with one it has finished before. "cell" is
the time from the request to the reply and idle, so that "adds" is what a person waits longer with the picture. Nothing
here passes or fails.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
from pathlib import Path

from client import Kernel, Run

LESSONS = Path(__file__).resolve().parents[4] / "notebooks"
# Both on the first line of the code: its own lines keep their numbers.
HEAD = "long benchBegan = System.nanoTime(); "
TAIL = '\nSystem.out.println("bench " + (System.nanoTime() - benchBegan));'
MARK = re.compile(r"^bench (\d+)$", re.MULTILINE)


def cells(notebook: Path) -> list[str]:
    document = json.loads(notebook.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in document["cells"] if c["cell_type"] == "code"]


def is_drawn(code: str) -> bool:
    """A Java cell under %%timeline whose runs can be repeated: not live, not beside another run."""
    head = code.split("\n", 1)[0]
    return head.startswith("%%timeline") and not re.search(r"--(compare|live|interrupt|help)", head)


def timed(kernel: Kernel, code: str) -> tuple[float, float] | None:
    """Milliseconds of the demo and of its cell; nothing where the cell failed before its end."""
    run: Run = kernel.run(code, wait=60)
    told = MARK.search("".join(run.texts))
    return (int(told.group(1)) / 1e6, run.seconds * 1000) if told else None


def measure(kernel: Kernel, code: str, rounds: int) -> dict[str, list[tuple[float, float]]]:
    head, body = code.split("\n", 1)
    variants = {"plain": HEAD + body + TAIL, "drawn": f"{head}\n{HEAD}{body}{TAIL}"}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in variants}
    for number in range(rounds + 1):
        for name, variant in variants.items():
            result = timed(kernel, variant)
            if result and number > 0:  # the first round warms both up
                times[name].append(result)
    return times


def row(name: str, head: str, times: dict[str, list[tuple[float, float]]]) -> str:
    if not all(times.values()):
        return f"{name:<26} ends in an error or waits for ever: not measured   {head}"
    plain, drawn = (
        [statistics.median(t[i] for t in times[variant]) for i in (0, 1)] for variant in ("plain", "drawn")
    )
    return (
        f"{name:<26} demo {plain[0]:8.1f} → {drawn[0]:8.1f} ms   cell {plain[1]:8.1f} → {drawn[1]:8.1f} ms   "
        f"the picture adds {drawn[1] - plain[1]:6.1f} ms   {head}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all lessons")
    parser.add_argument("--rounds", type=int, default=5, help="how often each cell is measured (default: 5)")
    parser.add_argument("--kernel", default="weft", help="the kernel's name (default: weft)")
    arguments = parser.parse_args()
    notebooks = arguments.notebooks or sorted(LESSONS.glob("*.ipynb"))
    for notebook in notebooks:
        with tempfile.TemporaryDirectory(prefix="weft-bench-", ignore_cleanup_errors=True) as folder:
            kernel = Kernel(arguments.kernel, Path(folder), dict(os.environ))
            try:
                kernel.ready()
                kernel.run("%wait 10")
                for number, code in enumerate(cells(notebook), 1):
                    if is_drawn(code):
                        name, head = f"{notebook.stem[:20]} {number}", code.split("\n", 1)[0]
                        print(row(name, head, measure(kernel, code, arguments.rounds)), flush=True)
                    else:
                        kernel.run(code)
            except TimeoutError as late:
                print(f"{notebook.stem}: {late}", flush=True)
            finally:
                kernel.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
