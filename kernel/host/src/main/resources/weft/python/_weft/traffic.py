"""What a thread does with files, sockets, programs and people, as far as it goes through Python's own calls."""

import builtins
import io
import os
import select
import selectors
import socket
import subprocess
import sys
import types

from _weft.ask import Desk

SOCKET_CALLS = (
    "accept connect connect_ex recv recv_into recvfrom recvfrom_into recvmsg send sendall sendfile sendmsg sendto"
).split()
SSL_CALLS = ("read", "write", "do_handshake", "connect", "unwrap")
SYSTEM_CALLS = ("read", "write", "pread", "pwrite", "readv", "writev", "sendfile", "system", "wait", "waitpid", "fsync")
# Parts of the library that wait in C without a call of Python's that could be wrapped.
UNSEEN = ("sqlite3", "hashlib", "zlib", "bz2", "lzma", "ctypes")


def patch(patches, waiting):
    """Wraps the calls. `waiting` makes wrappers that note a wait, from its state and its words."""
    for name in SOCKET_CALLS:
        patches.patch(socket.socket, name, waiting("io", f"socket.{name}()"))
    if "ssl" in sys.modules:
        for name in SSL_CALLS:
            patches.patch(sys.modules["ssl"].SSLSocket, name, waiting("io", f"ssl.{name}()"))
    patches.patch(socket, "getaddrinfo", waiting("io", "looks up an address"))
    for name in ("wait", "communicate"):
        patches.patch(subprocess.Popen, name, waiting("io", "a program"))
    for name in SYSTEM_CALLS:
        if hasattr(os, name):
            patches.patch(os, name, waiting("io", f"os.{name}()"))
    patches.patch(select, "select", waiting("io", "select()"))
    for selector in ("EpollSelector", "KqueueSelector", "PollSelector", "SelectSelector"):
        if hasattr(selectors, selector):
            patches.patch(getattr(selectors, selector), "select", waiting("io", "select()"))
    patches.patch(builtins, "input", waiting("io", "input()"))
    patches.patch(Desk, "ask", waiting("io", "input()"))
    _patch_files(patches, waiting)


def _patch_files(patches, waiting):
    """Files are read and written in C, by classes that cannot be changed; but what they call at the bottom, for each
    read(2) and write(2), can be a class of ours. So open() puts the library's own classes on top of that."""
    import _pyio

    recorded = {
        name: waiting("io", words)(getattr(io.FileIO, name))
        for name, words in (
            ("readinto", "reads a file"),
            ("read", "reads a file"),
            ("readall", "reads a file"),
            ("write", "writes a file"),
            ("__init__", "opens a file"),
        )
    }
    raw = type("FileIO", (io.FileIO,), {"__module__": "_io", "__slots__": (), **recorded})
    inner = getattr(_pyio.open, "__func__", _pyio.open)
    on_top = ("BufferedReader", "BufferedWriter", "BufferedRandom", "TextIOWrapper")
    names = {**vars(_pyio), **{name: getattr(io, name) for name in on_top}, "FileIO": raw}
    recording_open = types.FunctionType(inner.__code__, names, "open", inner.__defaults__, inner.__closure__)
    recording_open.__doc__ = builtins.open.__doc__
    for module in (builtins, io):
        patches.patch(module, "open", lambda original: recording_open)


def unseen():
    """What the notebook uses and cannot be watched: parts of the library, and files that were open before."""
    values = list(vars(sys.modules["__main__"]).items())
    modules = {value.__name__ for _, value in values if isinstance(value, types.ModuleType)}
    extensions = {name.partition(".")[0] for name in modules} - set(getattr(sys, "stdlib_module_names", modules))
    in_c = sorted({name for name in modules if name in UNSEEN} | {name for name in extensions if _has_c_code(name)})
    files = sorted(
        name
        for name, value in values
        if isinstance(value, io.IOBase) and not name.startswith("_") and not value.closed
    )
    return in_c, files


def _has_c_code(package):
    suffixes = (".so", ".pyd")
    loaded = [module for name, module in list(sys.modules.items()) if name.partition(".")[0] == package]
    return any((getattr(module, "__file__", None) or "").endswith(suffixes) for module in loaded)
