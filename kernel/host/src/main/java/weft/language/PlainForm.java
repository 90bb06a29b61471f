package weft.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A snippet that declares nothing, as the body of a method. Then it needs no JShell, which keeps what is declared.
 *
 * <pre>
 *   a + f(b)         →  return (Object) (a + f(b));
 *   g(a)             →  return (Object) (g(a));      or, if g has no value,  g(a);
 *   while (b) h();   →  while (b) h();
 * </pre>
 *
 * <p>With a cast, the expression has the type that it has by itself, as in JShell: as an {@code Object} alone,
 * {@code b ? id(1) : 2.0} would be 1 and not 1.0 ("Java Language Specification", 15.25).
 *
 * <p>What has such a form is guessed from the words. A wrong guess does not compile or means the same; so the form may be
 * tried, and JShell be asked where it fails.
 *
 * @param body one line longer than the snippet, and its lines are the snippet's
 * @param hasValue whether the method returns the snippet's value, as an {@code Object}
 * @param words what could be a name in it
 */
public record PlainForm(String body, boolean hasValue, Set<String> words) {

    /** Outside all brackets, something is declared or assigned, or it is no expression, or one without a type. */
    private static final Set<String> NO_VALUE = Set.of("=", "++", "--", ";", "->", "::", "@");

    private static final Set<String> STATEMENTS =
            Set.of("for", "while", "do", "if", "try", "throw", "assert", "synchronized", "{");

    /** After a name, they begin the rest of a call or of an assignment, and not of a declaration. */
    private static final Set<String> AFTER_NAME = Set.of("(", "=", "++", "--", "+", "-", "*", "/", "|", "&", "^");

    /**
     * The forms to be tried, one after the other; none if the snippet has none.
     *
     * @param valueWanted whether the value is shown, if there is one
     */
    public static List<PlainForm> of(String snippet, boolean valueWanted) {
        List<Token> tokens = Tokens.ofCode(snippet);
        // In Unicode escapes, brackets may stand that are no tokens here.
        if (tokens.isEmpty() || !isBalanced(tokens) || snippet.contains("\\u")) {
            return List.of();
        }
        List<PlainForm> forms = new ArrayList<>();
        if (isStatement(tokens)) {
            forms.add(new PlainForm(snippet + "\n", false, words(tokens)));
        } else if (valueWanted) {
            addExpression(forms, snippet, tokens);
        } else if (isCallOrAssignment(tokens)) {
            forms.add(new PlainForm(snippet + "\n", false, words(tokens)));
        }
        return forms;
    }

    private static void addExpression(List<PlainForm> forms, String snippet, List<Token> tokens) {
        Token last = tokens.get(tokens.size() - 1);
        boolean semicolon = last.is(";");
        List<Token> expression = semicolon ? tokens.subList(0, tokens.size() - 1) : tokens;
        if (!isExpression(expression)) {
            return;
        }
        // Behind the comments at the beginning: an error is said to be in the line of the return.
        int start = tokens.get(0).start();
        // The line breaks, in case a comment comes last.
        String text = semicolon ? snippet.substring(0, last.start()) + snippet.substring(last.end()) : snippet;
        Set<String> words = words(tokens);
        forms.add(new PlainForm(
                text.substring(0, start) + "return (Object) (" + text.substring(start) + "\n);", true, words));
        if (expression.get(expression.size() - 1).is(")")) {
            forms.add(new PlainForm(text + "\n;", false, words));
        }
    }

    private static Set<String> words(List<Token> tokens) {
        return tokens.stream().filter(Token::isWord).map(Token::text).collect(Collectors.toUnmodifiableSet());
    }

    /** A method may be synchronized too, but no bracket follows the word then. */
    private static boolean isStatement(List<Token> tokens) {
        Token first = tokens.get(0);
        return STATEMENTS.contains(first.text())
                && (!first.is("synchronized")
                        || tokens.size() > 1 && tokens.get(1).is("("));
    }

    /** A semicolon ends it, and stands nowhere else but within brackets. */
    private static boolean isCallOrAssignment(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += change(tokens.get(i));
            if (depth == 0 && tokens.get(i).is(";") != (i == tokens.size() - 1)) {
                return false;
            }
        }
        int end = endOfName(tokens);
        return tokens.get(0).is("new")
                || end > 0
                        && end < tokens.size() - 1
                        && AFTER_NAME.contains(tokens.get(end).text());
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

    private static boolean isExpression(List<Token> tokens) {
        if (tokens.isEmpty() || looksDeclared(tokens)) {
            return false;
        }
        boolean isNew = tokens.get(0).is("new");
        int depth = 0;
        for (Token token : tokens) {
            boolean body = token.is("{") && !isNew;
            if (depth == 0 && (body || NO_VALUE.contains(token.text()))) {
                return false;
            }
            depth += change(token);
        }
        return true;
    }

    /** {@code int x} and {@code int[] x}. What else declares something has braces or an equals sign, or fails. */
    private static boolean looksDeclared(List<Token> tokens) {
        if (tokens.size() < 2) {
            return false;
        }
        Token second = tokens.get(1);
        boolean twoWords =
                tokens.get(0).isWord() && !tokens.get(0).is("new") && second.isWord() && !second.is("instanceof");
        return twoWords
                || tokens.get(tokens.size() - 1).isWord()
                        && tokens.get(tokens.size() - 2).is("]");
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
