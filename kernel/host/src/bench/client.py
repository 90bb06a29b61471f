"""A client that only measures: it sends, receives and counts, and keeps no more than it must."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import zmq
from jupyter_client.manager import KernelManager

WAIT = 120.0


@dataclass
class Run:
    """One cell, with the moments that matter."""

    seconds: float = 0.0
    texts: list[str] = field(default_factory=list)
    messages: int = 0
    idle: bool = False
    replied: bool = False


class Kernel:
    """A started kernel and its client."""

    def __init__(self, spec: str, folder: Path, env: dict[str, str]) -> None:
        self.context = zmq.Context()
        # This client must lose nothing by itself.
        self.context.setsockopt(zmq.RCVHWM, 0)
        self.manager = KernelManager(kernel_name=spec, context=self.context)
        self.session = self.manager.session
        self.began = time.perf_counter()
        self.manager.start_kernel(
            env={**env, "JUPYTER_DATA_DIR": str(folder / "data")},
            cwd=str(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        identity = self.session.bsession
        self.iopub = self.manager.connect_iopub()
        self.shell = self.manager.connect_shell(identity=identity)
        self.control = self.manager.connect_control(identity=identity)
        self.poller = zmq.Poller()
        for socket in (self.iopub, self.shell, self.control):
            self.poller.register(socket, zmq.POLLIN)

    def stop(self) -> None:
        tree = self.processes()
        for socket in (self.iopub, self.shell, self.control):
            socket.close(linger=0)
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()
        self.context.destroy(linger=0)
        _, alive = psutil.wait_procs(tree, timeout=20)
        for process in alive:
            process.kill()

    def processes(self) -> list[psutil.Process]:
        root = psutil.Process(self.manager.provisioner.pid)
        return [root, *root.children(recursive=True)]

    def send(self, kind: str, content: dict, channel: str = "shell") -> str:
        message = self.session.msg(kind, content)
        self.session.send(self.shell if channel == "shell" else self.control, message)
        return message["header"]["msg_id"]

    def receive(self, until: Callable[[], bool], take: Callable[[str, dict], None], wait: float = WAIT) -> bool:
        deadline = time.perf_counter() + wait
        while not until():
            left = deadline - time.perf_counter()
            if left <= 0:
                return False
            for socket, _ in self.poller.poll(left * 1000):
                _, message = self.session.recv(socket, zmq.NOBLOCK)
                if message is not None:
                    take("iopub" if socket is self.iopub else "reply", message)
        return True

    def ready(self) -> None:
        """Until an answer is seen on both channels."""
        asked: set[str] = set()
        seen: set[str] = set()

        def take(channel: str, message: dict) -> None:
            if message["parent_header"].get("msg_id") in asked:
                seen.add(channel)

        for _ in range(600):
            asked.add(self.send("kernel_info_request", {}))
            if self.receive(lambda: len(seen) == 2, take, 0.2):
                return
            if not self.manager.is_alive():
                raise RuntimeError("the kernel ended while starting")
        raise RuntimeError("the kernel was not ready in 120 s")

    def first_result(self, code: str) -> float:
        """Seconds from the launch to the reply of a cell that was sent at once."""
        request = self.send("execute_request", {"code": code, "silent": False, "allow_stdin": True})
        done: list[float] = []

        def take(channel: str, message: dict) -> None:
            if channel == "reply" and message["parent_header"].get("msg_id") == request:
                if message["content"]["status"] != "ok":
                    raise RuntimeError(f"the first cell failed: {message['content']}")
                done.append(time.perf_counter() - self.began)

        if not self.receive(lambda: bool(done), take):
            raise RuntimeError(f"no first result in {WAIT:.0f} s")
        return done[0]

    def ask(self, kind: str, content: dict) -> float:
        """Seconds from a request to its reply."""
        done: list[float] = []
        began = time.perf_counter()
        request = self.send(kind, content)

        def take(channel: str, message: dict) -> None:
            if channel == "reply" and message["parent_header"].get("msg_id") == request:
                done.append(time.perf_counter() - began)

        if not self.receive(lambda: bool(done), take):
            raise RuntimeError(f"no reply to {kind} in {WAIT} s")
        return done[0]

    def run(self, code: str, wait: float = WAIT, interrupt_at: str | None = None) -> Run:
        """Runs a cell to its reply and idle; with interrupt_at, times from the interrupt sent at that text."""
        run = Run()
        began = time.perf_counter()
        content = {
            "code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": True,
            "stop_on_error": True,
        }  # fmt: skip
        request = self.send("execute_request", content)

        def take(channel: str, message: dict) -> None:
            nonlocal began, interrupt_at
            if message["parent_header"].get("msg_id") != request:
                return
            kind = message["msg_type"]
            if channel == "reply":
                run.replied = True
            elif kind == "stream":
                run.messages += 1
                run.texts.append(message["content"]["text"])
                if interrupt_at is not None and interrupt_at in run.texts[-1]:
                    interrupt_at = None
                    time.sleep(0.5)  # let the loop become compiled code: that is what is hard to stop
                    began = time.perf_counter()
                    self.interrupt()
            elif kind == "status" and message["content"]["execution_state"] == "idle":
                run.idle = True

        over = self.receive(lambda: run.idle and run.replied, take, wait)
        run.seconds = time.perf_counter() - began
        if not over:
            raise TimeoutError(f"not over after {wait:.0f} s: {code[:60]!r}")
        return run

    def drain(self, run: Run, seconds: float) -> None:
        """Takes the stream messages that still arrive after idle."""

        def take(channel: str, message: dict) -> None:
            if channel == "iopub" and message["msg_type"] == "stream":
                run.messages += 1
                run.texts.append(message["content"]["text"])

        self.receive(lambda: False, take, seconds)

    def interrupt(self) -> None:
        if self.manager.kernel_spec.interrupt_mode == "message":
            self.send("interrupt_request", {}, "control")
        else:
            os.kill(self.manager.provisioner.pid, signal.SIGINT)

    def settle(self) -> None:
        """Until what the kernel warms up in the background is done, but no longer than some seconds."""
        for _ in range(30):
            if self.cpu(0.5) < 0.02:
                return

    def cpu(self, seconds: float) -> float:
        """Share of one core that all processes of the kernel use together over the next seconds."""
        before = self.cpu_seconds()
        began = time.perf_counter()
        time.sleep(seconds)
        return (self.cpu_seconds() - before) / (time.perf_counter() - began)

    def cpu_seconds(self) -> float:
        return sum(t.user + t.system for t in (p.cpu_times() for p in self.processes()))

    def pss_mb(self) -> float:
        """Proportional set size of all processes, in MB: shared pages are counted once."""
        return sum(p.memory_full_info().pss for p in self.processes()) / 2**20
