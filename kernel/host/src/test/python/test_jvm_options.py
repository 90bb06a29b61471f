"""%jvm, and the environment: options of the user VM."""

from __future__ import annotations

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
