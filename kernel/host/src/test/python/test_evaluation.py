"""What a cell may hold, and what its value is."""

from __future__ import annotations

import re

import pytest

import words
from notebook import Notebook


def test_cell_mixes_imports_declarations_statements_and_a_last_expression(nb: Notebook) -> None:
    cell = nb.run(
        """
        import java.text.NumberFormat;
        record Pair(int a, int b) { }
        int twice(int x) { return 2 * x; }
        int total = 0;
        for (int i = 0; i < 4; i++) { total += twice(i); }
        System.out.println("total " + total);
        new Pair(total, 1)
        """
    ).ok()

    assert cell.lines == ["total 12"]
    assert cell.value == "Pair[a=12, b=1]"


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("1 + 1", "2"),
        ("1 + 1;", None),
        ("int x = 5;", None),
        ("int y = 5;\ny", "5"),
        ("int z = 5;\nz;", None),
        ("var list = List.of(1, 2);\nlist", "[1, 2]"),
        ("1;\n2", "2"),
        ("3 // the value", "3"),
        ("4 /* ; */", "4"),
        ("int w = 1;\nw = 9", "9"),
        ("'c'", None),
        ("new int[] {1, 2}.length", "2"),
        ("System.out.println()", None),
        ("if (true) { }", None),
    ],
)
def test_value_is_the_last_expression_unless_a_semicolon_ends_it(nb: Notebook, code: str, value: str | None) -> None:
    cell = nb.run(code).ok()

    if code == "'c'":
        assert cell.value.strip("'") == "c"
    else:
        assert cell.value == value


def test_only_the_last_expression_is_a_result(nb: Notebook) -> None:
    cell = nb.run("1 + 1;\n2 + 2;\n3 + 3").ok()

    assert cell.value == "6"


def test_printing_is_no_value(nb: Notebook) -> None:
    cell = nb.run('System.out.printf("%d%n", 42)').ok()

    assert (cell.lines, cell.value) == (["42"], None)


def test_object_of_a_class_of_the_notebook_is_named_as_its_author_did(nb: Notebook) -> None:
    nb.run("class Node { class Edge { } }").ok()

    assert re.fullmatch(r"\[Node@[0-9a-f]+, Node\$Edge@[0-9a-f]+\]", nb.value("List.of(new Node(), new Node().new Edge())"))


def test_statements_run_in_order_with_declarations(nb: Notebook) -> None:
    cell = nb.run('System.out.println("a"); int p = 1; System.out.println("b" + p); p++; System.out.println("c" + p);')

    assert cell.ok().lines == ["a", "b1", "c2"]


def test_default_imports_cover_what_lessons_use(nb: Notebook) -> None:
    for expression in (
        "new ArrayList<String>()",
        "Function.<Integer>identity()",
        "IntStream.range(0, 3).boxed().collect(Collectors.toList())",
        "new ConcurrentHashMap<String, Integer>()",
        "new AtomicInteger(3)",
        "new ReentrantLock()",
        "Duration.ofSeconds(1)",
        'Path.of("x")',
        "BigInteger.TWO",
    ):
        assert nb.run(expression).ok().value is not None


def test_redeclared_variable_has_the_new_type(nb: Notebook) -> None:
    nb.run("int shape = 1;").ok()
    nb.run('String shape = "round";').ok()

    assert nb.value("shape.length()") == "5"


def test_redeclared_in_one_cell_the_last_one_wins(nb: Notebook) -> None:
    assert nb.run("int twiceTold = 1;\nint twiceTold = 2;\ntwiceTold").ok().value == "2"


def test_mutually_dependent_classes_in_one_cell(nb: Notebook) -> None:
    cell = nb.run(
        """
        class Hen { Egg lay() { return new Egg(); } }
        class Egg { Hen hatch() { return new Hen(); } }
        new Hen().lay().hatch() != null
        """
    ).ok()

    assert cell.value == "true"


def test_mutually_dependent_classes_across_cells(nb: Notebook) -> None:
    waiting = nb.run("class Lock1 { Key1 key() { return new Key1(); } }")
    assert "Key1" in str([m["content"] for m in waiting.iopub[2:]]), waiting.describe()

    nb.run("class Key1 { Lock1 lock() { return new Lock1(); } }").ok()

    assert nb.value("new Lock1().key().lock() != null") == "true"


def test_mutually_recursive_methods_in_one_cell(nb: Notebook) -> None:
    nb.run(
        "boolean even(int n) { return n == 0 || odd(n - 1); }\nboolean odd(int n) { return n != 0 && even(n - 1); }"
    ).ok()

    assert nb.value("even(10)") == "true"


def test_forward_reference_says_what_is_missing_and_resolves_later(nb: Notebook) -> None:
    first = nb.run("int later(int x) { return missingPiece(x) + 1; }")
    assert "missingPiece" in str([m["content"] for m in first.iopub[2:]]), first.describe()
    assert "missingPiece" in nb.run("later(1)").failed().report

    nb.run("int missingPiece(int x) { return x * 10; }").ok()

    assert nb.value("later(4)") == "41"


def test_checked_exceptions_need_no_catch(nb: Notebook) -> None:
    nb.run("Thread.sleep(1);").ok()
    nb.run("int loud() throws Exception { return 3; }").ok()

    assert nb.value("loud()") == "3"
    nb.run('Files.readString(Path.of("/no/such/file"))').failed("NoSuchFileException")


def test_generic_methods_enums_interfaces_and_sealed_types(nb: Notebook) -> None:
    cell = nb.run(
        """
        enum Colour { RED, GREEN }
        sealed interface Shape permits Circle, Square { }
        record Circle(double r) implements Shape { }
        record Square(double a) implements Shape { }
        <T> T same(T t) { return t; }
        same(Colour.GREEN) + " " + (new Circle(1) instanceof Shape)
        """
    ).ok()

    assert cell.value.strip('"') == "GREEN true"


def test_text_block_unicode_and_comment_at_the_end(nb: Notebook) -> None:
    cell = nb.run('String poem = """\n    Grüße, 漢字 \N{GRINNING FACE}\n    """;\npoem.strip()\n// end').ok()

    assert cell.value.strip('"') == "Grüße, 漢字 \N{GRINNING FACE}"


def test_variables_before_a_failing_statement_stay(nb: Notebook) -> None:
    nb.run("int kept = 11;\nint bad = 1 / 0;\nint never = 1;").failed("ArithmeticException")

    assert nb.value("kept") == "11"


def test_compile_error_ends_the_cell_where_it_stands_as_in_jshell(nb: Notebook) -> None:
    cell = nb.run('System.out.println("before");\nint q = "text";\nSystem.out.println("behind");').failed()

    assert cell.out == "before\n"


def test_preview_features_follow_the_jvm_option(own: Notebook) -> None:
    version = words.feature(own)
    own.run(words.jvm("--enable-preview")).ok()

    assert own.value("Runtime.version().feature()") == str(version)
    assert "--enable-preview" in " ".join(own.user_vm.cmdline())


def test_thousandth_expression_leaves_no_temporaries_behind(nb: Notebook) -> None:
    for i in range(30):
        assert nb.value(f"{i} + 0") == str(i)

    nb.run("$1").failed()
