"""What JShell itself gets wrong, and this kernel must not."""

from __future__ import annotations

import pytest

from notebook import Notebook

SPINNER = """
var spinner = new Thread(() -> { long i = 0; while (!%s) { i++; } System.out.println("spinner ended"); });
spinner.start();
"""


def warm_up(flag: str) -> str:
    """Runs the loop until it is compiled: an interpreted loop re-reads a plain field on each turn."""
    return f"""
    long turns = 0;
    for (int i = 0; i < 20_000; i++) {{ for (int j = 0; j < 100 && !{flag}; j++) {{ turns++; }} }}
    """


def test_volatile_flag_at_top_level_ends_the_loop_of_another_thread(nb: Notebook) -> None:
    nb.run("volatile boolean stopNow = false;").ok()
    cell = nb.start_cell(SPINNER % "stopNow" + 'System.out.println("ready");')
    nb.finish(cell).ok()
    nb.run(warm_up("stopNow")).ok()

    nb.run("stopNow = true; spinner.join();").ok()

    nb.sees(cell, "spinner ended")


def test_racy_loop_spins_until_interrupted(nb: Notebook) -> None:
    nb.run("boolean racyStop = false; int keep = 42;").ok()
    cell = nb.start_cell(
        """
        var setter = new Thread(() -> {
            try { new CountDownLatch(1).await(3, TimeUnit.SECONDS); } catch (InterruptedException e) { }
            racyStop = true;
            System.out.println("flag is set");
        });
        setter.start();
        System.out.println("ready");
        while (!racyStop) { }
        """
    )
    nb.sees(cell, "flag is set")
    assert not nb.pump(lambda: cell.finished, 1.0), "the racy loop saw the write: an interrupt check hides the data race"

    nb.interrupted(cell).failed()

    assert nb.value("keep") == "42"
    assert nb.value("racyStop") == "true"


def test_final_variable_refuses_a_second_value(nb: Notebook) -> None:
    nb.run("final int fixed = 1;").ok()

    cell = nb.run("fixed = 2;").failed()

    assert "final" in cell.report and "fixed" in cell.report
    assert nb.value("fixed") == "1"


def test_final_variable_may_be_declared_anew(nb: Notebook) -> None:
    nb.run("final int again = 1;").ok()
    nb.run("final int again = 2;").ok()

    assert nb.value("again") == "2"


def test_synchronized_method_at_top_level_excludes_other_threads(nb: Notebook) -> None:
    nb.run(
        """
        int inside = 0, most = 0;
        synchronized void enter() {
            inside++;
            most = Math.max(most, inside);
            Thread.yield();
            inside--;
        }
        """
    ).ok()
    nb.run(
        """
        var crowd = new ArrayList<Thread>();
        for (int t = 0; t < 8; t++) {
            var visitor = new Thread(() -> { for (int i = 0; i < 5_000; i++) enter(); });
            crowd.add(visitor);
            visitor.start();
        }
        for (var visitor : crowd) visitor.join();
        """
    ).ok()

    assert nb.value("most") == "1"
    assert nb.value("inside") == "0"


def test_two_synchronized_methods_share_one_lock(nb: Notebook) -> None:
    nb.run(
        """
        var inFirst = new CountDownLatch(1);
        var letGo = new CountDownLatch(1);
        synchronized void first() throws InterruptedException { inFirst.countDown(); letGo.await(); }
        synchronized void second() { }
        var holder = new Thread(() -> { try { first(); } catch (InterruptedException e) { } });
        var waiter = new Thread(() -> second());
        """
    ).ok()

    states = nb.run(
        """
        holder.start();
        inFirst.await();
        waiter.start();
        while (waiter.getState() == Thread.State.NEW || waiter.getState() == Thread.State.RUNNABLE) Thread.onSpinWait();
        var seen = waiter.getState();
        letGo.countDown();
        holder.join();
        waiter.join();
        seen
        """
    ).ok()
    assert states.value == "BLOCKED"


