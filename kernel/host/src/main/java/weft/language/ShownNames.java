package weft.language;

import java.util.regex.Pattern;

/**
 * Names as their author wrote them, out of the names that JShell makes of them.
 *
 * <pre>
 *   REPL.$JShell$12$Account$Entry   Account.Entry
 *   REPL.$JShell$12B                (empty: the notebook itself)
 *   REPL.$JShell$12$1               (anonymous)
 * </pre>
 */
final class ShownNames {

    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w*?(\\$|\\.(?=\\w)|(?![\\w$]))");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");
    private static final Pattern ANONYMOUS = Pattern.compile("\\d+");
    private static final Pattern LOCAL = Pattern.compile("\\d+(?=\\D)");

    /** It says something to Weft's own checks only. */
    private static final Pattern NULLNESS = Pattern.compile("@org\\.jspecify\\.annotations\\.\\w+ ");

    private ShownNames() {}

    static boolean isNotebookClass(String binaryName) {
        return binaryName.startsWith("REPL.");
    }

    /** A class's name as written; of a JDK class the full name. */
    static String className(String binaryName) {
        if (!isNotebookClass(binaryName)) {
            return binaryName;
        }
        String[] parts = WRAPPER.matcher(binaryName).replaceFirst("").split("\\$", -1);
        StringBuilder shown = new StringBuilder();
        for (String part : parts) {
            if (part.isEmpty()) {
                continue;
            }
            shown.append(shown.length() == 0 ? "" : ".");
            shown.append(
                    ANONYMOUS.matcher(part).matches()
                            ? "(anonymous)"
                            : LOCAL.matcher(part).replaceFirst(""));
        }
        return shown.toString();
    }

    /** The method of a frame, with its class; empty for the statements of a cell itself. */
    static String method(String binaryClassName, String method) {
        String owner = className(binaryClassName);
        String prefix = owner.isEmpty() ? "" : owner + ".";
        var lambda = LAMBDA.matcher(method);
        if (lambda.matches()) {
            String outer = lambda.group(1);
            boolean ofCell = owner.isEmpty() && (outer.startsWith("do_it$") || outer.isEmpty());
            return ofCell || outer.equals("static") || outer.equals("new") ? "lambda" : "lambda in " + prefix + outer;
        }
        return switch (method) {
            case "do_it$" -> "";
            case "<init>" -> owner.isEmpty() ? "" : "new " + owner;
            case "<clinit>" -> owner.isEmpty() ? "" : "static part of " + owner;
            default -> prefix + method;
        };
    }

    /** Any text in which JShell's names may occur, without them. */
    static String clean(String text) {
        String plain = WRAPPER.matcher(text).replaceAll("").replaceAll(" in (method|class) do_it\\$\\(\\)", "");
        return NULLNESS.matcher(plain).replaceAll("");
    }
}
