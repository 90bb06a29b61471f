"""A cell that ends its VM, or runs it out of something: the error says so, and the kernel goes on."""

from __future__ import annotations

import pytest

import processes
import words
from notebook import Notebook

CRASH = """
var f = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
f.setAccessible(true);
var unsafe = f.get(null);
unsafe.getClass().getMethod("putAddress", long.class, long.class).invoke(unsafe, 0L, 0L);
"""


@pytest.fixture
def small(own: Notebook) -> Notebook:
    """A kernel whose user VM has a small heap: running out of memory must not hurt the machine."""
    own.run(words.jvm("-Xmx64m")).ok()
    own.run("int keep = 42;").ok()
    return own


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("System.exit(3);", "3"),
        ("Runtime.getRuntime().exit(4);", "4"),
        ("Runtime.getRuntime().halt(5);", "5"),
        (CRASH, "crash"),
        ('new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor(); '
         "new CountDownLatch(1).await();", "kill"),
    ],
    ids=["exit", "runtime exit", "halt", "native crash", "killed"],
)
def test_end_of_the_user_vm_is_an_error_that_says_why_and_the_next_cell_works(
    small: Notebook, code: str, told: str
) -> None:
    before = small.user_vm

    cell = small.run(code)

    words.lost_its_user_vm(small, cell)
    assert told in cell.report.lower() or "137" in cell.report, cell.report
    assert processes.ended([before])
    assert small.user_vm.pid != before.pid


def test_exit_in_a_thread_of_the_cell_is_told_too(small: Notebook) -> None:
    cell = small.run("var quitter = new Thread(() -> System.exit(7)); quitter.start(); new CountDownLatch(1).await();")

    words.lost_its_user_vm(small, cell)
    assert "7" in cell.report


def test_exit_between_cells_is_told_by_the_next_cell_and_the_one_after_works(small: Notebook) -> None:
    vm = small.user_vm
    small.run(
        "var go = new CountDownLatch(1); new Thread(() -> { try { go.await(); } catch (InterruptedException e) { }"
        " System.exit(8); }).start();"
    ).ok()
    ending = small.run("go.countDown();")
    assert processes.ended([vm])

    following = small.run("keep")
    assert following.status == "error", following.describe()
    assert words.says_variables_gone(ending.describe() + following.report + str(small.iopub[-20:]))
    assert small.value("1 + 1") == "2"


def test_output_before_the_end_is_not_lost(small: Notebook) -> None:
    cell = small.run('for (int i = 0; i < 500; i++) System.out.println(i); System.exit(0);').failed()

    small.until(lambda: len(cell.lines) >= 500, "the lines before the exit")
    assert cell.lines == [str(i) for i in range(500)]


def test_queued_cells_are_aborted_after_the_end(small: Notebook) -> None:
    ending = small.submit("System.exit(1);")
    queued = small.submit("int late = 1;")

    small.finish(ending).failed()
    assert small.finish(queued).status == "aborted"


def honest(nb: Notebook, cell) -> None:
    """Either the error says that variables are gone, and they are; or they are all there."""
    if words.says_variables_gone(cell.report):
        words.lost_its_user_vm(nb, cell)
    else:
        assert nb.value("keep") == "42"


def test_heap_out_of_memory_is_named_and_the_kernel_goes_on(small: Notebook) -> None:
    cell = small.run("var hog = new ArrayList<long[]>(); while (true) hog.add(new long[100_000]);", 120).failed()

    assert "OutOfMemoryError" in cell.report or "out of memory" in cell.report.lower(), cell.report
    honest(small, cell)


def test_heap_out_of_memory_in_small_pieces_from_many_threads(small: Notebook) -> None:
    cell = small.run(
        """
        var heap = new ConcurrentLinkedQueue<String>();
        for (int t = 0; t < 4; t++) new Thread(() -> { while (true) heap.add(new String("piece " + heap.hashCode())); }).start();
        while (true) heap.add("x".repeat(1_000));
        """,
        180,
    ).failed()

    assert "OutOfMemoryError" in cell.report or "out of memory" in cell.report.lower(), cell.report
    assert small.run("20 + 22", 120).ok().value == "42"


def test_out_of_threads_is_named_and_the_kernel_goes_on(small: Notebook) -> None:
    # Stacks of 16 TB each: the address space ends long before the machine's threads do.
    cell = small.run(
        "while (true) { var t = new Thread(null, () -> java.util.concurrent.locks.LockSupport.park(), \"huge\", 1L << 44);"
        " t.setDaemon(true); t.start(); }",
        120,
    ).failed()

    assert "OutOfMemoryError" in cell.report or "out of memory" in cell.report.lower(), cell.report
    assert "thread" in cell.report.lower()
    honest(small, cell)


def test_stack_overflow_is_an_ordinary_error(small: Notebook) -> None:
    cell = small.run("int deep(int n) { return 1 + deep(n + 1); }\ndeep(0)").failed("StackOverflowError")

    assert len(cell.traceback.splitlines()) < 200, "the same frame over and over"
    assert small.value("keep") == "42"


def test_user_vm_killed_at_rest_is_replaced_and_told(small: Notebook) -> None:
    victim = small.user_vm
    victim.kill()
    assert processes.ended([victim])

    cell = small.run("keep")

    assert cell.status == "error", cell.describe()
    assert words.says_variables_gone(str(small.iopub[-20:])), cell.describe()
    assert small.value("1 + 1") == "2"


def test_ends_again_and_again_leave_one_user_vm(small: Notebook) -> None:
    for code in range(3):
        small.run(f"System.exit({code});").failed()
    assert small.value("1 + 1") == "2"

    host, vms = processes.host_and_user_vms(small.pid)
    assert len([v for v in vms if processes.lives(v)]) == 1