def test_redefined_method_keeps_the_variable_that_it_filled(nb: Notebook) -> None:
    nb.run("int source() { return 42; }").ok()
    nb.run("var drawn = source();\nint alsoDrawn = source();").ok()

    nb.run("int source() { return 7; }").ok()

    assert nb.value("drawn") == "42"
    assert nb.value("alsoDrawn") == "42"
    assert nb.value("source()") == "7"


def test_redefined_method_is_used_by_methods_that_call_it(nb: Notebook) -> None:
    nb.run('String inner() { return "old"; }\nString outer() { return "outer " + inner(); }').ok()

    nb.run('String inner() { return "new"; }').ok()

    assert nb.value("outer()").strip('"') == "outer new"


def test_redeclared_class_with_a_new_body_keeps_its_objects(nb: Notebook) -> None:
    nb.run('class Greeter { String name = "Ada"; String greet() { return "hello " + name; } }').ok()
    nb.run("var greeter = new Greeter();").ok()

    nb.run('class Greeter { String name = "Ada"; String greet() { return "good day " + name; } }').ok()

    assert nb.value("greeter.greet()").strip('"') == "good day Ada"


def test_class_that_changed_its_shape_says_which_variables_are_lost(nb: Notebook) -> None:
    nb.run("class Point { int x = 1; }").ok()
    nb.run("var corner = new Point();").ok()

    cell = nb.run("class Point { int x = 1, y = 2; }").ok()

    assert "corner" in cell.out + cell.text("stderr") + str(cell.of_type("display_data"))
    assert nb.value("new Point().y") == "2"


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        ('throw new IllegalStateException("sold out");', "IllegalStateException", "sold out"),
        ("int zero = 0; 1 / zero", "ArithmeticException", "/ by zero"),
        ("Object o = \"s\"; Integer i = (Integer) o;", "ClassCastException", "java.lang.String"),
        ('throw new java.io.IOException("disk");', "IOException", "disk"),
        ('class Own extends RuntimeException { Own() { super("mine"); } }\nthrow new Own();', "Own", "mine"),
        ("throw new Error();", "Error", ""),
        ("Object none = null; none.hashCode();", "NullPointerException", ""),
    ],
)
def test_exception_keeps_its_own_name_and_message(nb: Notebook, code: str, name: str, message: str) -> None:
    cell = nb.run(code).failed()

    assert cell.ename.replace("$", ".").rsplit(".", 1)[-1] == name
    assert message in cell.evalue
    assert "EvalException" not in cell.report
    assert "REPL." not in cell.report


def test_run_all_stops_at_the_first_error(nb: Notebook) -> None:
    first = nb.start_cell('System.out.println("ready"); System.in.read(); int ra = 1;')
    # All are queued before the first goes on, however slow this client is.
    rest = [nb.submit(code) for code in ("ra / 0", "int rb = 2;", 'System.out.println("never");')]
    nb.asks_input(first)
    nb.answer(first, "go")
    for cell in (first, *rest):
        nb.finish(cell)

    assert [c.status for c in (first, *rest)] == ["ok", "error", "aborted", "aborted"]
    assert rest[2].out == ""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (f'String data = "{"x" * 70_000}";', "constant string too long"),
        (f'"{"x" * 70_000}"', "constant string too long"),
        (f'String text() {{ return "{"x" * 70_000}"; }}', "constant string too long"),
        (f"int[] data = {{ {', '.join(map(str, range(100_000, 120_000)))} }};", "code too large"),
    ],
    ids=["variable", "value", "method", "array"],
)
def test_what_is_too_long_for_a_class_is_an_error_and_later_cells_work(own: Notebook, code: str, told: str) -> None:
    cell = own.run(code).failed("CompileError")

    assert cell.evalue.startswith(told), cell.evalue[:200]
    assert "hint: " in cell.traceback
    assert len(cell.traceback) < 2_000, "the whole line of data"
    assert own.value("int later = 6; later * 7") == "42"
    own.run('throw new IllegalStateException("seen")').failed("IllegalStateException")
    assert own.run("data").failed().evalue.startswith("cannot find variable data")
