"""The kernel's processes, seen from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import psutil

TARGET = Path(os.environ.get("WEFT_TEST_TARGET", Path(__file__).resolve().parents[3] / "target"))


def is_java(process: psutil.Process) -> bool:
    try:
        return Path(process.exe()).name == "java"
    except (psutil.NoSuchProcess, psutil.ZombieProcess, psutil.AccessDenied):
        return False


def tree(pid: int) -> list[psutil.Process]:
    """The process and all its descendants that live now."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def host_and_user_vms(pid: int) -> tuple[psutil.Process, list[psutil.Process]]:
    """The host VM and the user VMs below it; a launching script above the host is skipped."""
    javas = [p for p in tree(pid) if is_java(p)]
    assert javas, f"no java process at or below pid {pid}"
    host = javas[0]
    below = {p.pid for p in host.children(recursive=True)}
    return host, [p for p in javas if p.pid in below]


def lives(process: psutil.Process) -> bool:
    """Whether it runs now. A zombie has ended: its parent has only not asked yet."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        # It ended between the two questions.
        return False


def ended(processes: list[psutil.Process], within: float = 60) -> bool:
    """Waits until all have ended."""
    _, alive = psutil.wait_procs(processes, timeout=within)
    return not any(map(lives, alive))


def thread_dump(pid: int, name: str) -> str:
    """Writes the stacks of all Java threads below pid to a file, and says where; for failure messages."""
    jcmd = shutil.which("jcmd")
    if jcmd is None:
        return "no thread dump: jcmd is not on the PATH"
    folder = TARGET / "thread-dumps"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}-{pid}.txt"
    with file.open("w", encoding="utf-8") as out:
        for process in filter(is_java, tree(pid)):
            out.write(f"==== pid {process.pid}: {' '.join(process.cmdline())[:400]}\n")
            try:
                dump = subprocess.run(
                    [jcmd, str(process.pid), "Thread.print", "-l"], capture_output=True, text=True, timeout=15
                )
                out.write(dump.stdout + dump.stderr)
            except subprocess.TimeoutExpired:
                out.write("no answer within 15 s\n")
    return f"thread dump: {file}"
