"""Two VMs, and nobody is left behind, however one of them ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import psutil
import pytest

import processes
from notebook import Notebook


def test_kernel_is_a_host_vm_and_one_user_vm_below_it(own: Notebook) -> None:
    own.run("1").ok()

    assert own.host.pid != own.user_vm.pid
    assert own.value("ProcessHandle.current().pid()") == str(own.user_vm.pid)


@pytest.mark.parametrize("while_running", [False, True], ids=["at rest", "while a cell spins"])
def test_user_vm_ends_when_its_host_is_killed(own: Notebook, while_running: bool) -> None:
    own.run("1").ok()
    if while_running:
        own.start_cell('{ System.out.println("ready"); while (true) { } }')
    vm = own.user_vm

    own.host.kill()

    assert processes.ended([vm]), "the user VM outlives its host"


def test_user_vm_that_ignores_everything_ends_when_its_host_is_killed(own: Notebook) -> None:
    cell = own.start_cell(
        'Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) { } }));\nSystem.out.println("ready");'
    )
    own.finish(cell).ok()
    vm = own.user_vm

    own.host.kill()

    assert processes.ended([vm]), "a shutdown hook keeps the user VM alive"


def test_stopped_user_vm_ends_when_its_host_ends(own: Notebook) -> None:
    own.run("1").ok()
    host, vm = own.host, own.user_vm
    vm.send_signal(signal.SIGSTOP)
    host.terminate()

    gone = processes.ended([host])
    vm.send_signal(signal.SIGCONT) if vm.is_running() else None
    assert gone and processes.ended([vm])


@pytest.mark.parametrize("while_running", [False, True], ids=["at rest", "while a cell spins"])
def test_shutdown_request_is_answered_and_ends_both(own: Notebook, while_running: bool) -> None:
    own.run("1").ok()
    if while_running:
        own.start_cell('{ System.out.println("ready"); while (true) { } }')
    both = [own.host, own.user_vm]

    asked = own.send("shutdown_request", {"restart": False}, "control")
    own.until(lambda: asked in own.replies, "shutdown_reply")

    assert own.replies[asked]["content"] == {"status": "ok", "restart": False}
    assert processes.ended(both)


def test_shutdown_on_shell_is_answered_too(own: Notebook) -> None:
    both = [own.host, *processes.host_and_user_vms(own.pid)[1]]

    asked = own.send("shutdown_request", {"restart": True}, "shell")
    own.until(lambda: asked in own.replies, "shutdown_reply")

    assert own.replies[asked]["content"] == {"status": "ok", "restart": True}
    assert processes.ended(both)


def test_sigterm_to_the_host_ends_both(own: Notebook) -> None:
    own.run("1").ok()
    both = [own.host, own.user_vm]

    own.host.terminate()

    assert processes.ended(both)


def test_sigint_leaves_both_alive_and_keeps_variables(own: Notebook) -> None:
    own.run("int keep = 1;").ok()
    both = [own.host.pid, own.user_vm.pid]
    cell = own.start_cell('{ System.out.println("ready"); while (true) { } }')

    own.signal(signal.SIGINT)

    own.finish(cell).failed()
    assert own.value("keep") == "1"
    assert [own.host.pid, own.user_vm.pid] == both


def test_sigint_to_the_whole_process_group_harms_no_variable(own: Notebook) -> None:
    # A terminal sends Ctrl+C to the group: the user VM must not die of it.
    own.run("int keep = 1;").ok()
    cell = own.start_cell('{ System.out.println("ready"); while (true) { } }')

    os.killpg(os.getpgid(own.host.pid), signal.SIGINT)

    own.finish(cell).failed()
    assert own.value("keep") == "1"


def test_restart_begins_afresh_with_count_one_and_no_variables(own: Notebook) -> None:
    own.run("int keep = 1;").ok()
    before = [own.host, own.user_vm]

    own.restart()

    assert processes.ended(before)
    assert own.run("1 + 1").ok().count == 1
    own.run("keep").failed()


def test_restart_while_a_cell_spins(own: Notebook) -> None:
    own.start_cell('{ System.out.println("ready"); while (true) { } }')
    before = [own.host, own.user_vm]

    own.restart()

    assert processes.ended(before)
    assert own.value("1 + 1") == "2"


def test_two_kernels_do_not_disturb_each_other(start: Callable[..., Notebook]) -> None:
    one, two = start(), start()
    one.run("int who = 1;").ok()
    two.run("int who = 2;").ok()

    one.host.kill()

    assert two.value("who") == "2"


def test_no_tcp_port_listens_beside_the_five_of_the_protocol(own: Notebook) -> None:
    own.run("1").ok()
    info = own.manager.get_connection_info()
    promised = {info[f"{c}_port"] for c in ("shell", "iopub", "stdin", "control", "hb")}

    listening = {
        c.laddr.port
        for p in (own.host, own.user_vm)
        for c in psutil.Process(p.pid).net_connections(kind="tcp")
        if c.status == psutil.CONN_LISTEN
    }
    assert listening <= promised, f"others can connect to {listening - promised}"


def test_class_path_of_cells_holds_no_third_party_jar(own: Notebook) -> None:
    path = own.value('System.getProperty("java.class.path")')
    assert path is not None

    jars = [os.path.basename(p) for p in path.strip('"').split(os.pathsep) if p.endswith(".jar")]
    assert all("weft" in jar for jar in jars), jars
    own.run("com.google.gson.Gson g;").failed()
