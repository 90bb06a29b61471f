"""Times Weft and other kernels side by side: python bench.py [--only NAME,…] [--quick] [--json FILE].

Every kernel gets the same requests through the same client, one kernel at a time. Numbers are medians;
behind each stands its ratio to the first column. Nothing here passes or fails: read the table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from client import Kernel
from kernels import Contender, contenders

FLOOD_LINES = 100_000
# name → unit and the number of decimals to show; the order of the table.
ROWS = {
    "launch to first result": ("s", 2),
    "warm 1+1": ("ms", 1),
    "20 snippets in a cell": ("ms", 0),
    "10th expression cell": ("ms", 1),
    "1000th expression cell": ("ms", 1),
    "100,000 lines: time": ("s", 2),
    "100,000 lines: messages": ("", 0),
    "100,000 lines: arrived": ("", 0),
    "CPU when idle": ("% of a core", 2),
    "completion": ("ms", 1),
    "interrupt of a tight loop": ("ms", 0),
    "CPU after the interrupt": ("% of a core", 1),
    "PSS after the first cell": ("MB", 0),
}


class Bench:
    """All measurements of one kernel. One that fails leaves its rows empty and the others whole."""

    def __init__(self, contender: Contender, folder: Path, env: dict[str, str], quick: bool) -> None:
        self.contender = contender
        self.language = contender.language
        self.folder = folder
        self.env = env
        self.quick = quick
        self.results: dict[str, float] = {}
        self.problems: list[str] = []
        self.started = 0

    @contextmanager
    def kernel(self, ready: bool = True) -> Iterator[Kernel]:
        """A kernel of its own for each measurement: none pays for what the one before left behind."""
        self.started += 1
        folder = self.folder / f"{self.contender.spec}-{self.started}"
        folder.mkdir(parents=True)
        kernel = Kernel(self.contender.spec, folder, self.env)
        try:
            if ready:
                kernel.ready()
            yield kernel
        finally:
            kernel.stop()

    def measure(self) -> None:
        steps = [self.launch, self.warm, self.growth, self.flood, self.idle, self.interrupt]
        for step in steps:
            print(f"{self.contender.title}: {step.__name__} …", file=sys.stderr, flush=True)
            try:
                step()
            except (RuntimeError, TimeoutError) as problem:
                self.problems.append(f"{self.contender.title}: {step.__name__}: {problem}")

    def launch(self) -> None:
        seconds, memory = [], []
        for _ in range(2 if self.quick else 7):
            with self.kernel(ready=False) as kernel:
                seconds.append(kernel.first_result(self.language.first))
                memory.append(kernel.pss_mb())
        self.results["launch to first result"] = statistics.median(seconds)
        self.results["PSS after the first cell"] = statistics.median(memory)

    def warm(self) -> None:
        times = 5 if self.quick else 30
        with self.kernel() as kernel:
            kernel.settle()
            for _ in range(15):
                kernel.run(self.language.sum)
            self.results["warm 1+1"] = self.median_ms(lambda i: kernel.run(self.language.sum).seconds, times)
            kernel.run(self.language.fill("snippets", 1000))
            self.results["20 snippets in a cell"] = self.median_ms(
                lambda i: kernel.run(self.language.fill("snippets", i)).seconds, 3 if self.quick else 9
            )
            content = {"code": self.language.complete, "cursor_pos": len(self.language.complete)}
            for _ in range(5):
                kernel.ask("complete_request", content)
            self.results["completion"] = self.median_ms(lambda i: kernel.ask("complete_request", content), times)

    def growth(self) -> None:
        with self.kernel() as kernel:
            many = 200 if self.quick else 1005
            seconds = [kernel.run(self.language.fill("expression", i)).seconds for i in range(many)]
        self.results["10th expression cell"] = statistics.median(seconds[5:15]) * 1000
        self.results["1000th expression cell"] = statistics.median(seconds[-10:]) * 1000
        if self.quick:
            self.problems.append(f"{self.contender.title}: quick: the 1000th expression cell is the 200th")

    def flood(self) -> None:
        seconds, messages, lines = [], [], []
        with self.kernel() as kernel:
            kernel.run(self.language.fill("flood", 100))
            for _ in range(1 if self.quick else 5):
                run = kernel.run(self.language.fill("flood", FLOOD_LINES))
                kernel.drain(run, 1.0)
                seconds.append(run.seconds)
                messages.append(run.messages)
                lines.append(sum(text.count("\n") for text in run.texts))
        self.results["100,000 lines: time"] = statistics.median(seconds)
        self.results["100,000 lines: messages"] = statistics.median(messages)
        self.results["100,000 lines: arrived"] = statistics.median(lines)

    def idle(self) -> None:
        with self.kernel() as kernel:
            kernel.run(self.language.sum)
            kernel.settle()  # what is warmed up in the background is not idling
            self.results["CPU when idle"] = kernel.cpu(3 if self.quick else 20) * 100

    def interrupt(self) -> None:
        times, after = [], []
        for _ in range(1 if self.quick else 3):
            with self.kernel() as kernel:
                kernel.settle()
                try:
                    times.append(kernel.run(self.language.loop, wait=20, interrupt_at="spinning").seconds)
                except TimeoutError as problem:
                    self.problems.append(f"{self.contender.title}: the interrupt was not answered: {problem}")
                after.append(kernel.cpu(2) * 100)
        if times:
            self.results["interrupt of a tight loop"] = statistics.median(times) * 1000
        self.results["CPU after the interrupt"] = statistics.median(after)

    @staticmethod
    def median_ms(action: Callable[[int], float], times: int) -> float:
        return statistics.median(action(i) for i in range(times)) * 1000


def table(benches: list[Bench]) -> str:
    """Rows are measurements, columns kernels; ratios are to the first column."""
    head = ["", *(b.contender.title for b in benches)]
    rows = [head]
    for name, (unit, decimals) in ROWS.items():
        if not any(name in b.results for b in benches):
            continue
        base = benches[0].results.get(name)
        cells = [cell(b.results.get(name), base, decimals, b is benches[0]) for b in benches]
        rows.append([f"{name} ({unit})" if unit else name, *cells])
    widths = [max(len(r[i]) for r in rows) for i in range(len(head))]
    lines = ["  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, widths))) for r in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def cell(value: float | None, base: float | None, decimals: int, first: bool) -> str:
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}"
    return text if first or not base else f"{text} (×{value / base:.2g})"


def jdk(java: str) -> str:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    return told.splitlines()[0] if told else java


def main() -> int:
    # A killed benchmark ends its kernels too: sys.exit unwinds, the signal alone does not.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="NAME", help="weft, ipykernel, jjava, rapaio; several with commas")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the numbers to this file too")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: to see that it runs")
    parser.add_argument("--jdk", metavar="DIR", help="the JDK for the rivals (default: JAVA_HOME, else the PATH)")
    arguments = parser.parse_args()
    only = {n.strip().lower() for n in arguments.only.split(",")} if arguments.only else None

    home = arguments.jdk or os.environ.get("JAVA_HOME")
    env = dict(os.environ)
    if home:
        # JJava's kernelspec says "java": it runs on the first one of the PATH.
        env["PATH"] = os.pathsep.join([str(Path(home) / "bin"), env["PATH"]])
    java = str(Path(home) / "bin" / "java") if home else "java"

    with tempfile.TemporaryDirectory(prefix="weft-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        runnable, missing = contenders(folder, java, only)
        for line in missing:
            print(line)
        if not runnable:
            print(f'nothing to measure for --only "{arguments.only}"; expected weft, ipykernel, jjava or rapaio')
            return 2
        benches = [Bench(c, folder, env, arguments.quick) for c in runnable]
        for bench in benches:
            bench.measure()

    print(f"\n{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, rivals on {jdk(java)}")
    print(table(benches))
    for bench in benches:
        for problem in bench.problems:
            print(problem)
    if arguments.json:
        numbers = {b.contender.title: {"results": b.results, "problems": b.problems} for b in benches}
        arguments.json.write_text(json.dumps(numbers, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
