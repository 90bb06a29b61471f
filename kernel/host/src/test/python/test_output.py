"""Output belongs to the cell and the thread that wrote it, whole and in order."""

from __future__ import annotations

from collections.abc import Callable

import psutil
import pytest

from notebook import Notebook

GATE = """
var gate = new CountDownLatch(1);
void await(CountDownLatch latch) { try { latch.await(); } catch (InterruptedException e) { throw new RuntimeException(e); } }
"""
LATE_THREAD = """
new Thread(() -> { await(gate); System.out.println("late one"); System.err.println("late error"); }).start();
System.out.println("started");
"""


@pytest.fixture
def gated(nb: Notebook) -> Notebook:
    """A kernel with a fresh, closed gate for late threads to wait at."""
    nb.run(GATE).ok()
    return nb


def test_late_line_stands_under_the_cell_that_started_its_thread(gated: Notebook) -> None:
    first = gated.run(LATE_THREAD).ok()
    second = gated.run('System.out.println("second"); gate.countDown();').ok()

    gated.sees(first, "late one")
    gated.sees(first, "late error", "stderr")
    assert "late" not in second.out + second.text("stderr")
    assert first.lines == ["started", "late one"]


def test_late_line_while_another_cell_runs_stands_under_its_own(gated: Notebook) -> None:
    first = gated.run(LATE_THREAD).ok()
    second = gated.start_cell('gate.countDown(); System.out.println("ready"); System.in.read();')

    gated.sees(first, "late one")

    gated.answer(second, "\n") if second.stdin else (gated.asks_input(second), gated.answer(second, "\n"))
    gated.finish(second).ok()
    assert "late" not in second.out


def test_late_line_after_all_cells_are_over_arrives(gated: Notebook) -> None:
    first = gated.run(LATE_THREAD).ok()
    gated.run("gate.countDown();").ok()

    gated.sees(first, "late one")


def test_threads_of_a_thread_belong_to_the_same_cell(gated: Notebook) -> None:
    first = gated.run(
        """
        new Thread(() -> {
            await(gate);
            new Thread(() -> System.out.println("grandchild")).start();
        }).start();
        """
    ).ok()
    second = gated.run("gate.countDown();").ok()

    gated.sees(first, "grandchild")
    assert second.out == ""


def test_three_cells_with_late_threads_are_kept_apart(gated: Notebook) -> None:
    code = "int who%d = %d; new Thread(() -> { await(gate); for (int i = 0; i < 50; i++) System.out.println(%d); }).start();"
    cells = [gated.run(code % (i, i, i)).ok() for i in range(3)]
    gated.run("gate.countDown();").ok()

    for i, cell in enumerate(cells):
        gated.until(lambda c=cell: len(c.lines) >= 50, "fifty late lines")
        assert cell.lines == [str(i)] * 50


@pytest.mark.parametrize(
    "make",
    ["Executors.newFixedThreadPool(1)", "Executors.newWorkStealingPool(1)", "ForkJoinPool.commonPool()"],
)
def test_task_belongs_to_the_cell_that_submitted_it(nb: Notebook, make: str) -> None:
    creator = nb.run(f'ExecutorService pool = {make}; pool.submit(() -> System.out.println("from creator")).get();').ok()
    submitter = nb.run('pool.submit(() -> System.out.println("from submitter")).get();').ok()

    nb.sees(creator, "from creator")
    nb.sees(submitter, "from submitter")
    assert "submitter" not in creator.out
    nb.run("pool.shutdown();").ok()


def test_late_task_of_an_earlier_pool_belongs_to_its_submitter(gated: Notebook) -> None:
    creator = gated.run("ExecutorService elder = Executors.newFixedThreadPool(1); elder.submit(() -> { }).get();").ok()
    submitter = gated.run('elder.submit(() -> { await(gate); System.out.println("late task"); });').ok()
    opener = gated.run("gate.countDown(); elder.shutdown();").ok()

    gated.sees(submitter, "late task")
    assert creator.out == opener.out == ""


@pytest.mark.parametrize(
    "schedule",
    [
        "clock.schedule(TASK, 1, TimeUnit.MILLISECONDS)",
        "clock.schedule(() -> { TASK.run(); return 1; }, 1, TimeUnit.MILLISECONDS)",
        "clock.scheduleAtFixedRate(TASK, 1, 10, TimeUnit.MILLISECONDS)",
        "clock.scheduleWithFixedDelay(TASK, 1, 10, TimeUnit.MILLISECONDS)",
    ],
)
def test_scheduled_task_belongs_to_the_cell_that_scheduled_it(nb: Notebook, schedule: str) -> None:
    creator = nb.run("var clock = Executors.newScheduledThreadPool(1); clock.submit(() -> { }).get();").ok()
    scheduler = nb.run(
        'var told = new CountDownLatch(1); Runnable tell = () -> { System.out.println("tick"); told.countDown(); }; '
        + schedule.replace("TASK", "tell")
        + ";"
    ).ok()
    waiter = nb.run("told.await(); clock.shutdownNow();").ok()

    nb.sees(scheduler, "tick")
    assert creator.out == waiter.out == ""


@pytest.mark.parametrize(
    "code",
    [
        'CompletableFuture.runAsync(() -> System.out.println("here")).join();',
        'IntStream.range(0, 1).parallel().forEach(i -> System.out.println("here"));',
        'var timer = new Timer(true); var done = new CountDownLatch(1); timer.schedule(new TimerTask() '
        '{ public void run() { System.out.println("here"); done.countDown(); } }, 0); done.await();',
    ],
    ids=["CompletableFuture", "parallel stream", "Timer"],
)
def test_output_of_borrowed_threads_stands_under_the_running_cell(nb: Notebook, code: str) -> None:
    nb.run("1;").ok()
    cell = nb.run(code).ok()

    nb.sees(cell, "here")


