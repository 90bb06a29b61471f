package weft.language;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Says whether the code in a console is ready to run, and how far to indent the next line if it is not.
 *
 * <pre>
 *   int f() {             incomplete, four spaces
 *   int f() { return 1; } complete
 *   int x = 1; }          invalid
 * </pre>
 */
public final class CompletenessCheck {

    private static final Completeness COMPLETE = new Completeness(Completeness.Status.COMPLETE, "");
    private static final Completeness INVALID = new Completeness(Completeness.Status.INVALID, "");
    private static final int STEP = 4;

    /** JShell refuses it as a modifier; the kernel does not. */
    private static final Pattern SYNCHRONIZED_METHOD =
            Pattern.compile("^(\\s*)synchronized(?=\\s+[\\w<@])", Pattern.MULTILINE);

    /** They stand on lines of their own; what they belong to comes next. */
    private static final Pattern ANNOTATIONS =
            Pattern.compile("\\s*(@(?!interface\\b)[\\w.]+\\s*(\\((\"[^\"]*\"|[^()\"])*\\)\\s*)?)+");

    private static final Pattern LINE_MAGIC = Pattern.compile("^[ \\t]*%[^\\n]*$", Pattern.MULTILINE);
    private static final Set<String> OPENING = Set.of("{", "(", "[");
    private static final Set<String> CLOSING = Set.of("}", ")", "]");

    private final Function<String, CompletionInfo> analysis;

    /** @param analysis JShell's {@code analyzeCompletion} */
    public CompletenessCheck(Function<String, CompletionInfo> analysis) {
        this.analysis = analysis;
    }

    public Completeness check(String code) {
        int head = code.length() - code.stripLeading().length();
        if (HelpQuestion.at(code, head).isPresent()) {
            return COMPLETE;
        }
        if (code.startsWith("%%", head)) {
            return isEndedByBlankLine(code) ? COMPLETE : incomplete("");
        }
        String rest = LINE_MAGIC.matcher(code).replaceAll("");
        rest = SYNCHRONIZED_METHOD.matcher(rest).replaceAll("$1            ");
        while (!rest.isBlank()) {
            if (ANNOTATIONS.matcher(rest).matches()) {
                return incomplete(indentOfLastLine(code));
            }
            CompletionInfo info = analysis.apply(rest);
            switch (info.completeness()) {
                case EMPTY -> {
                    return COMPLETE;
                }
                case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> {
                    return incomplete(indentAfter(code));
                }
                case UNKNOWN -> {
                    return INVALID;
                }
                case COMPLETE, COMPLETE_WITH_SEMI -> {
                    // Complete to JShell is what no further line can change, "int = 5;" too.
                    if (!Grammar.accepts(info.source())) {
                        return INVALID;
                    }
                    rest = info.remaining();
                }
            }
        }
        return COMPLETE;
    }

    private static Completeness incomplete(String indent) {
        return new Completeness(Completeness.Status.INCOMPLETE, indent);
    }

    /** A magic's body may hold blank lines, so only one at the very end counts, and never the one after the head. */
    private static boolean isEndedByBlankLine(String code) {
        String body = code.stripLeading();
        int headEnd = body.indexOf('\n');
        return headEnd >= 0 && body.substring(headEnd + 1).matches("(?s)(.*\\S.*\\n)?[ \\t]*\\n[ \\t]*");
    }

    /** The white space with which the line after this code begins. */
    static String indentAfter(String code) {
        List<Token> tokens = Tokens.of(code);
        if (!tokens.isEmpty() && !tokens.get(tokens.size() - 1).closed()) {
            // Inside a text block or a comment nobody but the author knows.
            return indentOfLastLine(code);
        }
        int lastLine = code.stripTrailing().lastIndexOf('\n') + 1;
        Deque<Token> open = new ArrayDeque<>();
        int openAtLastLine = -1;
        for (Token token : tokens) {
            if (openAtLastLine < 0 && token.start() >= lastLine) {
                openAtLastLine = open.size();
            }
            if (OPENING.contains(token.text())) {
                open.push(token);
            } else if (CLOSING.contains(token.text()) && !open.isEmpty()) {
                open.pop();
            }
        }
        if (open.isEmpty()) {
            // As after "int x =" or "if (ready)": what follows belongs to this line.
            return indentOfLastLine(code) + (code.isBlank() ? "" : " ".repeat(STEP));
        }
        if (open.element().start() >= lastLine) {
            return indentOfLastLine(code) + " ".repeat(STEP);
        }
        boolean sameBlock = open.size() == openAtLastLine
                && !code.substring(lastLine).strip().startsWith("}");
        return sameBlock
                ? indentOfLastLine(code)
                : indentAt(code, open.element().start()) + " ".repeat(STEP);
    }

    private static String indentOfLastLine(String code) {
        return indentAt(code, code.stripTrailing().length());
    }

    private static String indentAt(String code, int position) {
        int start = code.lastIndexOf('\n', position - 1) + 1;
        int end = start;
        while (end < code.length() && (code.charAt(end) == ' ' || code.charAt(end) == '\t')) {
            end++;
        }
        return code.substring(start, end);
    }
}
