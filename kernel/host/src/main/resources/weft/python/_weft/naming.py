"""Finds the name that the code has for an object: a variable, an attribute, a place in a list."""

import os
import sys
import threading

STDLIB = os.path.dirname(threading.__file__) + os.sep
HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep


def is_library(filename):
    installed = "site-packages" in filename or "dist-packages" in filename
    return filename.startswith((HERE, "<frozen")) or (filename.startswith(STDLIB) and not installed)


def caller():
    """The frame of the code that called into the library; None where there is none."""
    frame = sys._getframe(1)
    while frame is not None and is_library(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def name_of(thing, frame):
    """The name of a thing: the notebook's own where it has one, since a parameter's name stands for many things; else
    the one that this frame, or one of its callers, has for it; else that of its class."""
    found = None if frame is None else _in_scope(thing, dict(frame.f_globals))
    while frame is not None and not found:
        found = _in_scope(thing, dict(frame.f_locals))
        frame = frame.f_back
    return found or type(thing).__name__


def _in_scope(thing, scope):
    names = {name: value for name, value in scope.items() if not name.startswith("__")}
    for name, value in names.items():
        if value is thing:
            return name
    for name, value in names.items():
        owner = type(value).__name__ if name == "self" else name
        found = _within(thing, owner, value)
        if found:
            return found
    return None


def _within(thing, owner, value):
    attributes = getattr(value, "__dict__", None)
    if isinstance(attributes, dict) and type(value).__module__ == "__main__":
        return next((f"{owner}.{name}" for name, each in attributes.items() if each is thing), None)
    if isinstance(value, (list, tuple)):
        return next((f"{owner}[{i}]" for i, each in enumerate(value) if each is thing), None)
    if isinstance(value, dict):
        return next((f"{owner}[{key!r}]" for key, each in list(value.items()) if each is thing), None)
    return None
