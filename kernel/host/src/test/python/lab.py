"""A JupyterLab server for browser tests, and the places on its page."""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
from playwright.sync_api import Locator, Page, expect

import processes

SCREENSHOTS = processes.TARGET / "screenshots"
PATIENCE = int(float(os.environ.get("WEFT_TEST_PATIENCE", "60")) * 1000)
IDLE = """() => {
    const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === "connected" && kernel.status === "idle" && kernel.hasPendingInput === false;
}"""
CELL = ".jp-Notebook .jp-CodeCell"


class LabServer:
    """JupyterLab on a free port with a token, its files in a folder of its own."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.root = folder / "root"
        self.root.mkdir(parents=True)
        quiet = Path(env["JUPYTER_CONFIG_DIR"]) / "lab/user-settings/@jupyterlab/apputils-extension"
        quiet.mkdir(parents=True)
        # Else a question about news lies over the page.
        (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
        completer = Path(env["JUPYTER_CONFIG_DIR"]) / "lab/user-settings/@jupyterlab/completer-extension"
        completer.mkdir(parents=True)
        # What comes after a second is dropped by default, and a loaded machine is no failure.
        (completer / "manager.jupyterlab-settings").write_text(f'{{"providerTimeout": {PATIENCE}}}')
        self.token = secrets.token_hex(16)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = (folder / "lab.log").open("wb")
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={self.port}",
                "--ServerApp.port_retries=0", "--ip=127.0.0.1", f"--IdentityProvider.token={self.token}",
                f"--ServerApp.root_dir={self.root}", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                "--LabApp.expose_app_in_browser=True", "--ServerApp.terminals_enabled=False",
            ],
            env=env, cwd=self.root, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def await_ready(self) -> None:
        """Connects until it is answered; a server tells nobody when it listens."""
        for _ in range(300):
            assert self.process.poll() is None, f"JupyterLab ended:\n{self.tail()}"
            try:
                urllib.request.urlopen(f"{self.url}/api/status?token={self.token}", timeout=10).close()
                return
            except OSError:
                try:
                    self.process.wait(0.2)
                except subprocess.TimeoutExpired:
                    pass
        raise AssertionError(f"JupyterLab did not answer:\n{self.tail()}")

    def tail(self) -> str:
        return (self.folder / "lab.log").read_text(errors="replace")[-4000:]

    def api(self, path: str) -> object:
        with urllib.request.urlopen(f"{self.url}/api/{path}?token={self.token}", timeout=30) as answer:
            return json.load(answer)

    def end_kernels(self) -> None:
        for session in self.api("sessions"):
            request = urllib.request.Request(
                f"{self.url}/api/sessions/{session['id']}?token={self.token}", method="DELETE"
            )
            urllib.request.urlopen(request, timeout=60).close()

    def stop(self) -> None:
        """Ends the server, asks whether its kernels ended with it, and kills what is left."""
        everything = processes.tree(self.process.pid)
        os.killpg(self.process.pid, signal.SIGTERM)
        _, left = psutil.wait_procs(everything, timeout=30)
        for process in left:
            process.kill()
        self.process.wait(30)
        self.log.close()
        orphans = [p for p in left if processes.is_java(p)]
        assert not orphans, f"still there after the server: {orphans}\n{self.tail()}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class LabPage:
    """The page of one notebook in JupyterLab."""

    def __init__(self, page: Page, server: LabServer) -> None:
        self.page = page
        self.server = server
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)

    def open_launcher(self) -> None:
        self.page.goto(f"{self.server.url}/lab?token={self.server.token}&reset")
        self.page.locator(".jp-Launcher").wait_for()

    def open_notebook(self, name: str) -> None:
        self.page.goto(f"{self.server.url}/lab/tree/{name}?token={self.server.token}&reset")
        self.page.locator(".jp-Notebook").wait_for()
        self.ready()

    def ready(self) -> None:
        """Waits until the page is connected to an idle kernel; the tool bar says idle before it is connected."""
        self.page.wait_for_function(IDLE)

    def cell(self, number: int) -> Locator:
        return self.page.locator(CELL).nth(number)

    def output(self, number: int) -> Locator:
        return self.cell(number).locator(".jp-Cell-outputArea")

    def text_of(self, number: int) -> str:
        return self.output(number).inner_text()

    def prompt(self, number: int) -> Locator:
        return self.cell(number).locator(".jp-InputPrompt")

    def edit(self, number: int) -> Locator:
        """Puts the cursor at the end of the cell's text."""
        content = self.cell(number).locator(".cm-content")
        content.click()
        self.page.keyboard.press("Control+End")
        return content

    def run(self, number: int) -> None:
        self.edit(number)
        self.page.keyboard.press("Control+Enter")

    def done(self, number: int) -> None:
        """Waits for the cell's execution count."""
        expect(self.prompt(number)).to_have_text(re.compile(r"\[\d+\]:"))

    def run_and_wait(self, number: int) -> None:
        self.run(number)
        self.done(number)

    def shows(self, number: int, text: str) -> None:
        expect(self.output(number)).to_contain_text(text)

    def button(self, name: str) -> Locator:
        return self.page.locator(f'.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Toolbar [data-jp-item-name="{name}"]')

    def press(self, name: str) -> None:
        self.button(name).locator("jp-button, button").first.click()

    def accept_dialog(self) -> None:
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()

    def theme(self, name: str) -> None:
        """Changes to "JupyterLab Light" or "JupyterLab Dark", and waits until the page has its colours."""
        self.page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
        self.page.wait_for_function(
            "theme => document.body.dataset.jpThemeName === theme"
            " && getComputedStyle(document.body).getPropertyValue('--jp-layout-color1') !== ''",
            arg=name,
        )
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")

    def shot(self, name: str) -> Path:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        file = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=file)
        return file

