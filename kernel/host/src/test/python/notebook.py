"""A Jupyter client that keeps every message, and waits for messages instead of for time."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import zmq
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session
from jupyter_core.paths import jupyter_data_dir

import processes
from cells import Cell

# How long to wait for what should come soon: long, because a loaded machine is no failure.
START_PATIENCE = 60.0
PATIENCE = float(os.environ.get("WEFT_TEST_PATIENCE", "60"))


def jupyter_env(folder: Path) -> dict[str, str]:
    """An environment in which Jupyter keeps its files in this folder, and still finds the kernels of the user."""
    kernels = [os.environ.get("JUPYTER_PATH", ""), jupyter_data_dir()]
    return {
        **os.environ,
        "JUPYTER_PATH": os.pathsep.join(filter(None, kernels)),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        # "make test" sets these two for the learner's own JupyterLab, and they would win over the folder above.
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "config/lab/user-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "config/lab/workspaces"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
    }


class Notebook:
    """A kernel, started as a server starts it, and one client of it.

    Nothing is read in the background: every wait reads all four channels until its condition holds,
    so that the order of messages on each channel is the order in which the tests see them.
    """

    def __init__(self, kernel: str, data_dir: Path, env: dict[str, str] | None = None) -> None:
        self.context = zmq.Context()
        # The default of 1,000 would have this client lose lines by itself.
        self.context.setsockopt(zmq.RCVHWM, 0)
        self.manager = KernelManager(kernel_name=kernel, context=self.context)
        self.session: Session = self.manager.session
        # The kernel's working folder too: a crashed VM leaves its report there.
        self.folder = data_dir
        self.folder.mkdir(parents=True, exist_ok=True)
        self.env = {**os.environ, "JUPYTER_DATA_DIR": str(data_dir), **(env or {})}
        self.cells: dict[str, Cell] = {}
        self.replies: dict[str, dict[str, Any]] = {}
        self.iopub: list[dict[str, Any]] = []
        self.sockets: dict[str, zmq.Socket] = {}
        self.stopped = False

    # ---- life

    def start(self) -> Notebook:
        self.launch()
        self.connect()
        return self

    def launch(self) -> None:
        """Starts the kernel and connects nothing to it."""
        self.manager.start_kernel(env=self.env, cwd=str(self.folder))

    def connect(self) -> None:
        for socket in self.sockets.values():
            socket.close(linger=0)
        identity = self.session.bsession
        self.sockets = {
            "iopub": self.manager.connect_iopub(),
            "shell": self.manager.connect_shell(identity=identity),
            "stdin": self.manager.connect_stdin(identity=identity),
            "control": self.manager.connect_control(identity=identity),
        }
        self.names = {socket: name for name, socket in self.sockets.items()}
        self.ready()

    def ready(self) -> None:
        """Asks until an answer is seen on both channels: a subscription takes effect at an unknown moment."""
        deadline = time.monotonic() + START_PATIENCE
        asked: list[str] = []

        def heard() -> bool:
            parents = {m["parent_header"].get("msg_id") for m in self.iopub}
            return any(i in self.replies for i in asked) and any(i in parents for i in asked)

        while not heard():
            assert self.manager.is_alive(), "the kernel ended before it was ready"
            assert time.monotonic() < deadline, f"the kernel was not ready in {START_PATIENCE} s\n{self.dump()}"
            asked.append(self.send("kernel_info_request", {}))
            self.pump(heard, 2.0)

    def restart(self, now: bool = False) -> None:
        """What the restart button does: shutdown_request with restart, or a kill, then the same ports again."""
        self.cells.clear()
        self.manager.restart_kernel(now=now, env=self.env, cwd=str(self.folder))
        self.connect()

    def stop(self) -> None:
        """Shuts down as a server does, and fails where a process of the kernel stays behind. May be called twice."""
        if self.stopped:
            return
        self.stopped = True
        mine = processes.tree(self.pid) if self.manager.has_kernel else []
        for socket in self.sockets.values():
            socket.close(linger=0)
        self.sockets = {}
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=False)
        self.manager.cleanup_resources()
        self.context.destroy(linger=0)
        left = [p for p in mine if processes.lives(p)]
        if left and not processes.ended(left, 30):
            for p in filter(processes.lives, left):
                p.kill()
            raise AssertionError(f"left behind after the shutdown: {left}")

    def settled(self) -> bool:
        """The kernel lives, and every cell that was sent is over."""
        return self.manager.is_alive() and all(c.finished for c in self.cells.values())

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    @property
    def host(self) -> psutil.Process:
        return processes.host_and_user_vms(self.pid)[0]

    @property
    def user_vm(self) -> psutil.Process:
        vms = processes.host_and_user_vms(self.pid)[1]
        assert len(vms) == 1, f"wanted one user VM, got {vms}"
        return vms[0]

    def dump(self) -> str:
        return processes.thread_dump(self.pid, "notebook") if self.manager.has_kernel else "no kernel"

    # ---- messages

    def send(self, kind: str, content: dict[str, Any], channel: str = "shell") -> str:
        message = self.session.msg(kind, content)
        self.session.send(self.sockets[channel], message)
        return message["header"]["msg_id"]

    def pump(self, until: Callable[[], bool], seconds: float) -> bool:
        """Reads every channel until the condition holds; False where it did not in time."""
        poller = zmq.Poller()
        for socket in self.sockets.values():
            poller.register(socket, zmq.POLLIN)
        deadline = time.monotonic() + seconds
        while not until():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            for socket, _ in poller.poll(left * 1000):
                self.take(self.names[socket], socket)
        return True

    def take(self, channel: str, socket: zmq.Socket) -> None:
        _, message = self.session.recv(socket, zmq.NOBLOCK)
        if message is None:
            return
        parent = message["parent_header"].get("msg_id")
        cell = self.cells.get(parent)
        if channel == "iopub":
            self.iopub.append(message)
            if cell:
                cell.take(message)
        elif channel == "stdin":
            assert cell, f"input_request without a cell: {message}"
            cell.stdin.append(message)
        else:
            self.replies[parent] = message
            if cell:
                cell.reply = message

    def until(self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
        if self.pump(condition, seconds):
            return
        seen = "\n".join(c.describe() for c in list(self.cells.values())[-3:])
        raise AssertionError(f"waited {seconds} s for {what}\n{self.dump()}\n{seen}")

    def ask(self, kind: str, content: dict[str, Any] | None = None, channel: str = "shell") -> dict[str, Any]:
        """Sends a request that is not a cell, and returns the content of its reply."""
        return self.ask_message(kind, content, channel)["content"]

    def ask_message(self, kind: str, content: dict[str, Any] | None = None, channel: str = "shell") -> dict[str, Any]:
        """Sends a request that is not a cell, and returns its reply after its idle status was seen."""
        request = self.send(kind, content or {}, channel)
        self.until(lambda: request in self.replies, f"the reply to {kind} on {channel}")
        self.until(lambda: "idle" in self.states_of(request), f"idle after {kind} on {channel}")
        return self.replies[request]

    def states_of(self, request: str) -> list[str]:
        """The statuses with this request as parent."""
        mine = (m for m in self.iopub if m["parent_header"].get("msg_id") == request)
        return [m["content"]["execution_state"] for m in mine if m["msg_type"] == "status"]

    # ---- cells

    def submit(self, code: str, **options: Any) -> Cell:
        """Sends a cell and does not wait for it."""
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": True,
            "stop_on_error": True,
            **options,
        }
        message = self.session.msg("execute_request", content)
        cell = Cell(code, message["header"]["msg_id"])
        self.cells[cell.id] = cell
        self.session.send(self.sockets["shell"], message)
        return cell

    def run(self, code: str, seconds: float = PATIENCE, **options: Any) -> Cell:
        return self.finish(self.submit(code, **options), seconds)

    def finish(self, cell: Cell, seconds: float = PATIENCE) -> Cell:
        self.until(lambda: cell.finished, "the end of the cell", seconds)
        return cell

    def value(self, expression: str) -> str | None:
        return self.run(expression).ok().value

    def sees(self, cell: Cell, text: str, stream: str = "stdout", seconds: float = PATIENCE) -> None:
        """Waits until the cell has written this; how tests know that a cell is where they want it."""
        self.until(lambda: text in cell.text(stream), f"{text!r} on {stream}", seconds)

    def start_cell(self, code: str, signal_text: str = "ready", **options: Any) -> Cell:
        """Sends a cell, and returns when it has printed the signal."""
        cell = self.submit(code, **options)
        self.until(lambda: signal_text in cell.out or cell.finished, f"the signal {signal_text!r}")
        assert signal_text in cell.out, f"ended before its signal\n{cell.describe()}"
        return cell

    def begun(self, code: str) -> Cell:
        """Sends a cell, and returns when its input is shown: it may not yet have begun to run."""
        cell = self.submit(code)
        self.until(lambda: cell.of_type("execute_input") != [], "the cell's input")
        return cell

    def asks_input(self, cell: Cell, nth: int = 1) -> dict[str, Any]:
        """Waits for the cell's nth question, and returns its content."""
        self.until(lambda: len(cell.stdin) >= nth, f"input_request {nth}")
        return cell.stdin[nth - 1]["content"]

    def answer(self, cell: Cell, text: str) -> None:
        """Answers the cell's latest question."""
        message = self.session.msg("input_reply", {"value": text}, parent=cell.stdin[-1])
        self.session.send(self.sockets["stdin"], message)

    def interrupt(self) -> None:
        """As a server does it: by message where the kernelspec says so, else by signal."""
        if self.manager.kernel_spec.interrupt_mode == "message":
            self.send("interrupt_request", {}, "control")
        else:
            self.signal(signal.SIGINT)

    def signal(self, number: int) -> None:
        os.kill(self.host.pid if any(map(processes.is_java, processes.tree(self.pid))) else self.pid, number)

    def interrupted(self, cell: Cell) -> Cell:
        """Interrupts the cell, waits for its end, and checks that the notebook lives on."""
        assert not cell.finished, f"over before the interrupt\n{cell.describe()}"
        self.interrupt()
        return self.finish(cell)


def python(nb: Notebook, code: str, options: str = "", **settings: object) -> Cell:
    """Runs the code as a cell of Python."""
    return nb.run(f"%%python {options}\n{code}", **settings)
