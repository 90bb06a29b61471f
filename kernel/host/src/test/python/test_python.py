"""%%python: a real Python beside Java, as a client of the kernel sees it."""

from __future__ import annotations

import pytest

from notebook import Notebook, python

SLOW = 120


# ---- values, state, output


def test_variables_are_kept_and_the_last_expression_is_shown(nb: Notebook) -> None:
    assert python(nb, "x = 41").ok().value is None
    assert python(nb, "x += 1\nx").ok().value == "42"
    assert python(nb, "x;").ok().value is None
    assert python(nb, "_").ok().value == "42"


def test_object_with_a_picture_is_shown_as_one(nb: Notebook) -> None:
    cell = python(nb, "class Bold:\n    def _repr_html_(self):\n        return '<b>bold</b>'\nBold()").ok()

    assert cell.only("execute_result")["data"]["text/html"] == "<b>bold</b>"


def test_display_shows_below_the_cell(nb: Notebook) -> None:
    cell = python(nb, "display(1, 'two')").ok()

    assert [m["content"]["data"]["text/plain"] for m in cell.of_type("display_data")] == ["1", "'two'"]


def test_streams_arrive_whole_and_in_order(nb: Notebook) -> None:
    cell = python(nb, "import sys\nfor i in range(20000):\n    print(i, 'ä€🙂')\nprint('end', file=sys.stderr)").ok()

    assert cell.lines == [f"{i} ä€🙂" for i in range(20000)]
    assert cell.text("stderr") == "end\n"
    assert len(cell.of_type("stream")) < 1000


def test_text_without_end_of_line_arrives_while_the_cell_runs(nb: Notebook) -> None:
    cell = nb.start_cell("%%python\nprint('ready', end='')\ninput()")

    nb.asks_input(cell)
    nb.answer(cell, "")
    nb.finish(cell).ok()


def test_output_of_child_processes_stands_where_it_was_written(nb: Notebook) -> None:
    code = "import os, subprocess\nfor i in range(20):\n    print('p', i)\n    subprocess.run(['echo', 'c', str(i)])"
    cell = python(nb, code + "\nos.system('echo err >&2')").ok()

    assert cell.lines == [line for i in range(20) for line in (f"p {i}", f"c {i}")]
    assert cell.text("stderr") == "err\n"


def test_late_line_stands_under_the_cell_that_started_its_thread(nb: Notebook) -> None:
    first = python(
        nb,
        "import threading\ngate = threading.Event()\n"
        "def late():\n    gate.wait()\n    threading.Thread(target=print, args=['grandchild']).start()\n    print('late')\n"
        "threading.Thread(target=late).start()",
    ).ok()
    second = python(nb, "gate.set()").ok()

    nb.sees(first, "late\n")
    nb.sees(first, "grandchild\n")
    assert second.out == ""


def test_lines_of_threads_do_not_mix(nb: Notebook) -> None:
    cell = python(
        nb,
        "import threading\n"
        "def write(n):\n    for i in range(200):\n        print(n, 'one line', i)\n"
        "threads = [threading.Thread(target=write, args=[n]) for n in range(4)]\n"
        "for t in threads: t.start()\n"
        "for t in threads: t.join()",
    ).ok()

    assert sorted(cell.lines) == sorted(f"{n} one line {i}" for n in range(4) for i in range(200))


def test_task_of_a_pool_belongs_to_the_cell_that_submitted_it(nb: Notebook) -> None:
    first = python(nb, "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)\npool.submit(print, 'one').result()").ok()
    second = python(nb, "pool.submit(print, 'two').result()\npool.shutdown()").ok()

    assert (first.lines, second.lines) == (["one"], ["two"])


def test_client_that_stops_reading_gets_the_late_lines_of_threads(nb: Notebook) -> None:
    cell = nb.submit(
        "%%python\nimport threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.5), print('late'))).start()",
        allow_stdin=False,
    )
    nb.finish(cell).ok()

    assert cell.lines == ["late"]


