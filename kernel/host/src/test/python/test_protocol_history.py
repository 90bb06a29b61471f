"""history_request: what was run, in this run of the kernel and in earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from notebook import Notebook


def history(nb: Notebook, kind: str, **options) -> list:
    content = {"output": False, "raw": True, "hist_access_type": kind, **options}
    reply = nb.ask("history_request", content)
    assert reply["status"] == "ok", reply
    return reply["history"]


def test_tail_returns_the_last_cells_in_order(own: Notebook) -> None:
    for code in ("int a = 1;", "int b = 2;", "a + b"):
        own.run(code).ok()

    rows = history(own, "tail", n=2)

    assert [r[2] for r in rows] == ["int b = 2;", "a + b"]
    assert rows[1][1] == rows[0][1] + 1


def test_tail_longer_than_the_past_returns_all_of_it(own: Notebook) -> None:
    own.run("7").ok()

    assert [r[2] for r in history(own, "tail", n=1000)] == ["7"]


def test_output_is_given_where_it_is_asked_for(own: Notebook) -> None:
    own.run("40 + 2").ok()
    own.run("int quiet = 1;").ok()

    rows = history(own, "tail", n=2, output=True)

    assert rows[0][2] == ["40 + 2", "42"]
    assert rows[1][2] == ["int quiet = 1;", None]


def test_range_of_the_present_session_counts_from_start_to_before_stop(own: Notebook) -> None:
    cells = [own.run(f"int v{i} = {i};").ok() for i in range(4)]

    rows = history(own, "range", session=0, start=cells[1].count, stop=cells[3].count)

    assert [r[1:] for r in rows] == [[c.count, c.code] for c in cells[1:3]]


def test_search_matches_glob_patterns_newest_last(own: Notebook) -> None:
    for code in ("int apple = 1;", "int pear = 2;", "int apple = 1;", "apple"):
        own.run(code).ok()

    assert [r[2] for r in history(own, "search", pattern="*apple*", n=10)] == ["int apple = 1;"] * 2 + ["apple"]
    assert [r[2] for r in history(own, "search", pattern="*apple*", n=1)] == ["apple"]
    assert [r[2] for r in history(own, "search", pattern="*apple*", n=10, unique=True)] == ["int apple = 1;", "apple"]
    assert [r[2] for r in history(own, "search", pattern="int p??r*", n=10)] == ["int pear = 2;"]


def test_failed_cell_is_remembered_and_cell_outside_history_is_not(own: Notebook) -> None:
    own.run("1 / 0").failed()
    own.run("2", store_history=False).ok()

    assert [r[2] for r in history(own, "tail", n=5)] == ["1 / 0"]


def test_history_of_an_earlier_kernel_is_there_under_its_own_session(start: Callable[..., Notebook]) -> None:
    first = start()
    first.run('String earlier = "éß漢 \N{GRINNING FACE}";').ok()
    session = history(first, "tail", n=1)[0][0]
    first.stop()

    second = start()
    second.run("int later = 2;").ok()

    rows = history(second, "tail", n=2)
    assert [r[2] for r in rows] == ['String earlier = "éß漢 \N{GRINNING FACE}";', "int later = 2;"]
    assert rows[0][0] == session != rows[1][0]
    assert [r[2] for r in history(second, "range", session=session, start=1, stop=2)] == [rows[0][2]]
    assert [r[2] for r in history(second, "search", pattern="*earlier*", n=5)] == [rows[0][2]]


def test_history_survives_a_restart_and_a_killed_host(own: Notebook) -> None:
    own.run("int before = 1;").ok()
    own.restart()
    own.run("int between = 2;").ok()
    own.host.kill()
    own.restart(now=True)

    assert [r[2] for r in history(own, "tail", n=2)] == ["int before = 1;", "int between = 2;"]


def test_two_kernels_write_one_history_without_loss(start: Callable[..., Notebook]) -> None:
    one, two = start(), start()
    running = [(nb, nb.submit(f'int {name}{i} = {i};')) for i in range(20) for nb, name in ((one, "x"), (two, "y"))]
    for nb, cell in running:
        nb.finish(cell).ok()
    one.stop()
    two.stop()

    third = start()
    rows = history(third, "search", pattern="int [xy]*", n=100)
    assert sorted(r[2] for r in rows) == sorted(c.code for _, c in running)


def test_history_lies_in_jupyters_data_folder_for_this_user_alone(start: Callable[..., Notebook], tmp_path: Path) -> None:
    nb = start(data_dir=tmp_path / "jupyter-data")
    nb.run('String written = "marker-5581";').ok()
    nb.stop()

    files = [f for f in (tmp_path / "jupyter-data").rglob("*") if f.is_file()]
    holding = [f for f in files if b"marker-5581" in f.read_bytes()]
    assert holding, f"no file under the data folder holds the cell: {files}"
    assert all(f.stat().st_mode & 0o077 == 0 for f in holding), "others on the machine can read the history"
