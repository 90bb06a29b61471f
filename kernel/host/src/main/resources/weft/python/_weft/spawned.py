"""Lets processes of multiprocessing find what cells have defined.

A spawned process (and a fork server) runs the file of `__main__` again, under the name `__mp_main__`. So `__main__`
gets a file whose text brings the imports, functions, classes and constants of all cells so far. It has a new name
whenever they change, because a fork server runs a file of one name only once.
"""

import ast
import json
import linecache
import os
import sys
import time

from _weft import flag, lifeline

STUB = """\
import sys
sys.path.append({folder!r})
from _weft.spawned import define
define(globals(), {folder!r}, {version})
"""
DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Definitions:
    """What the cells have defined, in files that spawned processes read."""

    def __init__(self, folder):
        self.folder = folder
        self.versions = 0

    def add(self, number, source, tree, main):
        """Takes the definitions of a cell that is about to run."""
        spans = [_span(statement) for statement in tree.body if _is_definition(statement)]
        if not spans:
            return
        self.versions += 1
        with open(_file(self.folder, self.versions), "w", encoding="utf-8") as out:
            json.dump({"number": number, "source": source, "spans": spans}, out)
        stub = os.path.join(self.folder, f"cells-{self.versions}.py")
        with open(stub, "w", encoding="utf-8") as out:
            out.write(STUB.format(folder=self.folder, version=self.versions))
        main.__file__ = stub


def _file(folder, version):
    return os.path.join(folder, f"cell-{version}.json")


def _cells(folder, version):
    """All cells up to this version, in the order in which they last ran."""
    newest_first = {}
    for each in range(version, 0, -1):
        with open(_file(folder, each), encoding="utf-8") as file:
            cell = json.load(file)
        newest_first.setdefault(cell["number"], cell)
    return reversed(newest_first.values())


def _span(statement):
    decorators = [each.lineno for each in getattr(statement, "decorator_list", ())]
    return [min([statement.lineno, *decorators]), statement.end_lineno]


def _is_definition(statement):
    if isinstance(statement, DEFINITIONS):
        return True
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
        return False
    try:
        ast.literal_eval(statement.value)
        return True
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False


def define(namespace, folder, version):
    """In the spawned process: defines what the cells have defined."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(line_buffering=True)
    lifeline.watch(folder)
    # For those that a fork server starts.
    os.register_at_fork(after_in_child=lambda: lifeline.watch(folder))
    record_processes(folder)
    for cell in _cells(folder, version):
        lines = cell["source"].splitlines(keepends=True)
        name = f"<cell {cell['number']}>"
        linecache.cache[name] = (len(cell["source"]), None, lines, name)
        for first, last in cell["spans"]:
            text = "\n" * (first - 1) + "".join(lines[first - 1 : last])
            try:
                exec(compile(text, name, "exec", dont_inherit=True), namespace)
            except Exception:
                # It needs what only the notebook has; a process that uses it says so itself.
                continue



def record_processes(folder):
    """Lets this process, and those that a fork server starts, tell what they do while the notebook records."""
    from multiprocessing.process import BaseProcess

    bootstrap = BaseProcess._bootstrap

    def recorded(process, *args, **kwargs):
        begun = time.monotonic_ns()
        if not flag.is_up(folder):
            return bootstrap(process, *args, **kwargs)
        from _weft.processes import record_child
        from _weft.recorder import Recorder

        recorder = Recorder("", folder)
        recorder.patches.install_in_child()
        return record_child(bootstrap, process, args, kwargs, recorder, begun)

    BaseProcess._bootstrap = recorded
