package weft.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Finds what code declares by reading its tokens, because the code of a cell that is being written is not compiled
 * yet. It knows scopes by their braces; it can be wrong about clever code, and is asked only where a wrong answer is
 * one completion too many.
 */
final class Declarations {

    private static final Set<String> TYPE_WORDS = Set.of("class", "interface", "enum", "record");

    private final List<Token> tokens;
    private final Deque<List<Declared>> scopes = new ArrayDeque<>();
    /** Parameters, and variables of a loop's head: they belong to the block that follows. */
    private final List<Declared> pending = new ArrayList<>();

    private int parentheses;

    private Declarations(List<Token> tokens) {
        this.tokens = tokens;
        scopes.push(new ArrayList<>());
    }

    /** What is declared in this code and still in scope at its end, outermost first. */
    static List<Declared> visibleAtEnd(String code) {
        Declarations declarations = new Declarations(Tokens.ofCode(code));
        declarations.read();
        List<Declared> visible = new ArrayList<>();
        declarations.scopes.descendingIterator().forEachRemaining(visible::addAll);
        visible.addAll(declarations.pending);
        return visible;
    }

    private void read() {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            switch (token.text()) {
                case "{" -> open();
                case "}" -> close();
                case "(" -> parentheses++;
                case ")" -> parentheses--;
                case ";" -> endStatement();
                default -> readName(i);
            }
        }
    }

    private void open() {
        scopes.push(new ArrayList<>(pending));
        pending.clear();
    }

    private void close() {
        if (scopes.size() > 1) {
            scopes.pop();
        }
        pending.clear();
    }

    private void endStatement() {
        if (parentheses <= 0) {
            pending.clear();
            parentheses = 0;
        }
    }

    private void readName(int i) {
        Token token = tokens.get(i);
        if (!token.isWord() || JavaWords.isKeyword(token.text())) {
            return;
        }
        if (i > 0 && TYPE_WORDS.contains(text(i - 1)) && !text(i - 2).equals(".")) {
            scopes.element().add(new Declared(Declared.Kind.TYPE, token.text(), text(i - 1), "", token.start()));
            return;
        }
        if (text(i + 1).equals("->") || isLambdaParameter(i)) {
            pending.add(variable(token, "", token.start()));
            return;
        }
        int typeStart = typeBefore(i);
        if (typeStart < 0) {
            return;
        }
        int from = tokens.get(typeStart).start();
        String type = join(typeStart, i);
        if (text(i + 1).equals("(")) {
            scopes.element().add(new Declared(Declared.Kind.METHOD, token.text(), type, parameters(i + 1), from));
        } else if (parentheses > 0) {
            pending.add(variable(token, type, from));
        } else {
            scopes.element().add(variable(token, type, from));
        }
    }

    private static Declared variable(Token name, String type, int start) {
        return new Declared(Declared.Kind.VARIABLE, name.text(), type, "", start);
    }

    /** In {@code (a, b) -> …}, a and b. */
    private boolean isLambdaParameter(int i) {
        String before = text(i - 1);
        String after = text(i + 1);
        if (!(before.equals("(") || before.equals(",")) || !(after.equals(")") || after.equals(","))) {
            return false;
        }
        int end = i;
        while (tokenIsWord(end) && text(end + 1).equals(",")) {
            end += 2;
        }
        return text(end + 1).equals(")") && text(end + 2).equals("->");
    }

    /** Where the type begins that ends just before this token; -1 where there is none. */
    private int typeBefore(int i) {
        String next = text(i + 1);
        if (!Set.of("=", ";", ",", ")", ":", "(", "").contains(next)) {
            return -1;
        }
        int at = i - 1;
        if (text(at).equals("...")) {
            at--;
        }
        while (text(at).equals("]") && text(at - 1).equals("[")) {
            at -= 2;
        }
        if (text(at).equals(">")) {
            at = openingAngle(at) - 1;
        }
        if (!tokenIsWord(at) || JavaWords.NOT_TYPES.contains(text(at))) {
            return -1;
        }
        while (text(at - 1).equals(".") && tokenIsWord(at - 2)) {
            at -= 2;
        }
        return text(at - 1).equals(".") || text(at - 1).equals("new") ? -1 : at;
    }

    private int openingAngle(int close) {
        int depth = 0;
        for (int at = close; at >= 0; at--) {
            String text = text(at);
            depth += text.equals(">") ? 1 : text.equals("<") ? -1 : 0;
            if (depth == 0) {
                return at;
            }
            if (!tokenIsWord(at)
                    && !Set.of("<", ">", ",", "?", "[", "]", ".", "&").contains(text)) {
                return 0;
            }
        }
        return 0;
    }

    private String parameters(int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            depth += text(at).equals("(") ? 1 : text(at).equals(")") ? -1 : 0;
            if (depth == 0) {
                return join(open, at + 1);
            }
        }
        return "(…)";
    }

    private String join(int from, int end) {
        StringBuilder joined = new StringBuilder();
        for (int at = from; at < end; at++) {
            boolean words = at > from && tokenIsWord(at) && (tokenIsWord(at - 1) || ">].,...".contains(text(at - 1)));
            joined.append(words && !text(at - 1).equals(".") ? " " : "").append(text(at));
        }
        return joined.toString();
    }

    private boolean tokenIsWord(int i) {
        return i >= 0 && i < tokens.size() && tokens.get(i).isWord();
    }

    private String text(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i).text() : "";
    }
}
