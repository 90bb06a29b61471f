#!/usr/bin/env python3
"""Checks the lessons: their form, and that a run from a clean state shows what is committed.

    check.py [--form] [--write] [--jobs N] --kernels NAME … -- NOTEBOOK …

Runs each lesson with each kernel, the newest JDK last; --write puts the outputs of the last one into the notebooks.
"""

import argparse
import multiprocessing
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import nbformat

import execution
import form
import readers


def check_form(path):
    nb = nbformat.read(path, as_version=4)
    return list(form.old_format(nb)) or [*form.problems(nb), *readers.problems(nb, path.parent)]


def check_run(path, kernel, write):
    """A line about the run, and what it found."""
    began = time.monotonic()
    committed = nbformat.read(path, as_version=4)
    try:
        executed, jdk, found = execution.run(committed, kernel, path.parent)
    except Exception as problem:  # One lesson's accident must not hide what the others found.
        return f"{path.name} with {kernel}", [("", f'the run broke off: "{type(problem).__name__}: {problem}"')]
    fresh = execution.normalised(executed, path.name[:2])
    if write:
        nbformat.write(fresh, path)
    else:
        found += execution.differences(committed, fresh, jdk)
    done = f"{path.name} on JDK {jdk}: {sum(map(form.is_code, committed.cells))} cells of code"
    return f"{done}, {time.monotonic() - began:.0f} s", found


def run_all(notebooks, kernels, write, jobs):
    """Runs every lesson with every kernel; the number of problems."""
    if kernels:
        print(f"{len(notebooks)} lessons to run with {' and '.join(kernels)}, {jobs} at a time", flush=True)
    # A process for each run: clients of different kernels share no event loop.
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=leave_interrupts_to_the_first)
    try:
        runs = {pool.submit(check_run, path, kernel, write): path for path in notebooks for kernel in kernels}
        problems = 0
        for done, run in enumerate(as_completed(runs), start=1):
            line, found = run.result()
            problems += report(f"[{done}/{len(runs)}] {line}", runs[run], found)
        return problems
    except KeyboardInterrupt:
        # A kernel ends when the process that started it has ended, so this is enough.
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def leave_interrupts_to_the_first():
    """Ctrl+C reaches every process of the terminal; in the middle of a run nbclient would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def report(line, path, found):
    print(f"{line}: {'ok' if not found else f'{len(found)} problems'}", flush=True)
    for cell, problem in found:
        print(f"  {path}{':' if cell else ''}{cell}: {problem}", file=sys.stderr, flush=True)
    return len(found)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--form", action="store_true", help="do not run the lessons")
    arguments.add_argument("--write", action="store_true", help="refresh the outputs that are committed")
    arguments.add_argument("--jobs", type=int, default=2, help="lessons that run at the same time")
    arguments.add_argument("--kernels", nargs="*", default=["weft"])
    arguments.add_argument("notebooks", nargs="+", type=Path)
    options = arguments.parse_args()
    kernels = options.kernels[-1:] if options.write else [] if options.form else options.kernels
    try:
        problems = run_all(options.notebooks, kernels, options.write, options.jobs)
    except KeyboardInterrupt:
        print("Stopped; what had begun has been ended.", file=sys.stderr)
        return 130
    for path in options.notebooks:
        problems += report(f"{path.name}, form", path, check_form(path))
    if problems:
        print(f"{problems} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
