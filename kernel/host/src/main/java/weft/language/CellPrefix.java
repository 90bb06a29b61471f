package weft.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A cell up to the cursor: the snippets that are whole, and the one being written. Split by tokens and not by javac,
 * so that the length of a cell costs nothing.
 *
 * <pre>
 *   import java.util.List; int n = 1; n.to|
 *   whole: "import java.util.List;", "int n = 1;"     last: " n.to"     word: "to"
 * </pre>
 *
 * @param last the snippet being written, up to the cursor
 * @param word the beginning of the name at the cursor; may be empty
 * @param inText whether the cursor stands in a string, a character or a comment
 */
record CellPrefix(List<String> whole, String last, String word, boolean inText) {

    /** After a block these go on with the statement before it. */
    private static final Set<String> CONTINUATIONS = Set.of("else", "catch", "finally", "while", "instanceof");

    private static final Set<String> STARTS = Set.of("@", "(", "{", "++", "--", "<", "}");
    private static final Pattern MAGIC = Pattern.compile("^[ \\t]*%[^\\n]*", Pattern.MULTILINE);

    static CellPrefix of(String code, int cursor) {
        // Blanked and not removed, so that positions stay.
        String before = MAGIC.matcher(code.substring(0, cursor)).replaceAll(m -> " ".repeat(m.end() - m.start()));
        List<Token> tokens = Tokens.of(before);
        if (tokens.isEmpty()) {
            return new CellPrefix(List.of(), before, "", false);
        }
        Token end = tokens.get(tokens.size() - 1);
        boolean atEnd = end.end() == before.length();
        boolean literal = end.kind() == Token.Kind.STRING || end.kind() == Token.Kind.CHARACTER || end.isComment();
        boolean inText = atEnd && (literal && !end.closed() || end.kind() == Token.Kind.NUMBER);
        List<String> whole = new ArrayList<>();
        int start = split(
                before, tokens.stream().filter(token -> !token.isComment()).toList(), whole);
        String word = atEnd && end.isWord() ? end.text() : "";
        return new CellPrefix(List.copyOf(whole), before.substring(start), word, inText);
    }

    private static int split(String code, List<Token> tokens, List<String> whole) {
        int start = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            switch (token.text()) {
                case "{", "(", "[" -> depth++;
                case "}", ")", "]" -> depth--;
                default -> {}
            }
            if (depth > 0 || !endsSnippet(tokens, i)) {
                continue;
            }
            depth = 0;
            whole.add(code.substring(start, token.end()).strip());
            start = token.end();
        }
        return start;
    }

    private static boolean endsSnippet(List<Token> tokens, int i) {
        if (tokens.get(i).is(";")) {
            return true;
        }
        if (!tokens.get(i).is("}") || i + 1 == tokens.size()) {
            return false;
        }
        Token next = tokens.get(i + 1);
        return next.kind() == Token.Kind.SYMBOL ? STARTS.contains(next.text()) : !CONTINUATIONS.contains(next.text());
    }

    /** Whether something stands before the word that names where to look: {@code list.} or {@code Foo::}. */
    boolean isQualified() {
        String head = head();
        return head.endsWith(".") || head.endsWith("::");
    }

    boolean isImport() {
        return last.stripLeading().startsWith("import ");
    }

    /** The snippet being written, without the word at the cursor and the white space before it. */
    String head() {
        return last.substring(0, last.length() - word.length()).stripTrailing();
    }

    /**
     * The snippet being written with the rest of its cell around it, so that JShell knows the cell's own names: as the
     * body of a method, whose class has the cell's methods and classes. Empty where the cell declares nothing.
     */
    Optional<String> inContext(String snippet) {
        StringBuilder members = new StringBuilder();
        StringBuilder locals = new StringBuilder();
        String text = snippet;
        for (String one : whole) {
            List<Declared> declared = Declarations.visibleAtEnd(one);
            if (one.startsWith("import ")) {
                text = qualify(text, one);
                continue;
            }
            if (declared.isEmpty()) {
                continue;
            }
            boolean member = declared.get(0).kind() != Declared.Kind.VARIABLE;
            (member ? members : locals).append(one).append(one.endsWith(";") || member ? "\n" : ";\n");
        }
        if (members.length() == 0 && locals.length() == 0 && text.equals(snippet)) {
            return Optional.empty();
        }
        List<Declared> own = Declarations.visibleAtEnd(text);
        boolean declaresMember = !own.isEmpty() && own.get(0).kind() != Declared.Kind.VARIABLE;
        String body = declaresMember ? locals + text : "static void weft$() {\n" + locals + text;
        return Optional.of("class Weft$ {\n" + members + body);
    }

    /** Names a class in full where the cell imports it: the import cannot stand inside a class. */
    private static String qualify(String text, String importSnippet) {
        String name = importSnippet
                .replaceFirst("^import\\s+", "")
                .replaceFirst("\\s*;$", "")
                .strip();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        if (name.startsWith("static ") || simple.equals("*") || !simple.matches("\\w+")) {
            return text;
        }
        return text.replaceAll("(?<![\\w.$])" + simple + "(?=\\W)", name);
    }
}
