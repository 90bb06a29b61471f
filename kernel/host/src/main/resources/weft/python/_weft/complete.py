"""Completion and help for the code of a cell, from what the names hold now."""

import inspect
import keyword
import pydoc
import re
import rlcompleter

NAME = re.compile(r"[\w.]*$")
IMPORT = re.compile(r"^\s*(?:import|from)\s+([\w.]*)$")
KINDS = (
    (inspect.ismodule, "module"),
    (inspect.isclass, "class"),
    (callable, "function"),
)


def complete(namespace, code, cursor):
    """What may stand at the cursor: where it begins, and the words with their kinds."""
    before = code[:cursor]
    line = before[before.rfind("\n") + 1 :]
    importing = IMPORT.match(line)
    if importing:
        return _modules(importing.group(1), cursor)
    word = NAME.search(line).group()
    completer = rlcompleter.Completer(namespace)
    found = completer.attr_matches(word) if "." in word else completer.global_matches(word)
    matches = {}
    for each in sorted(set(found)):
        text = each.strip().rstrip("(").rstrip(":").rstrip(" ").rstrip("()")
        hidden = text.rpartition(".")[2].startswith("_") and not word.rpartition(".")[2].startswith("_")
        if not hidden:
            matches[text] = _kind(namespace, text)
    return {"start": cursor - len(word), "matches": [{"text": text, "type": kind} for text, kind in matches.items()]}


def _modules(prefix, cursor):
    import pkgutil

    head, dot, _ = prefix.rpartition(".")
    if dot:
        return {"start": cursor, "matches": []}
    import sys

    names = {name for name in sys.builtin_module_names}
    names.update(module.name for module in pkgutil.iter_modules())
    found = sorted(n for n in names if n.startswith(prefix) and (prefix.startswith("_") or not n.startswith("_")))
    return {"start": cursor - len(prefix), "matches": [{"text": name, "type": "module"} for name in found]}


def _kind(namespace, text):
    if keyword.iskeyword(text):
        return "keyword"
    value = _value(namespace, text)
    return next((kind for test, kind in KINDS if test(value)), "instance")


def _value(namespace, path):
    """What a dotted name holds; properties are not run."""
    head, *rest = path.split(".")
    import builtins

    value = namespace.get(head, getattr(builtins, head, None))
    for name in rest:
        value = inspect.getattr_static(value, name, None)
    return value


def describe(namespace, code, cursor, detail):
    """The signature and documentation of the name at the cursor; None where nothing is known of it."""
    start = re.search(r"[\w.]*$", code[:cursor]).start()
    end = cursor + re.match(r"\w*", code[cursor:]).end()
    path = code[start:end].strip(".")
    if not path:
        open_call = re.search(r"([\w.]+)\([^()]*$", code[:cursor])
        path = open_call.group(1) if open_call else ""
    if not path or keyword.iskeyword(path):
        return None
    value = _value(namespace, path)
    if value is None and path != "None":
        return None
    if detail:
        return pydoc.plain(pydoc.render_doc(value))
    shown = []
    try:
        shown.append(path + str(inspect.signature(value)))
    except (TypeError, ValueError):
        kind = type(value).__name__
        shown.append(path if callable(value) else f"{path}: {kind}")
    documentation = inspect.getdoc(value)
    if documentation and not isinstance(value, (int, float, str, bytes, list, dict, tuple, set)):
        shown.append(documentation.split("\n\n")[0])
    return "\n\n".join(shown)
