package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import weft.wire.Thrown;

class TracebackTest {

    private static final Map<String, String> CELLS = Map.of(
            "cell 3",
            "// a method\nint inc(int n) {\n    int one = 1;\n    int zero = 0;\n    return one / zero;\n}",
            "cell 4",
            "inc(7);\npool.submit(() -> inc(8));",
            "cell 5",
            "class Account {\n    void deposit(int amount) {\n        throw new NoMoneyException(\"😀 none\");\n    }\n}",
            "cell 6",
            "int down(int n) { return down(n + 1); }");

    private static final List<StackTraceElement> KERNEL = List.of(
            library(
                    "jdk.internal.reflect.DirectMethodHandleAccessor",
                    "invoke",
                    "DirectMethodHandleAccessor.java",
                    103),
            library("java.lang.reflect.Method", "invoke", "Method.java", 580),
            new StackTraceElement("weft.agent.Snippets", "run", "Snippets.java", 80),
            library("java.lang.Thread", "run", "Thread.java", 1474));

    @Test
    void of_exceptionInMethodOfOtherCell_showsBothLines() {
        check("traceback-method", thrown("java.lang.ArithmeticException", "/ by zero", INC, CELL_4));
    }

    @Test
    void of_exceptionOfNotebookClass_hasTheNameItsAuthorGave() {
        Thrown thrown = thrown(
                "REPL.$JShell$12B$NoMoneyException",
                "😀 none",
                notebook("REPL.$JShell$5$Account", "deposit", 5, 3),
                notebook("REPL.$JShell$5$Account", "<init>", 5, 1),
                notebook("REPL.$JShell$5$Account$Inner$1", "run", 5, 2),
                CELL_4);

        assertThat(failure(thrown).ename()).isEqualTo("NoMoneyException");
        check("traceback-class", thrown);
    }

    @Test
    void of_callOnNull_namesTheVariableAsItsAuthorDid() {
        String message = "Cannot invoke \"String.length()\" because \"REPL.$JShell$11.s\" is null";

        assertThat(failure(thrown("java.lang.NullPointerException", message, CELL_4))
                        .evalue())
                .isEqualTo("Cannot invoke \"String.length()\" because \"s\" is null");
    }

    /** Where the stack is full, it may be the probe that finds it so. */
    @Test
    void of_overflowInAProbe_beginsInTheCell() {
        Thrown thrown = thrown(
                "java.lang.StackOverflowError",
                "",
                library("java.lang.invoke.MethodType", "equals", "MethodType.java", 902),
                new StackTraceElement("weft.timeline.capture.ProbeSites", "beside", "ProbeSites.java", 120),
                library("java.lang.invoke.BootstrapMethodInvoker", "invoke", "BootstrapMethodInvoker.java", 134),
                INC,
                CELL_4);

        assertThat(Ansi.plain(failure(thrown).traceback().get(1))).isEqualTo("    at inc (cell 3, line 5)");
    }

    @Test
    void of_exceptionInsideTheLibrary_showsWhatWasCalledAndFoldsTheRest() {
        check(
                "traceback-library",
                thrown(
                        "java.lang.NumberFormatException",
                        "For input string: \"x\"",
                        library("java.lang.NumberFormatException", "forInputString", "NumberFormatException.java", 67),
                        library("java.lang.Integer", "parseInt", "Integer.java", 661),
                        library("java.util.stream.ReferencePipeline", "accept", "ReferencePipeline.java", 1),
                        library("java.util.stream.ReferencePipeline", "forEach", "ReferencePipeline.java", 2),
                        notebook("REPL.$JShell$9", "lambda$do_it$$0", 4, 2),
                        library("java.util.ArrayList", "forEach", "ArrayList.java", 1596),
                        CELL_4));
    }

