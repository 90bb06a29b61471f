"""Fixtures: a kernel for each file of tests, and fresh ones for tests that break things."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from lab import LabServer
from notebook import Notebook, jupyter_env

KERNEL = os.environ.get("WEFT_TEST_KERNEL", "weft")


@pytest.fixture(scope="session")
def kernel_name() -> str:
    return KERNEL


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """The environment for client programs that are run as processes."""
    return jupyter_env(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    notebook = Notebook(KERNEL, tmp_path_factory.mktemp("data"))
    try:
        yield notebook.start()
    finally:
        notebook.stop()


@pytest.fixture
def nb(shared: Notebook) -> Iterator[Notebook]:
    """The kernel that the tests of one file share; a test that leaves it busy costs a restart, not the others."""
    yield shared
    if not shared.settled():
        shared.restart(now=True)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Notebook]]:
    """Starts further kernels, all with the same data folder, and ends them with the test."""
    started: list[Notebook] = []

    def starter(env: dict[str, str] | None = None, data_dir: Path | None = None) -> Notebook:
        notebook = Notebook(KERNEL, data_dir or tmp_path / "data", env)
        started.append(notebook)
        return notebook.start()

    yield starter
    failures = []
    for notebook in started:
        try:
            notebook.stop()
        except AssertionError as problem:
            failures.append(str(problem))
    assert not failures, "\n".join(failures)


@pytest.fixture
def own(start: Callable[..., Notebook]) -> Notebook:
    """A kernel for this test alone."""
    return start()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """A JupyterLab for the tests of one file."""
    folder = tmp_path_factory.mktemp("lab")
    lab = LabServer(folder, jupyter_env(folder))
    try:
        lab.await_ready()
        yield lab
    finally:
        lab.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, the system's where there is one."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=os.environ.get("WEFT_CHROMIUM") or None, args=["--no-sandbox"]
        )
        yield running
        running.close()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test, or a skipped part of one, fails the run: what is not tested must be seen."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
