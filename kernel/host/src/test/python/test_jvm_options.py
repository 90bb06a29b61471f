"""%jvm, and the environment: options of the user VM."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import processes
import words
from notebook import Notebook

HEAP = "Runtime.getRuntime().maxMemory() / (1024 * 1024)"


def test_jvm_magic_replaces_the_user_vm_and_says_that_variables_are_gone(own: Notebook) -> None:
    own.run("int keep = 1;").ok()
    before = own.user_vm

    cell = own.run(words.jvm("-Xmx64m")).ok()

    shown = cell.out + cell.text("stderr") + str([m["content"] for m in cell.of_type("display_data", "execute_result")])
    assert words.says_variables_gone(shown), cell.describe()
    assert processes.ended([before])
    assert "keep" in own.run("keep").failed().report
    assert int(own.value(HEAP)) <= 64
    assert "-Xmx64m" in own.user_vm.cmdline()


def test_jvm_magic_may_stand_above_code_in_one_cell(own: Notebook) -> None:
    assert own.run(words.jvm("-Dweft.colour=green") + '\nSystem.getProperty("weft.colour")').ok().value.strip('"') == "green"


def test_wrong_jvm_option_is_refused_and_the_kernel_goes_on(own: Notebook) -> None:
    cell = own.run(words.jvm("-Xmx64mega")).failed()

    assert "-Xmx64mega" in cell.report
    assert own.value("1 + 1") == "2"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [("-Xmx64m --nonsense", "Unrecognized option: --nonsense"), ("-XX:+Nonsense", "Unrecognized VM option 'Nonsense'")],
)
def test_kernel_whose_options_no_vm_takes_says_so_and_what_to_type(
    start: Callable[..., Notebook], options: str, complaint: str
) -> None:
    nb = start(env={"WEFT_VM_OPTIONS": options})

    for _ in range(2):
        cell = nb.run("1 + 1").failed("VmRefused")
        assert f'"{options}"' in cell.evalue, cell.report
        assert f"it says: {complaint}" in cell.evalue, cell.report
        assert "%jvm --reset" in cell.evalue, cell.report
        assert not words.says_variables_gone(cell.report), "there were none"

    nb.run(words.jvm("--reset")).ok()
    assert nb.value("1 + 1") == "2"


def test_options_that_only_the_compiler_refuses_leave_one_user_vm(own: Notebook) -> None:
    cell = own.run(words.jvm("--add-modules=no.such.module")).failed()

    assert "no.such.module" in cell.report
    assert own.value("1 + 1") == "2"
    assert own.user_vm.is_running()


def test_options_outlive_the_end_of_the_user_vm(own: Notebook) -> None:
    own.run(words.jvm("-Xmx64m")).ok()
    own.run("System.exit(0);").failed()

    assert int(own.value(HEAP)) <= 64


def test_history_and_counts_go_on_after_the_replacement(own: Notebook) -> None:
    first = own.run("1 + 1").ok()
    own.run(words.jvm("-Xmx64m")).ok()

    assert own.run("2 + 2").ok().count == first.count + 2


def test_interrupt_and_input_work_in_the_new_user_vm(own: Notebook) -> None:
    own.run(words.jvm("-Xmx64m")).ok()
    own.interrupted(own.start_cell('System.out.println("ready"); while (true) { }')).failed()

    cell = own.submit("new Scanner(System.in).nextLine()")
    own.asks_input(cell)
    own.answer(cell, "heard")
    assert own.finish(cell).ok().value.strip('"') == "heard"


def test_unknown_magic_says_what_there_is(own: Notebook) -> None:
    cell = own.run("%jmv -Xmx64m").failed()

    assert "%jmv" in cell.report and "%jvm" in cell.report