def test_eight_threads_of_five_hundred_lines_lose_none_and_keep_their_order(nb: Notebook) -> None:
    cell = nb.run(
        """
        var writers = new ArrayList<Thread>();
        for (int t = 0; t < 8; t++) {
            int me = t;
            writers.add(new Thread(() -> { for (int i = 0; i < 500; i++) System.out.println(me + ":" + i); }));
        }
        for (var w : writers) w.start();
        for (var w : writers) w.join();
        """
    ).ok()

    nb.until(lambda: len(cell.lines) >= 4_000, "4,000 lines")
    assert len(cell.lines) == 4_000
    for t in range(8):
        mine = [int(line.split(":")[1]) for line in cell.lines if line.startswith(f"{t}:")]
        assert mine == list(range(500))


def test_a_million_lines_arrive_whole_and_in_order_with_the_hosts_memory_bounded(own: Notebook) -> None:
    host = own.host
    before = host.memory_info().rss
    largest = before
    cell = own.submit('for (int i = 0; i < 1_000_000; i++) System.out.println("line " + i);')

    def over() -> bool:
        nonlocal largest
        largest = max(largest, host.memory_info().rss)
        return cell.finished

    own.until(over, "the end of the flood", 240)

    assert cell.ok().out == "".join(f"line {i}\n" for i in range(1_000_000))
    assert largest - before < 300 * 1024 * 1024, f"the host grew by {(largest - before) >> 20} MB"


def test_a_flood_is_interruptible_and_what_came_is_a_prefix(own: Notebook) -> None:
    cell = own.start_cell('System.out.println("ready"); for (int i = 0; ; i++) System.out.println(i);')
    own.until(lambda: cell.out.count("\n") > 100_000, "100,000 lines")

    own.interrupted(cell).failed()

    shown = cell.out.split("\n")[1:-1]
    assert shown[:100_000] == [str(i) for i in range(100_000)]
    assert own.value("1 + 1") == "2"


def test_questions_are_answered_during_a_flood(own: Notebook) -> None:
    cell = own.start_cell('System.out.println("ready"); while (true) System.out.println("x".repeat(200));')

    assert own.ask("kernel_info_request", channel="control")["status"] == "ok"
    assert own.ask("complete_request", {"code": "Math.ab", "cursor_pos": 7})["matches"]

    own.interrupted(cell)


def test_client_that_does_not_read_does_not_fill_the_hosts_memory(own: Notebook) -> None:
    # A stopped reader: the socket's buffers fill, and the flood must be held back at its writer or dropped for
    # this client alone; the host must neither swell nor hang.
    host = own.host
    before = host.memory_info().rss
    cell = own.submit('for (int i = 0; i < 300_000; i++) System.out.println("line " + i + " " + "x".repeat(100));')
    control = own.sockets["control"]
    own.send("kernel_info_request", {}, "control")
    assert control.poll(60_000), "control is not answered while iopub is not read"
    grown = psutil.Process(host.pid).memory_info().rss - before
    assert grown < 300 * 1024 * 1024, f"the host grew by {grown >> 20} MB"

    own.finish(cell, 240).ok()
    assert cell.lines[-1].startswith("line 299999 ")


def test_utf8_arrives_whatever_the_locale(start: Callable[..., Notebook]) -> None:
    nb = start(env={"LC_ALL": "C", "LANG": "C", "LANGUAGE": "C"})
    text = "é ß Ω 漢字 \N{GRINNING FACE}"

    assert nb.run(f'System.out.println("{text}");').ok().lines == [text]
    assert nb.value(f'"{text}"').strip('"') == text
    assert nb.run(f'throw new RuntimeException("{text}");').failed().evalue == text
    assert nb.value("java.nio.charset.Charset.defaultCharset()") == "UTF-8"


def test_character_cut_in_two_writes_arrives_as_one(nb: Notebook) -> None:
    cell = nb.run(
        """
        byte[] bytes = "\N{GRINNING FACE}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (byte b : bytes) { System.out.write(b); System.out.flush(); }
        """
    ).ok()

    assert cell.out == "\N{GRINNING FACE}"


def test_write_without_newline_or_flush_arrives(nb: Notebook) -> None:
    assert nb.run("System.out.write(65);").ok().out == "A"
    assert nb.run('System.out.print("no end");').ok().out == "no end"


def test_out_and_err_are_two_streams_in_the_order_written(nb: Notebook) -> None:
    cell = nb.run('System.out.println("o1"); System.err.println("e1"); System.out.println("o2");').ok()

    assert cell.shown == [("stdout", "o1\n"), ("stderr", "e1\n"), ("stdout", "o2\n")]


def test_output_comes_before_the_idle_of_its_cell(nb: Notebook) -> None:
    cell = nb.run('for (int i = 0; i < 1000; i++) System.out.println(i); "value"').ok()

    kinds = [m["msg_type"] for m in cell.iopub]
    assert kinds[-2:] == ["execute_result", "status"]
    assert len(cell.lines) == 1000


def test_first_line_is_shown_while_the_cell_still_runs(nb: Notebook) -> None:
    cell = nb.start_cell('System.out.println("ready"); new CountDownLatch(1).await();')

    assert not cell.finished
    nb.interrupted(cell)


def test_client_without_stdin_gets_the_lines_of_its_threads_before_idle(nb: Notebook) -> None:
    cell = nb.run(
        """
        new Thread(() -> {
            long until = System.nanoTime() + 500_000_000L;
            while (System.nanoTime() < until) Thread.onSpinWait();
            System.out.println("in time");
        }).start();
        """,
        allow_stdin=False,
    ).ok()

    assert cell.lines == ["in time"]
