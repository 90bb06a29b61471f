package weft.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import weft.language.JavaText;
import weft.language.RecordConstructors;

/**
 * The modifiers before a top-level declaration, and the source as JShell takes it.
 *
 * <p>JShell drops {@code volatile} and {@code final} of a variable without a word and refuses {@code synchronized}. The
 * first two come back in the bytecode. A synchronized method gets a body that locks the one monitor that all
 * synchronized methods of a notebook share, as the static methods of one class would.
 *
 * @param insertions what stands in the source and not in the author's text
 */
record TopLevelModifiers(String source, Set<String> modifiers, Insertions insertions) {

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
        Insertions insertions = new Insertions();
        RecordConstructors.withoutAccess(code).forEach(position -> insertions.add(position, "public "));
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
        boolean finalType = modifiers.contains("final") && !modifiers.contains("synchronized") && isType(code);
        if (modifiers.isEmpty() || statement || finalType) {
            return new TopLevelModifiers(insertions.in(snippet), Set.of(), insertions);
        }
        if (modifiers.contains("synchronized")) {
            lockBody(insertions, code);
        }
        return new TopLevelModifiers(insertions.in(source.toString()), modifiers, insertions);
    }

    /** {@code final class} means what it says in JShell too. */
    private static boolean isType(String code) {
        return Pattern.compile("\\b(class|interface|enum|record)\\s+\\w+[^=;]*\\{")
                .matcher(code)
                .find();
    }

    /** Puts the body in a synchronized block on the same lines, so that line numbers stay. */
    private static void lockBody(Insertions insertions, String code) {
        int open = code.indexOf('{');
        int close = code.lastIndexOf('}');
        if (open >= 0 && close > open) {
            insertions.add(open + 1, MONITOR + "{");
            insertions.add(close, "}");
        }
    }

    boolean isVolatile() {
        return modifiers.contains("volatile");
    }

    boolean isFinal() {
        return modifiers.contains("final");
    }
}
