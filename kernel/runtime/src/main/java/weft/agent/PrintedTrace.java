package weft.agent;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A throwable as Java prints it, with the names of the notebook in place of those that JShell gave.
 *
 * <pre>
 *   at cells//REPL.$JShell$35.do_it$(cell 14:2)              at cell 14, line 2
 *   at cells//REPL.$JShell$35.lambda$do_it$$0(cell 14:1)     at lambda (cell 14, line 1)
 *   at cells//REPL.$JShell$12B.part(cell 2:3)                at part (cell 2, line 3)
 *   at cells//REPL.$JShell$13$Account.lambda$pay$0(cell 3:4) at lambda in Account.pay (cell 3, line 4)
 * </pre>
 */
public final class PrintedTrace {

    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");
    private static final Pattern OF_CELL =
            Pattern.compile("(?m)^(\\s*at )cells//(?:([\\w$]+)\\.)?([\\w$<>]+)\\(([^():]+):(\\d+)\\)$");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");

    /** Below a cell's statements: how the user VM came to run them. */
    private static final Pattern OURS = Pattern.compile(
            "(?m)(^\\s*at java\\.base/(jdk\\.internal\\.reflect\\.|java\\.lang\\.reflect\\.Method\\.).*\\R)*"
                    + "(^\\s*at weft\\.agent\\..*\\R)+");

    /** Around the body of a thread: what tells a recording of it, and what makes a {@code Runnable} of a {@code Task}. */
    private static final Pattern AROUND_BODIES =
            Pattern.compile("(?m)(^\\s*at weft\\.(timeline\\.capture\\.|threads\\.Threads\\.lambda\\$).*\\R)+");

    private PrintedTrace() {}

    /** Stands in for {@link Throwable#printStackTrace()} in the code of cells. */
    public static void print(Throwable thrown) {
        print(thrown, System.err);
    }

    /** Ends with a line of its own, as a writer that flushes at the end of a line expects. */
    public static void print(Throwable thrown, PrintStream to) {
        CellSources.correct(thrown);
        if (printsItself(thrown)) {
            thrown.printStackTrace(to);
            return;
        }
        to.println(of(thrown).stripTrailing());
    }

    public static void print(Throwable thrown, PrintWriter to) {
        CellSources.correct(thrown);
        if (printsItself(thrown)) {
            thrown.printStackTrace(to);
            return;
        }
        to.println(of(thrown).stripTrailing());
    }

    /** A class of the learner's, or of a library, may have its own way. */
    private static boolean printsItself(Throwable thrown) {
        for (Class<?> type = thrown.getClass(); type != null && type != Throwable.class; type = type.getSuperclass()) {
            if (Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals("printStackTrace"))) {
                return true;
            }
        }
        return false;
    }

    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return inTheNotebooksNames(text.toString());
    }

    static String inTheNotebooksNames(String trace) {
        String theirs =
                AROUND_BODIES.matcher(OURS.matcher(trace).replaceAll("")).replaceAll("");
        String named = WRAPPER.matcher(theirs).replaceAll("");
        return OF_CELL.matcher(named).replaceAll(frame -> {
            String place = frame.group(4) + ", line " + frame.group(5);
            String method =
                    method(frame.group(2) == null ? "" : frame.group(2).replace('$', '.') + ".", frame.group(3));
            return Matcher.quoteReplacement(frame.group(1) + (method.isEmpty() ? place : method + " (" + place + ")"));
        });
    }

    /** Empty for the statements of a cell; the words are those of a cell's own error. */
    private static String method(String owner, String name) {
        Matcher lambda = LAMBDA.matcher(name);
        if (lambda.matches()) {
            String outer = lambda.group(1);
            boolean ofNoMethod = outer.startsWith("do_it$") || outer.equals("static") || outer.equals("new");
            return ofNoMethod ? "lambda" : "lambda in " + owner + outer;
        }
        if (name.equals("<init>") && !owner.isEmpty()) {
            return "new " + owner.substring(0, owner.length() - 1);
        }
        return name.equals("do_it$") ? "" : owner + name;
    }
}
