"""%%timeline as a client sees it: its options, its pictures and its files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import trace_events
from cells import Cell
from notebook import Notebook

# The lock is given free when both wait for it: by themselves they might come one after the other.
CROWD = """
Object lock = new Object();
Runnable work = () -> { synchronized (lock) { try { Thread.sleep(15); } catch (InterruptedException e) { } } };
Thread first = new Thread(work, "first"), second = new Thread(work, "second");
boolean atTheDoor(Thread... threads) { return Stream.of(threads).allMatch(t -> t.getState() == Thread.State.BLOCKED); }
synchronized (lock) { first.start(); second.start(); while (!atTheDoor(first, second)) Thread.yield(); }
first.join(); second.join();
"""

RING = """
Object x = new Object(), y = new Object();
CyclicBarrier both = new CyclicBarrier(2);
void meet() { try { both.await(); } catch (Exception e) { throw new IllegalStateException(e); } }
ReentrantLock one = new ReentrantLock(), two = new ReentrantLock();
void take(ReentrantLock a, ReentrantLock b) {
    try { a.lockInterruptibly(); meet(); b.lockInterruptibly(); } catch (InterruptedException e) { }
}
"""


def timeline(nb: Notebook, options: str, code: str = CROWD) -> Cell:
    return nb.run(f"%%timeline {options}\n{code}")


def picture(cell: Cell) -> dict[str, str]:
    return cell.only("display_data")["data"]


def html(cell: Cell) -> str:
    return picture(cell)["text/html"]


def lanes(cell: Cell) -> list[str]:
    """Names of the rows of the plain picture."""
    return [row.split("|")[0].strip() for row in picture(cell)["text/plain"].splitlines() if row.endswith("|")]


@pytest.fixture(scope="module")
def drawn(shared: Notebook) -> Cell:
    """One run with nothing asked for."""
    return timeline(shared, "").ok()


def test_picture_has_threads_locks_arrows_and_words(drawn: Cell) -> None:
    text = picture(drawn)["text/plain"]

    assert {"main", "first", "second", "lock"} <= set(lanes(drawn)), text
    assert re.search(r"Serialised by “lock”|waited for “lock”|mostly", text), text
    assert "start" in html(drawn) and "<svg" in html(drawn) and "<details" in html(drawn)
    assert 'width="900"' in html(drawn) or "900" in re.search(r"viewBox=\"([^\"]*)\"", html(drawn)).group(1)
    assert len(html(drawn).encode()) < 200_000


def test_title_stands_above_the_picture_and_in_its_alternative(nb: Notebook) -> None:
    cell = timeline(nb, '--title "Two threads & a <lock>"').ok()

    assert picture(cell)["text/plain"].startswith("Two threads & a <lock>")
    assert "Two threads &amp; a &lt;lock&gt;" in html(cell)
    assert re.match(r"Cell \d+ ", picture(timeline(nb, '--title ""').ok())["text/plain"])


def test_threads_keeps_the_lanes_that_match(nb: Notebook) -> None:
    cell = timeline(nb, '--threads "main|sec"').ok()

    assert "second" in lanes(cell) and "main" in lanes(cell) and "first" not in lanes(cell)
    assert '2 of 3 threads are drawn: those that match "main|sec".' in picture(cell)["text/plain"]


def test_no_locks_and_no_arrows_leave_them_out(nb: Notebook, drawn: Cell) -> None:
    cell = timeline(nb, "--no-locks --no-arrows").ok()

    assert "lock" not in lanes(cell)
    assert "start: " in html(drawn) and "start: " not in html(cell)


def test_width_is_that_of_the_picture(nb: Notebook) -> None:
    assert "max-width:1400px" in html(timeline(nb, "--width 1400").ok())


def test_zoom_draws_a_part_and_says_so(nb: Notebook) -> None:
    cell = timeline(nb, "--zoom 1ms..6ms").ok()

    assert re.search(r"Zoomed to 1 ms … 6 ms of \d", picture(cell)["text/plain"])


def test_wait_ends_the_recording_of_threads_that_stay(nb: Notebook) -> None:
    code = (
        'CountDownLatch go = new CountDownLatch(1);\nThread stays = start("stays", () -> go.await());\n'
        "while (stays.getState() != Thread.State.WAITING) Thread.yield();"
    )
    cell = timeline(nb, "--wait 0.2", code).ok()
    nb.run("go.countDown();").ok()

    assert "stays" in cell.text("stderr") and "--wait 60" in cell.text("stderr")
    assert "stays was still waiting" in picture(cell)["text/plain"]


def test_live_updates_one_picture_while_the_cell_runs(nb: Notebook, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    cell = nb.submit('%%timeline --live --title Grows\nCountDownLatch end = new CountDownLatch(1);\n'
                     'start("grows", () -> { mark("begun"); end.await(); });\n'
                     f'while (!Files.exists(Path.of("{seen}"))) Thread.sleep(100);\nend.countDown();')
    nb.until(lambda: cell.of_type("update_display_data"), "the picture grows")
    grew_before_the_end = not cell.idle
    seen.touch()
    nb.finish(cell).ok()

    shown = cell.only("display_data")
    updates = [m["content"] for m in cell.of_type("update_display_data")]
    assert grew_before_the_end
    assert {u["transient"]["display_id"] for u in updates} == {shown["transient"]["display_id"]}
    assert len(updates) <= 1 + 4 * 60
    assert "grows" in updates[-1]["data"]["text/plain"] and "<svg" in updates[-1]["data"]["text/html"]
    # Only the last picture is kept: those before it are not drawn twice more.
    whole = {"text/plain", "text/html", "image/svg+xml", "image/png"}
    assert [set(u["data"]) for u in updates[:-1]] == [{"text/plain", "text/html"}] * (len(updates) - 1)
    assert set(shown["data"]) == {"text/plain", "text/html"} and set(updates[-1]["data"]) == whole


def test_interrupt_ends_the_threads_of_a_deadlock_after_they_were_drawn(nb: Notebook) -> None:
    nb.run(RING).ok()
    code = ('Thread a = new Thread(() -> take(one, two), "A"), b = new Thread(() -> take(two, one), "B");\n'
            "a.start(); b.start();\na.join(); b.join();")

    cell = timeline(nb, "--interrupt", code).ok()

    ring = "Deadlock: A waits for “two”, held by B; B waits for “one”, held by A."
    assert ring in " ".join(picture(cell)["text/plain"].split())
    assert nb.value("a.isAlive() || b.isAlive()") == "false"


def test_compare_draws_runs_on_one_scale_and_fresh_begins_anew(nb: Notebook) -> None:
    timeline(nb, "--compare speed --title slow", "Thread.sleep(40);").ok()
    both = timeline(nb, "--compare speed --title fast", "Thread.sleep(5);").ok()
    again = timeline(nb, "--compare speed --title fast", "Thread.sleep(6);").ok()
    fresh = timeline(nb, "--compare speed --fresh --title alone", "Thread.sleep(5);").ok()

    for cell in (both, again):
        text = picture(cell)["text/plain"]
        assert text.count("slow: ") == 1 and text.count("fast: ") == 1, text
    assert "alone" in picture(fresh)["text/plain"] and "slow" not in picture(fresh)["text/plain"]


def test_compare_of_too_many_runs_says_which_one_is_left_out(nb: Notebook) -> None:
    for i in range(8):
        assert timeline(nb, f"--compare many --title run{i}", "int a = 1;").ok().text("stderr") == ""

    ninth = timeline(nb, "--compare many --title run8", "int a = 1;").ok()

    assert 'the oldest of "many", "run0", is left out' in ninth.text("stderr")
    assert "run1: " in picture(ninth)["text/plain"] and "run0: " not in picture(ninth)["text/plain"]


def test_save_into_the_home_folder(nb: Notebook, tmp_path: Path) -> None:
    home = nb.value('System.getProperty("user.home")')
    cell = timeline(nb, '--save ~/no-such-folder/run.txt', "int a = 1;").failed()

    assert f"{home}/no-such-folder" in cell.report.replace('"', ""), cell.describe()


@pytest.fixture(scope="module")
def saved(shared: Notebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one run in each form."""
    folder = tmp_path_factory.mktemp("saved")
    forms = " ".join(f'--save "{folder}/run.{form}"' for form in ("svg", "png", "html", "txt", "json", "capture"))
    pooled = CROWD + (
        "\nExecutorService pool = Executors.newFixedThreadPool(2);\n"
        "for (int i = 0; i < 6; i++) pool.submit(() -> { Thread.sleep(3); return 1; });\npool.shutdown();\n"
        "pool.awaitTermination(10, TimeUnit.SECONDS);"
    )
    cell = timeline(shared, f"--title Saved {forms}", pooled).ok()
    assert len(re.findall(r"^Saved .*, [\d,]+ bytes$", cell.out, re.MULTILINE)) == 6, cell.describe()
    return folder


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("svg", b"<?xml"),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("html", b"<!DOCTYPE html>"),
        ("txt", b"Saved"),
        ("json", b"{"),
        ("capture", b"weft-timeline 1\n"),
    ],
)
def test_save_writes_each_form(saved: Path, form: str, begins: bytes) -> None:
    content = (saved / f"run.{form}").read_bytes()

    assert content.startswith(begins) or (form == "svg" and content.startswith(b"<svg")), content[:80]
    assert form == "png" or b"second" in content