# ---- input


def test_input_and_getpass_ask_the_client(nb: Notebook) -> None:
    cell = nb.submit("%%python\nimport getpass\nprint('hi', input('name? '), getpass.getpass('secret? '))")

    assert nb.asks_input(cell) == {"prompt": "name? ", "password": False}
    nb.answer(cell, "Ada")
    assert nb.asks_input(cell, 2) == {"prompt": "secret? ", "password": True}
    nb.answer(cell, "x")
    assert nb.finish(cell).ok().lines == ["hi Ada x"]


def test_input_where_nobody_answers_says_so(nb: Notebook) -> None:
    assert "run the cell in JupyterLab" in python(nb, "input()", allow_stdin=False).failed("EOFError").evalue


# ---- failures


def test_traceback_shows_the_cells_own_lines(nb: Notebook) -> None:
    first = python(nb, "def inc(a):\n    return a / 0").ok()
    cell = python(nb, "inc(7)").failed("ZeroDivisionError")

    assert f"  Cell {first.count}, line 3, in inc\n    return a / 0" in cell.traceback
    assert f"  Cell {cell.count}, line 2\n    inc(7)" in cell.traceback
    assert "_weft" not in cell.traceback


def test_syntax_error_shows_the_place(nb: Notebook) -> None:
    cell = python(nb, "print('a')\nx = = 1").failed("SyntaxError")

    assert f"Cell {cell.count}, line 3\n    x = = 1\n        ^" in cell.traceback
    assert cell.out == ""


def test_module_that_is_missing_is_told_with_what_to_type(nb: Notebook) -> None:
    cell = python(nb, "import no_such_module.part").failed("ModuleNotFoundError")

    program = python(nb, "import sys; print(sys.executable)").ok().out.strip()
    assert f"type in a cell of its own: %sh '{program}' -m pip install no_such_module\n" in cell.traceback + "\n"


def test_file_with_the_name_of_a_library_harms_only_the_cell_that_wants_the_library(own: Notebook) -> None:
    (own.folder / "concurrent.py").write_text("mine = 5\n")
    python(own, "kept = 7").ok()

    python(own, "from concurrent.futures import ThreadPoolExecutor").failed("ModuleNotFoundError")

    assert python(own, "import concurrent\nconcurrent.mine + kept").ok().value == "12"


def test_exception_of_a_thread_is_told_under_its_cell(nb: Notebook) -> None:
    cell = python(nb, "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()").ok()

    assert "Exception in thread Thread-" in cell.text("stderr")
    assert "threading.py" not in cell.text("stderr")
    assert "ZeroDivisionError" in cell.text("stderr")


def test_print_with_square_brackets_fails_while_the_thread_goes_on(nb: Notebook) -> None:
    """The slip on the lesson's slide."""
    code = (
        "import threading\ngo = threading.Event()\n"
        "def thread_function(name):\n    go.wait()\n    print(f'Thread {name}: finishing')\n"
        "x = threading.Thread(target=thread_function, args=(1,))\nx.start()\nprint[['Main : all done']]"
    )
    cell = python(nb, code).failed("TypeError")
    python(nb, "go.set()").ok()

    nb.sees(cell, "Thread 1: finishing")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os\nos._exit(3)", "exit status 3"),
        ("import ctypes\nctypes.string_at(0)", "segmentation fault"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "out of memory"),
    ],
)
def test_death_is_told_and_the_next_cell_has_a_fresh_python(nb: Notebook, code: str, words: str) -> None:
    python(nb, "x = 1").ok()

    cell = python(nb, "print('before')\n" + code).failed("PythonEnded")

    assert words in cell.evalue and "variables are gone" in cell.evalue
    assert cell.lines == ["before"]
    python(nb, "x").failed("NameError")


def test_bundle_with_strange_keys_is_shown_as_far_as_it_can_be(nb: Notebook) -> None:
    cell = python(nb, "class Odd:\n    def _repr_mimebundle_(self): return {1: 'one', 'text/html': '<b>two</b>'}\nOdd()").ok()

    assert cell.of_type("execute_result")[0]["content"]["data"]["text/html"] == "<b>two</b>"


