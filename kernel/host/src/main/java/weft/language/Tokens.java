package weft.language;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits Java source into tokens without a compiler, so that half-written code has tokens too. It takes microseconds
 * where javac takes milliseconds, and it never fails: what it does not know is a symbol of one character.
 *
 * <pre>
 *   int n = f("a;b"); // c
 *   WORD int · WORD n · SYMBOL = · WORD f · SYMBOL ( · STRING "a;b" · SYMBOL ) · SYMBOL ; · COMMENT // c
 * </pre>
 */
final class Tokens {

    /** Only the symbols whose parts would mislead; all others are single characters. */
    private static final List<String> LONG_SYMBOLS = List.of("...", "->", "::", "==", "<=", ">=", "!=", "++", "--");

    private final String code;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String code) {
        this.code = code;
    }

    static List<Token> of(String code) {
        return new Tokens(code).scan();
    }

    /** The tokens without the comments. */
    static List<Token> ofCode(String code) {
        return of(code).stream().filter(token -> !token.isComment()).toList();
    }

    private List<Token> scan() {
        while (at < code.length()) {
            char c = code.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (Character.isJavaIdentifierStart(code.codePointAt(at))) {
                add(Token.Kind.WORD, endOfWord(), true);
            } else if (Character.isDigit(c)) {
                add(Token.Kind.NUMBER, endOfNumber(), true);
            } else if (c == '"' && code.startsWith("\"\"\"", at)) {
                addUntil(Token.Kind.STRING, "\"\"\"", 3, false);
            } else if (c == '"' || c == '\'') {
                addUntil(c == '"' ? Token.Kind.STRING : Token.Kind.CHARACTER, String.valueOf(c), 1, true);
            } else if (code.startsWith("//", at)) {
                int end = code.indexOf('\n', at);
                // A line comment still takes what is typed at its end, so without a line break it is open.
                add(Token.Kind.COMMENT, end < 0 ? code.length() : end, end >= 0);
            } else if (code.startsWith("/*", at)) {
                int end = code.indexOf("*/", at + 2);
                add(Token.Kind.COMMENT, end < 0 ? code.length() : end + 2, end >= 0);
            } else {
                add(Token.Kind.SYMBOL, at + symbolLength(), true);
            }
        }
        return List.copyOf(tokens);
    }

    private void add(Token.Kind kind, int end, boolean closed) {
        tokens.add(new Token(kind, code.substring(at, end), at, end, closed));
        at = end;
    }

    private void addUntil(Token.Kind kind, String close, int openLength, boolean oneLine) {
        int i = at + openLength;
        while (i < code.length()) {
            char c = code.charAt(i);
            if (oneLine && c == '\n') {
                add(kind, i, false);
                return;
            }
            if (code.startsWith(close, i)) {
                add(kind, i + close.length(), true);
                return;
            }
            i += c == '\\' && i + 1 < code.length() ? 2 : 1;
        }
        add(kind, code.length(), false);
    }

    private int endOfWord() {
        int i = at;
        while (i < code.length() && Character.isJavaIdentifierPart(code.codePointAt(i))) {
            i += Character.charCount(code.codePointAt(i));
        }
        return i;
    }

    private int endOfNumber() {
        int i = at;
        while (i < code.length()
                && (Character.isLetterOrDigit(code.charAt(i)) || code.charAt(i) == '_' || isPoint(i))) {
            i++;
        }
        return i;
    }

    private boolean isPoint(int i) {
        return code.charAt(i) == '.' && i + 1 < code.length() && Character.isDigit(code.charAt(i + 1));
    }

    private int symbolLength() {
        for (String symbol : LONG_SYMBOLS) {
            if (code.startsWith(symbol, at)) {
                return symbol.length();
            }
        }
        return Character.charCount(code.codePointAt(at));
    }
}
