"""display_data, display ids and their updates, clear_output, results in several formats."""

from __future__ import annotations

import words
from notebook import Notebook


def test_display_in_a_cell_is_display_data_before_the_result(nb: Notebook) -> None:
    cell = nb.run(words.SHOW_TEXT + "\n42").ok()

    shown = [m["msg_type"] for m in cell.of_type("display_data", "execute_result")]
    assert shown == ["display_data", "execute_result"]
    assert "shown" in cell.only("display_data")["data"]["text/plain"]


def test_display_with_a_mime_type_sends_it_with_plain_text(nb: Notebook) -> None:
    content = nb.run(words.SHOW_HTML).ok().only("display_data")

    assert content["data"]["text/html"] == "<b>bold</b>"
    assert "text/plain" in content["data"]
    assert isinstance(content["metadata"], dict)


def test_display_with_text_and_type_swapped_says_what_comes_first(nb: Notebook) -> None:
    cell = nb.run('display("text/html", "<b>loud</b>");').failed("IllegalArgumentException")

    assert cell.evalue.startswith('"<b>loud</b>" is no MIME type; the text comes first'), cell.evalue


def test_update_in_a_later_cell_names_the_display_id_of_the_first(nb: Notebook) -> None:
    first = nb.run(words.SHOW_AND_KEEP_ID).ok().only("display_data")
    second = nb.run(words.UPDATE_SHOWN).ok().only("update_display_data")

    assert first["transient"]["display_id"]
    assert second["transient"] == first["transient"]
    assert "second" in second["data"]["text/plain"]


def test_display_as_the_last_expression_does_not_show_its_id(nb: Notebook) -> None:
    shown = nb.run('display("shown")').ok()
    named = nb.run('String named = display("shown"); named').ok()

    assert shown.only("display_data") and shown.value is None
    assert named.value == named.only("display_data")["transient"]["display_id"]


def test_two_displays_have_two_ids(nb: Notebook) -> None:
    ids = [nb.run(words.SHOW_AND_KEEP_ID).ok().only("display_data")["transient"]["display_id"] for _ in range(2)]

    assert ids[0] != ids[1]


def test_display_keeps_its_place_between_printed_lines(nb: Notebook) -> None:
    cell = nb.run('System.out.println("above"); ' + words.SHOW_TEXT + ' System.out.println("below");').ok()

    assert cell.shown == [("stdout", "above\n"), ("display_data", ""), ("stdout", "below\n")]


def test_clear_output_at_once_and_with_wait(nb: Notebook) -> None:
    assert nb.run(words.CLEAR_OUTPUT_NOW).ok().only("clear_output") == {"wait": False}
    assert nb.run(words.CLEAR_OUTPUT_WAIT).ok().only("clear_output") == {"wait": True}


def test_clear_output_stands_between_what_was_written_before_and_after(nb: Notebook) -> None:
    cell = nb.run('System.out.println("old"); ' + words.CLEAR_OUTPUT_WAIT + ' System.out.println("new");').ok()

    assert cell.shown == [("stdout", "old\n"), ("clear_output", ""), ("stdout", "new\n")]


def test_result_is_text_plain_and_unescaped(nb: Notebook) -> None:
    data = nb.run('"<b>x</b> & y"').ok().only("execute_result")["data"]

    assert data["text/plain"].strip('"') == "<b>x</b> & y"
    assert "<b>x</b>" not in data.get("text/html", "")


def test_null_is_shown_as_null_or_not_at_all(nb: Notebook) -> None:
    assert nb.run("(String) null").ok().value in ("null", None)


def test_value_whose_to_string_throws_ends_in_its_error_and_harms_nothing(nb: Notebook) -> None:
    cell = nb.run(
        'class Sulky { public String toString() { throw new IllegalStateException("not today"); } }\nnew Sulky()'
    )

    assert "not today" in str([m["content"] for m in cell.iopub])
    assert nb.value("1 + 1") == "2"


def test_display_in_a_late_thread_stands_under_its_cell(nb: Notebook) -> None:
    first = nb.start_cell(
        """
        var gate = new CountDownLatch(1);
        new Thread(() -> {
            try { gate.await(); } catch (InterruptedException e) { return; }
            """
        + words.SHOW_TEXT
        + """
        }).start();
        System.out.println("ready");
        """
    )
    nb.finish(first).ok()
    second = nb.run("gate.countDown();").ok()

    nb.until(lambda: bool(first.of_type("display_data")), "the late display")
    assert not second.of_type("display_data")
