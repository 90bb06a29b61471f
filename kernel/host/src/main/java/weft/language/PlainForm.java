package weft.language;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Another form of a snippet, with the same meaning, that JShell compiles in one go. It compiles each expression twice,
 * statements such as {@code f();} too: first for its type alone, which names the variable for the value. That takes a
 * third of a short cell, and half of the first one, though nobody asks for the type.
 *
 * <pre>
 *   a + f(b)   →  Object $weft1 = (a + f(b));
 *   g(a);      →  { g(a); }
 * </pre>
 *
 * <p>What has this form is guessed from the words. A wrong guess does not compile, as with a value of a method that has
 * none, or means the same; so the form may be tried, and the snippet itself be taken where it fails.
 */
public final class PlainForm {

    /** How the names of variables for values begin. Nobody sees them: they are dropped like JShell's own. */
    private static final String VARIABLE = "$weft";

    /**
     * Where one of them stands, the type that is asked for may change the value ({@code b ? 1 : 2.0}), or there is no type
     * without one (lambdas), or something is declared or assigned.
     */
    private static final Set<String> TYPED = Set.of("?", "->", "::", "switch", "=", "++", "--", "{", "}", ";", "@");

    private static final Set<String> OPERATORS =
            Set.of("+", "-", "*", "/", "%", "==", "!=", "<=", ">=", "&", "|", "^", "!", "~", "instanceof");

    private PlainForm() {}

    /**
     * The form for this snippet, if it has one.
     *
     * @param valueWanted whether the value is shown
     * @param number makes the variable's name another one than those before: JShell carries the value of a variable over to
     *     the next of its name
     */
    public static Optional<String> of(String snippet, boolean valueWanted, int number) {
        List<Token> tokens = Tokens.ofCode(snippet);
        // In Unicode escapes, brackets may stand that are no tokens here.
        if (tokens.isEmpty() || !isBalanced(tokens) || snippet.contains(VARIABLE) || snippet.contains("\\u")) {
            return Optional.empty();
        }
        if (!valueWanted) {
            return isCallOrAssignment(tokens) ? Optional.of("{ " + snippet + "\n}") : Optional.empty();
        }
        Token last = tokens.get(tokens.size() - 1);
        boolean semicolon = last.is(";");
        List<Token> expression = semicolon ? tokens.subList(0, tokens.size() - 1) : tokens;
        if (!hasValue(expression)) {
            return Optional.empty();
        }
        // The line breaks, in case a comment comes last.
        String text = semicolon ? snippet.substring(0, last.start()) + snippet.substring(last.end()) : snippet;
        return Optional.of("Object " + VARIABLE + number + " = (" + text + "\n);");
    }

    /** Whether a variable of this name has the value of such a form. */
    public static boolean isVariable(String name) {
        return name.startsWith(VARIABLE);
    }

    /** A semicolon ends it, and stands nowhere else but in the blocks of lambdas. */
    private static boolean isCallOrAssignment(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += change(tokens.get(i));
            if (depth == 0 && tokens.get(i).is(";") != (i == tokens.size() - 1)) {
                return false;
            }
        }
        int end = endOfName(tokens);
        return end > 0
                && end < tokens.size() - 1
                && (tokens.get(end).is("(") || tokens.get(end).is("="));
    }

    /** The index after {@code a.b.c} at the beginning; 0 if there is no such name. */
    private static int endOfName(List<Token> tokens) {
        int end = 0;
        while (end < tokens.size() && tokens.get(end).isWord()) {
            end++;
            if (end == tokens.size() || !tokens.get(end).is(".")) {
                return end;
            }
            end++;
        }
        return 0;
    }

    /** Whether it is an expression that cannot well be the call of a method without a value. */
    private static boolean hasValue(List<Token> expression) {
        if (expression.isEmpty() || expression.stream().anyMatch(token -> TYPED.contains(token.text()))) {
            return false;
        }
        int depth = 0;
        int groups = 0;
        boolean operator = false;
        for (Token token : expression) {
            groups += depth == 0 && token.is("(") ? 1 : 0;
            operator |= depth == 0 && OPERATORS.contains(token.text());
            depth += change(token);
        }
        boolean isNew = expression.get(0).is("new") && groups == 1;
        return operator || isNew || !expression.get(expression.size() - 1).is(")");
    }

    /** Else what is put around it could pair with something within it. */
    private static boolean isBalanced(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            depth += change(token);
            if (depth < 0 || !token.closed()) {
                return false;
            }
        }
        return depth == 0;
    }

    private static int change(Token token) {
        return switch (token.text()) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }
}
