"""Interrupt: the cell ends, its threads end, and the notebook keeps its variables."""

from __future__ import annotations

import signal
from collections.abc import Callable

import pytest

import words
from notebook import Notebook

READY = 'System.out.println("ready");\n'

STUCK = {
    "sleep": "Thread.sleep(1_000_000);",
    "wait": "var monitor = new Object(); synchronized (monitor) { monitor.wait(); }",
    "join": "var endless = new Thread(() -> { try { Thread.sleep(1_000_000); } catch (InterruptedException e) { } });"
    "endless.start(); endless.join();",
    "park": "java.util.concurrent.locks.LockSupport.park(); new CountDownLatch(1).await();",
    "await": "new CountDownLatch(1).await();",
    "queue": "new LinkedBlockingQueue<String>().take();",
    "lock": "var taken = new Semaphore(0); taken.acquire();",
    "blocking read": "new java.io.PipedInputStream(new java.io.PipedOutputStream()).read();",
    "socket accept": "new java.net.ServerSocket(0).accept();",
    "process": 'new ProcessBuilder("sleep", "1000").start().waitFor();',
    "tight loop": "while (true) { }",
    "busy method": "long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(200);",
    "swallows InterruptedException": "while (true) { try { Thread.sleep(10); } catch (InterruptedException e) { } }",
    "catches everything": "while (true) { try { Thread.sleep(10); } catch (Throwable t) { } }",
    "flood": 'while (true) System.out.println("flood");',
    "stream": "IntStream.iterate(0, i -> i + 1).filter(i -> i < 0).findFirst();",
    "uninterruptible lock": "var l = new ReentrantLock(); var h = new Thread(() -> { l.lock(); while (true) { } });"
    "h.start(); while (!l.isLocked()) Thread.onSpinWait(); l.lock();",
    "monitor held by another": "var m = new Object(); var in = new CountDownLatch(1);"
    "var k = new Thread(() -> { synchronized (m) { in.countDown(); while (true) { } } });"
    "k.start(); in.await(); synchronized (m) { }",
}


def in_one_snippet(body: str) -> str:
    """A cell whose signal is printed by the snippet that is to be interrupted, not by one before it."""
    return "{ " + READY + body + " }"


@pytest.mark.parametrize("code", STUCK.values(), ids=STUCK.keys())
def test_interrupt_ends_the_cell_and_keeps_variables(nb: Notebook, code: str) -> None:
    nb.run("int keep = 42;").ok()
    declarations, _, rest = code.rpartition("\n")
    cell = nb.start_cell(declarations + "\n" + in_one_snippet(rest))

    nb.interrupted(cell).failed()

    assert nb.value("keep") == "42"


def test_interrupt_is_named_as_such_and_not_as_a_bug(nb: Notebook) -> None:
    cell = nb.interrupted(nb.start_cell(in_one_snippet("while (true) { }"))).failed()

    assert "interrupt" in cell.report.lower()
    assert "ThreadDeath" not in cell.report and "weft." not in cell.report


def test_interrupt_message_is_answered_on_control(nb: Notebook) -> None:
    cell = nb.start_cell(in_one_snippet("while (true) { }"))

    assert nb.ask("interrupt_request", channel="control") == {"status": "ok"}

    nb.finish(cell).failed()


def test_sigint_to_the_host_interrupts(nb: Notebook) -> None:
    nb.run("int keep = 42;").ok()
    cell = nb.start_cell(in_one_snippet("while (true) { }"))

    nb.signal(signal.SIGINT)

    nb.finish(cell).failed()
    assert nb.value("keep") == "42"


def test_interrupt_at_rest_does_nothing(nb: Notebook) -> None:
    nb.run("int keep = 42;").ok()

    nb.signal(signal.SIGINT)
    assert nb.ask("interrupt_request", channel="control")["status"] == "ok"

    assert nb.run("keep").ok().value == "42"