    @Test
    void of_exceptionInPoolThread_foldsThePool() {
        List<StackTraceElement> frames = List.of(
                INC,
                notebook("REPL.$JShell$9", "lambda$do_it$$0", 4, 2),
                library("java.util.concurrent.FutureTask", "run", "FutureTask.java", 317),
                library("java.util.concurrent.ThreadPoolExecutor", "runWorker", "ThreadPoolExecutor.java", 1144),
                library("java.lang.Thread", "run", "Thread.java", 1474));

        check("traceback-pool", new Thrown("java.lang.ArithmeticException", "/ by zero", frames, null, List.of()));
    }

    @Test
    void of_causesAndSuppressed_areShownWithoutTheFramesTheyShare() {
        Thrown root = thrown("java.io.IOException", "disk full\nsecond line", INC, CELL_4);
        Thrown suppressed =
                thrown("java.lang.IllegalStateException", null, notebook("REPL.$JShell$3", "close", 3, 2), CELL_4);
        Thrown outer = new Thrown(
                "java.lang.RuntimeException",
                "java.io.IOException: disk full",
                framesOf(notebook("REPL.$JShell$4", "save", 3, 3), CELL_4),
                root,
                List.of(suppressed));

        check("traceback-causes", outer);
    }

    @Test
    void of_stackOverflow_showsTheRecursionOnce() {
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = 0; i < Thrown.HEAD_FRAMES + 20; i++) {
            frames.add(notebook("REPL.$JShell$7", "down", 6, 1));
        }

        check("traceback-overflow", new Thrown("java.lang.StackOverflowError", null, frames, 964, null, List.of()));
    }

    @Test
    void of_mutualRecursion_showsTheCycleOnce() {
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            frames.add(notebook("REPL.$JShell$7", i % 2 == 0 ? "ping" : "pong", 6, 1));
        }

        check("traceback-cycle", new Thrown("java.lang.StackOverflowError", null, frames, null, List.of()));
    }

    @Test
    void of_noFrames_isTheHeader() {
        Thrown thrown = new Thrown("java.lang.OutOfMemoryError", "Java heap space", List.of(), null, List.of());

        assertThat(failure(thrown).traceback())
                .extracting(Ansi::plain)
                .containsExactly("java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void of_unknownCell_hasNoSourceLine() {
        Thrown thrown = thrown("java.lang.Error", "x", notebook("REPL.$JShell$7", "gone", 99, 4));

        assertThat(failure(thrown).traceback())
                .extracting(Ansi::plain)
                .containsExactly("java.lang.Error: x", "    at gone (cell 99, line 4)");
    }

    private static final StackTraceElement INC = notebook("REPL.$JShell$3", "inc", 3, 5);
    private static final StackTraceElement CELL_4 = notebook("REPL.$JShell$8", "do_it$", 4, 1);

    private static Thrown thrown(
            String className, @org.jspecify.annotations.Nullable String message, StackTraceElement... frames) {
        return new Thrown(className, message, framesOf(frames), null, List.of());
    }

    private static List<StackTraceElement> framesOf(StackTraceElement... frames) {
        List<StackTraceElement> all = new ArrayList<>(List.of(frames));
        all.addAll(KERNEL);
        return all;
    }

    private static StackTraceElement notebook(String className, String method, int cell, int line) {
        return new StackTraceElement(className, method, "cell " + cell, line);
    }

    private static StackTraceElement library(String className, String method, String file, int line) {
        return new StackTraceElement(null, "java.base", "25", className, method, file, line);
    }

    private static ErrorText failure(Thrown thrown) {
        return Traceback.of(thrown, name -> Optional.ofNullable(CELLS.get(name)));
    }

    private static void check(String name, Thrown thrown) {
        ErrorText failure = failure(thrown);
        String text = String.join("\n", failure.traceback());
        Approved.check(
                name,
                "ename:  " + failure.ename() + "\nevalue: " + failure.evalue() + "\n\n" + Ansi.plain(text) + "\n");
    }
}
