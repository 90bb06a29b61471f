"""What is wrong around the kernel: its connection file, its ports, its data folder."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager

from notebook import PATIENCE, Notebook

GOOD = {
    "transport": "tcp",
    "ip": "127.0.0.1",
    "shell_port": 0,
    "control_port": 0,
    "stdin_port": 0,
    "iopub_port": 0,
    "hb_port": 0,
    "key": "k",
    "signature_scheme": "hmac-sha256",
}


def launch(kernel_name: str, connection_file: Path) -> subprocess.CompletedProcess[str]:
    """Starts the kernel as a server does, and waits for its end."""
    argv = KernelSpecManager().get_kernel_spec(kernel_name).argv
    command = [part.replace("{connection_file}", str(connection_file)) for part in argv]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)


def changed(**fields: object) -> str:
    return json.dumps({key: value for key, value in {**GOOD, **fields}.items() if value != "left out"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "let Jupyter write it"),
        ('{"transport": "tcp", ', "let Jupyter write it"),
        ("[1, 2]", "let Jupyter write it"),
        (changed(shell_port="left out"), "shell_port"),
        (changed(shell_port="none"), '"none"'),
        (changed(ip=None), "let Jupyter write it"),
        (changed(ip="left out"), '"ip"'),
        (changed(transport="ipc"), '"ipc"'),
        (changed(signature_scheme="hmac-rot13"), "hmac-rot13"),
    ],
    ids=["empty", "cut off", "no object", "no port", "no number", "null", "no ip", "ipc", "scheme"],
)
def test_broken_connection_file_ends_the_kernel_with_one_line(
    kernel_name: str, tmp_path: Path, text: str, words: str
) -> None:
    file = tmp_path / "kernel.json"
    file.write_text(text)

    done = launch(kernel_name, file)

    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line.startswith("weft: ")]
    assert len(said) == 1 and words in said[0], done.stderr
    assert "Exception in thread" not in done.stderr


def test_missing_connection_file_is_quoted(kernel_name: str, tmp_path: Path) -> None:
    done = launch(kernel_name, tmp_path / "nowhere.json")

    assert done.returncode == 1
    assert f'"{tmp_path / "nowhere.json"}"' in done.stderr


def test_port_in_use_ends_the_kernel_and_leaves_no_process(kernel_name: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        file = tmp_path / "kernel.json"
        file.write_text(changed(shell_port=port))

        done = launch(kernel_name, file)

    assert done.returncode == 1
    assert str(port) in done.stderr
    left = [p.info for p in psutil.process_iter(["pid", "cmdline"]) if str(file) in (p.info["cmdline"] or [])]
    assert left == []


def test_data_folder_that_cannot_be_made_costs_only_the_history_of_later_runs(
    start: Callable[..., Notebook], tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("no folder")
    nb = start(env={"JUPYTER_DATA_DIR": str(tmp_path / "a file" / "data")})

    assert nb.value("6 * 7") == "42"

    tail = nb.ask("history_request", {"hist_access_type": "tail", "n": 5, "raw": True, "output": False})
    assert [entry[2] for entry in tail["history"]] == ["6 * 7"]
