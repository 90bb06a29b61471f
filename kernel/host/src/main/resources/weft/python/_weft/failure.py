"""Tracebacks as a notebook shows them: the cells' own frames with their lines, and of libraries only the way through."""

import os
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep
RESET, BOLD, RED = "\033[0m", "\033[1m", "\033[1;38;5;196m"
MAX_OWN_FRAMES = 12


def describe(error):
    """ename, evalue and traceback, in the words of Jupyter's protocol."""
    return {"ename": _name(type(error)), "evalue": _message(error), "traceback": lines(error)}


def lines(error):
    """The traceback, line by line, with the error that caused it above it, as Python prints it."""
    return _lines(error, set())


def _lines(error, seen):
    seen.add(id(error))
    shown = []
    cause, context = error.__cause__, error.__context__
    if cause is not None and id(cause) not in seen:
        shown += [*_lines(cause, seen), "", "The above exception was the direct cause of this one:", ""]
    elif context is not None and not error.__suppress_context__ and id(context) not in seen:
        shown += [*_lines(context, seen), "", "While it was handled, this one happened:", ""]
    frames = _frames(error)
    if frames:
        shown += ["Traceback (most recent call last):", *frames]
    shown += _headline(error)
    if isinstance(error, ModuleNotFoundError) and error.name:
        shown.append(_where_to_get(error.name.partition(".")[0]))
    for each in getattr(error, "exceptions", ()):
        shown += ["  | " + line for line in _lines(each, seen)]
    return shown


def _frames(error):
    found = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith(HERE) and not frame.filename.startswith("<frozen ")
    ]
    if not any(map(_is_own, found)):
        return [_library(frame) for frame in found[-1:]]
    while not _is_own(found[0]):
        # The way from a thread's or a pool's start to the code of the cell.
        del found[0]
    shown, run = [], []
    for frame in found:
        if _is_own(frame):
            shown += _passed(run)
            run = []
            shown.append(_own(frame))
        else:
            run.append(frame)
    shown += _passed(run)
    if len(shown) > MAX_OWN_FRAMES:
        half = MAX_OWN_FRAMES // 2
        left_out = f"  … {len(shown) - MAX_OWN_FRAMES} more calls"
        shown = [*shown[:half], [left_out], *shown[-half:]]
    return [line for frame in shown for line in frame]


def _is_own(frame):
    return frame.filename.startswith("<cell ")


def _own(frame):
    where = f"Cell {frame.filename[6:-1]}, line {frame.lineno}"
    inside = "" if frame.name == "<module>" else f", in {frame.name}"
    shown = [f"  {BOLD}{where}{inside}{RESET}"]
    if frame.line:
        shown.append(f"    {frame.line}")
        marks = _marks(frame)
        if marks:
            shown.append(f"    {marks}")
    return shown


def _marks(frame):
    """The part of the line at fault, where Python knows it (3.11) and it is not the whole line."""
    start, end = getattr(frame, "colno", None), getattr(frame, "end_colno", None)
    if start is None or end is None or frame.lineno != getattr(frame, "end_lineno", None):
        return ""
    original = getattr(frame, "_original_line", None) or getattr(frame, "_original_lines", None)
    if not original:
        return ""
    first = original.splitlines()[0]
    text = first.encode()
    before = len(text[:start].decode(errors="replace")) - (len(first) - len(first.lstrip()))
    width = len(text[start:end].decode(errors="replace"))
    return "" if before < 0 or width >= len(frame.line) else " " * before + "^" * width


def _library(frame):
    return f"  File {frame.filename}, line {frame.lineno}, in {frame.name}"


def _passed(frames):
    """Frames of libraries in a row: the first, and the last; the way between them tells a learner nothing."""
    if len(frames) <= 3:
        return [[_library(frame)] for frame in frames]
    return [[_library(frames[0])], [f"  … {len(frames) - 2} calls in libraries"], [_library(frames[-1])]]


def _headline(error):
    if isinstance(error, SyntaxError):
        return _syntax(error)
    text = "".join(traceback.TracebackException(type(error), error, None).format_exception_only()).rstrip("\n")
    name = _name(type(error))
    qualified = f"{type(error).__module__}.{type(error).__qualname__}"
    for prefix in (qualified, name):
        if text.startswith(prefix):
            return (f"{RED}{prefix}{RESET}" + text[len(prefix) :]).split("\n")
    return text.split("\n")


def _syntax(error):
    name = _name(type(error))
    shown = []
    cell = (error.filename or "").startswith("<cell ")
    if error.lineno:
        where = f"Cell {error.filename[6:-1]}" if cell else f"File {error.filename}"
        shown.append(f"  {BOLD}{where}, line {error.lineno}{RESET}")
    if error.text:
        text = error.text.rstrip("\n")
        shown.append("    " + text.lstrip())
        indent = len(text) - len(text.lstrip())
        start = (error.offset or 1) - 1 - indent
        end = getattr(error, "end_offset", None)
        same_line = getattr(error, "end_lineno", None) in (None, error.lineno)
        width = end - error.offset if end and end > (error.offset or 0) and same_line else 1
        if start >= 0:
            shown.append("    " + " " * start + "^" * width)
    shown.append(f"{RED}{name}{RESET}: {error.msg}")
    hint = _hint(error.text or "")
    return [*shown, hint] if hint and cell else shown


def _where_to_get(module):
    return (
        f"There is no {module} in the Python of these cells. If its package on PyPI has the same name,"
        f" type in a cell of its own: %sh '{sys.executable}' -m pip install {module}"
    )


def _hint(line):
    """What people type who come from IPython."""
    text = line.lstrip()
    if text.startswith("!"):
        return f'This is plain Python. To run a program: import subprocess; subprocess.run("{text[1:].strip()}", shell=True)'
    if text.startswith("%"):
        return "This is plain Python, without IPython's magics. A magic of the kernel stands in a cell of its own: %help"
    return ""


def _name(kind):
    return kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"


def _message(error):
    if isinstance(error, SyntaxError):
        return str(error.msg)
    try:
        return str(error)
    except Exception as broken:
        return f"<its text cannot be made: {_name(type(broken))}>"
