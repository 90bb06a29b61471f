"""Runs cells: compiles them under their own names, shows the last value, keeps the namespace."""

import ast
import builtins
import inspect
import linecache
import sys
import types

from _weft import failure, show
from _weft.spawned import Definitions


class Notebook:
    """The namespace of a notebook's Python cells, and what it takes to run one.

    Belongs to the main thread.
    """

    def __init__(self, outlet, cells, folder):
        self.outlet = outlet
        self.cells = cells
        self.main = types.ModuleType("__main__")
        self.main.__builtins__ = builtins
        sys.modules["__main__"] = self.main
        self.definitions = Definitions(folder)
        builtins.display = self.display

    @property
    def namespace(self):
        return self.main.__dict__

    def compile(self, number, source):
        """The statements, and the last expression where its value is to be shown; each ready to run."""
        name = f"<cell {number}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        tree = compile(source, name, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
        self.definitions.add(number, source, tree, self.main)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
            expression = tree.body.pop().value
            last = compile(ast.Expression(expression), name, "eval", flags, dont_inherit=True)
        return compile(tree, name, "exec", flags, dont_inherit=True), last

    def execute(self, code):
        """Runs compiled code; one with a top-level await in an event loop."""
        value = eval(code, self.namespace)
        if code.co_flags & inspect.CO_COROUTINE:
            import asyncio

            return asyncio.run(_finished(value))
        return value

    def run(self, statements, last):
        """Runs a compiled cell. Returns the representations of its value; None without one."""
        self.execute(statements)
        value = None if last is None else self.execute(last)
        for figure in show.figures():
            self.outlet.send({"type": "display", "cell": self.cells.latest, "data": figure})
        if value is None:
            return None
        builtins._ = value
        return show.bundle(value)

    def display(self, *values):
        """Shows values under the cell, as its last expression would be shown."""
        for value in values:
            message = {"type": "display", "cell": self.cells.of_this_thread(), "data": show.bundle(value)}
            self.outlet.send(message)


async def _finished(coroutine):
    return await coroutine


def describe(error):
    try:
        return failure.describe(error)
    except Exception as broken:
        # An exception class of a learner's own may break in any way.
        return {"ename": type(error).__name__, "evalue": f"(not shown: {broken!r})", "traceback": []}
