package weft.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import weft.language.JavaText;

/**
 * The modifiers before a top-level declaration, and the source as JShell takes it.
 *
 * <p>JShell drops {@code volatile} and {@code final} of a variable without a word and refuses {@code synchronized}. The
 * first two come back in the bytecode. A synchronized method gets a body that locks the one monitor that all
 * synchronized methods of a notebook share, as the static methods of one class would.
 */
record TopLevelModifiers(String source, Set<String> modifiers) {

    private static final Pattern LEADING =
            Pattern.compile("\\G\\s*(public|protected|private|static|final|volatile|synchronized|transient)\\b");

    private static final String MONITOR = "synchronized (weft.agent.Notebook.class) ";

    /**
     * Code that may begin with a synchronized method, as JShell can split it: the word is blanked, positions stay.
     * JShell takes such a method for nonsense, and everything after it too.
     */
    static String splittable(String code) {
        StringBuilder masked = new StringBuilder(code);
        Matcher matcher = LEADING.matcher(JavaText.withoutComments(code));
        while (matcher.find()) {
            boolean block = code.substring(matcher.end()).stripLeading().startsWith("(");
            if (matcher.group(1).equals("synchronized") && !block) {
                masked.replace(matcher.start(1), matcher.end(1), " ".repeat("synchronized".length()));
            }
        }
        return masked.toString();
    }

    static TopLevelModifiers of(String snippet) {
        String code = JavaText.withoutComments(snippet);
        Set<String> modifiers = new HashSet<>();
        StringBuilder source = new StringBuilder(snippet);
        Matcher matcher = LEADING.matcher(code);
        while (matcher.find()) {
            modifiers.add(matcher.group(1));
            if (matcher.group(1).equals("synchronized") || matcher.group(1).equals("final")) {
                source.replace(
                        matcher.start(1),
                        matcher.end(1),
                        " ".repeat(matcher.group(1).length()));
            }
        }
        // `synchronized (lock) { … }` is a statement, not a modifier.
        boolean statement = code.stripLeading().matches("(?s)synchronized\\s*\\(.*");
        if (modifiers.isEmpty() || statement) {
            return new TopLevelModifiers(snippet, Set.of());
        }
        if (modifiers.contains("synchronized")) {
            lockBody(source, code);
        } else if (modifiers.contains("final") && isType(code)) {
            return new TopLevelModifiers(snippet, Set.of());
        }
        return new TopLevelModifiers(source.toString(), modifiers);
    }

    /** {@code final class} means what it says in JShell too. */
    private static boolean isType(String code) {
        return Pattern.compile("\\b(class|interface|enum|record)\\s+\\w+[^=;]*\\{")
                .matcher(code)
                .find();
    }

    /** Puts the body in a synchronized block on the same lines, so that line numbers stay. */
    private static void lockBody(StringBuilder source, String code) {
        int open = code.indexOf('{');
        int close = code.lastIndexOf('}');
        if (open >= 0 && close > open) {
            source.insert(close, '}');
            source.insert(open + 1, MONITOR + "{");
        }
    }

    boolean isVolatile() {
        return modifiers.contains("volatile");
    }

    boolean isFinal() {
        return modifiers.contains("final");
    }
}