def test_saved_trace_keeps_to_the_trace_event_format(saved: Path) -> None:
    trace = json.loads((saved / "run.json").read_text())

    trace_events.check(trace)
    assert {"main", "first", "second", "monitor lock"} <= set(trace_events.thread_names(trace))
    flows = trace_events.flow_names(trace)
    assert flows.count("start") >= 2
    assert any(name.startswith("submit → run") for name in flows)
    states = {e["name"] for e in trace["traceEvents"] if e["ph"] == "X" and e["cat"] == "state"}
    assert "sleeping" in states and "running" in states
    assert len([e for e in trace["traceEvents"] if e["ph"] == "X" and e["cat"] == "task"]) == 6


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("--zoom soon", ['"soon"', "10ms..40ms"]),
        ("--zoom 40ms..10ms", ["10ms..40ms"]),
        ("--threads (", ['"("', "worker-.*"]),
        ("--width wide", ["wide", "--width"]),
        ("--width 7", ['"7"', "900"]),
        ("--wait long", ["long", "--wait"]),
        ("--wait -1", ['"-1.0"', "--wait 60"]),
        ("--wait NaN", ['"NaN"', "--wait 60"]),
        ("--title", ["'--title' (TEXT). For help"]),
        ("--save picture", ['"picture"', ".svg", ".capture"]),
        ("--save /nowhere/at/all/x.svg", ["/nowhere/at/all", "make it first"]),
        ("--save", ["--save", "FILE"]),
        ("--fresh", ["--fresh", "--compare speed --fresh"]),
        ("--colour red", ["--colour"]),
    ],
)
def test_wrong_option_says_what_is_wrong_and_what_to_type_before_the_cell_runs(
    nb: Notebook, options: str, says: list[str]
) -> None:
    cell = timeline(nb, options, 'System.out.println("it ran");').failed()

    for words in [*says, "%%timeline --help"]:
        assert words in cell.report, cell.describe()
    assert cell.out == "" and not cell.of_type("display_data")


def test_help_tells_every_option(nb: Notebook) -> None:
    cell = timeline(nb, "--help", "int never = 1;").ok()

    for option in (
        "--title", "--threads", "locks", "--no-arrows", "--width", "--zoom", "--wait", "--live", "--interrupt",
        "--compare", "--fresh", "--save",
    ):  # fmt: skip
        assert option in cell.out
    assert "the form: svg, png, html or txt" in " ".join(cell.out.split())
