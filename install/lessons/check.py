#!/usr/bin/env python3
"""Checks the lessons: their form, and that a run from a clean state shows what is committed.

    check.py [--form] [--write] [--jobs N] --kernels NAME … -- NOTEBOOK …

Runs each lesson with each kernel, the newest JDK last; --write puts the outputs of the last one into the notebooks.
"""

import argparse
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
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
    problems = 0
    # A process for each run: clients of different kernels share no event loop.
    with ProcessPoolExecutor(options.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        runs = [
            (path, pool.submit(check_run, path, kernel, options.write)) for path in options.notebooks for kernel in kernels
        ]
        for path, run in runs:
            problems += report(run.result()[0], path, run.result()[1])
    for path in options.notebooks:
        problems += report(f"{path.name}, form", path, check_form(path))
    if problems:
        print(f"{problems} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