def test_interrupt_does_not_hit_the_cell_after(nb: Notebook) -> None:
    for i in range(5):
        nb.interrupted(nb.start_cell(in_one_snippet("while (true) { }"))).failed()
        assert nb.run(f"Thread.interrupted() + \" {i}\"").ok().value.strip('"') == f"false {i}"


def test_interrupt_that_comes_before_the_cell_begins_ends_it(nb: Notebook) -> None:
    nb.run("int kept = 42;").ok()
    for _ in range(20):
        nb.interrupted(nb.begun("while (true) { }")).failed("Interrupted")

    assert nb.value("kept") == "42"


def test_interrupt_aborts_the_queue(nb: Notebook) -> None:
    running = nb.start_cell(in_one_snippet("while (true) { }"))
    queued = nb.submit("int queued = 1;")

    nb.interrupted(running).failed()

    assert nb.finish(queued).status == "aborted"


def test_threads_that_the_cell_started_end_too(nb: Notebook) -> None:
    cell = nb.start_cell(
        """
        var crew = new ArrayList<Thread>();
        crew.add(new Thread(() -> { while (true) { } }, "spinning"));
        crew.add(new Thread(() -> { try { Thread.sleep(1_000_000); } catch (InterruptedException e) { } }, "sleeping"));
        for (var t : crew) t.start();
        System.out.println("ready");
        while (true) { }
        """
    )

    nb.interrupted(cell).failed()

    joined = nb.run("for (var t : crew) t.join(30_000); crew.stream().noneMatch(Thread::isAlive)").ok()
    assert joined.value == "true"


def test_threads_of_earlier_cells_live_on(nb: Notebook) -> None:
    nb.run(
        'var stay = new CountDownLatch(1); var old = new Thread(() -> { try { stay.await(); } '
        'catch (InterruptedException e) { System.out.println("hit"); } }); old.start();'
    ).ok()

    nb.interrupted(nb.start_cell(in_one_snippet("while (true) { }"))).failed()

    assert nb.value("old.isAlive()") == "true"
    nb.run("stay.countDown(); old.join();").ok()


def test_spinning_thread_of_an_ended_cell_ends_with_an_interrupt(nb: Notebook) -> None:
    nb.run('var left = new Thread(() -> { while (true) { } }); left.start();').ok()

    nb.interrupted(nb.start_cell(in_one_snippet("left.join();"))).failed()

    assert nb.value("1 + 1") == "2"
    nb.run("left.isAlive()").ok()


def test_finally_blocks_run(nb: Notebook) -> None:
    cell = nb.start_cell(in_one_snippet('try { Thread.sleep(1_000_000); } finally { System.out.println("cleaned up"); }'))

    assert "cleaned up" in nb.interrupted(cell).out


def test_long_compile_is_interruptible(nb: Notebook) -> None:
    nb.run("int keep = 42;").ok()
    method = "int f%d(int a) { return List.of(a, %d).stream().map(x -> x + %d).mapToInt(x -> x).sum(); }"
    methods = " ".join(method % (i, i, i) for i in range(100))
    cell = nb.submit("class Big { " + " ".join(f"static class N{i} {{ {methods} }}" for i in range(200)) + " }")
    nb.until(lambda: "busy" in cell.statuses, "busy")
    assert not nb.pump(lambda: cell.finished, 1.0), cell.describe()

    nb.interrupted(cell).failed()

    assert nb.value("keep") == "42"


def test_what_will_not_stop_loses_its_user_vm_after_repeated_interrupts(start: Callable[..., Notebook]) -> None:
    nb = start()
    nb.run("int keep = 42;").ok()
    cell = nb.start_cell(
        READY
        + """
        void stubborn() { while (true) { try { Thread.sleep(1_000); } catch (Throwable t) { } finally { stubborn(); } } }
        while (true) { try { stubborn(); } catch (Throwable t) { } }
        """
    )
    for _ in range(10):
        nb.interrupt()
        if nb.pump(lambda: cell.finished, 3.0):
            break

    nb.finish(cell).failed()
    if words.says_variables_gone(cell.report):
        words.lost_its_user_vm(nb, cell)
    else:
        assert nb.value("keep") == "42"