def test_sys_exit_ends_the_cell_and_not_python(nb: Notebook) -> None:
    python(nb, "x = 1\nimport sys\nsys.exit(3)").failed("SystemExit")

    assert python(nb, "x").value == "1"


def test_cell_that_forks_itself_goes_on_once(nb: Notebook) -> None:
    cell = python(nb, "import os\npid = os.fork()\nif pid: os.waitpid(pid, 0)\nprint('child' if not pid else 'parent')").ok()

    assert cell.lines == ["child", "parent"]
    assert python(nb, "1 + 1").value == "2"


# ---- processes


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_function_of_a_cell_runs_in_a_process(nb: Notebook, method: str) -> None:
    python(nb, "FACTOR = 3\nimport math\ndef times(n):\n    return n * FACTOR + math.floor(0.5)").ok()

    code = f"import multiprocessing\ndef more(n):\n    return times(n) + 1\nwith multiprocessing.get_context('{method}').Pool(2) as pool:\n    print(pool.map(more, range(4)))"
    assert python(nb, code, seconds=SLOW).ok().lines == ["[1, 4, 7, 10]"]


def test_changed_function_is_the_one_that_processes_run(nb: Notebook) -> None:
    run = "import multiprocessing\nwith multiprocessing.get_context('forkserver').Pool(1) as pool:\n    print(pool.map(f, [1]))"
    first = python(nb, "def f(n): return 'old'\n" + run, seconds=SLOW).ok()
    second = python(nb, "def f(n): return 'new'\n" + run, seconds=SLOW).ok()

    assert (first.lines, second.lines) == (["['old']"], ["['new']"])


# ---- which Python, help, questions about code


def test_version_says_what_runs(nb: Notebook) -> None:
    shown = nb.run("%python --version").ok().lines

    assert shown[0].startswith("CPython 3.")
    assert shown[2].startswith("GIL on")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("%python --on no-such-python", 'There is no "no-such-python"'),
        ("%python --on /no/such", 'no program at "/no/such"'),
        ("%python --timeout soon", "soon"),
        ("%python --tiemout 3", "did you mean --timeout?"),
    ],
)
def test_wrong_option_is_quoted_with_what_to_type(nb: Notebook, line: str, words: str) -> None:
    report = nb.run(line).failed().report

    assert words in report
    assert "%python" in report


def test_program_that_is_no_python_is_told_with_what_it_said(nb: Notebook) -> None:
    cell = nb.run("%python --on /bin/cat").failed("PythonEnded")

    assert '"/bin/cat" ended before it could run the cell' in cell.evalue and "%%python --on python3" in cell.evalue
    assert "cat:" in cell.text("stderr")


def test_program_that_never_answers_can_be_interrupted(nb: Notebook) -> None:
    cell = nb.submit("%python --on yes")
    nb.sees(cell, "weft-python")

    assert "interrupted while it started" in nb.interrupted(cell).failed("PythonEnded").evalue
    assert len(cell.out) < 50_000
    assert python(nb, "1").ok().value == "1"


def test_line_of_python_runs(nb: Notebook) -> None:
    assert nb.run("%python 6 * 7").ok().value == "42"


def test_completion_and_help_come_from_python(nb: Notebook) -> None:
    python(nb, "import threading").ok()

    code = "%%python\nthreading.Thr"
    reply = nb.ask("complete_request", {"code": code, "cursor_pos": len(code)})
    assert "threading.Thread" in reply["matches"]
    code = "%%python\nthreading.Thread"
    reply = nb.ask("inspect_request", {"code": code, "cursor_pos": len(code), "detail_level": 0})
    assert "target=None" in reply["data"]["text/plain"]
    code = "%%python\nString.val"
    assert nb.ask("complete_request", {"code": code, "cursor_pos": len(code)})["matches"] == []
