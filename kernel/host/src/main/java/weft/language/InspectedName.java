package weft.language;

import java.util.List;
import java.util.Optional;

/**
 * The name that a question is about.
 *
 * @param text empty where the cursor is on no name
 * @param end position after its last character
 * @param isQualified whether it follows a point
 * @param isCall whether an opening parenthesis follows
 * @param arguments how many arguments the call has; -1 where it is none, or not closed yet
 */
record InspectedName(
        String text, int end, boolean isQualified, boolean isCall, int arguments, List<Token> tokens, int index) {

    static InspectedName at(String code, int cursor) {
        List<Token> tokens = Tokens.ofCode(code);
        int found = -1;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isWord() && token.start() <= cursor && cursor <= token.end()) {
                found = i;
            }
        }
        if (found >= 0) {
            return of(tokens, found);
        }
        int before = 0;
        while (before < tokens.size() && tokens.get(before).start() < cursor) {
            before++;
        }
        return new InspectedName("", cursor, false, false, -1, tokens, before);
    }

    private static InspectedName of(List<Token> tokens, int i) {
        boolean qualified = i > 0 && isPoint(tokens.get(i - 1));
        boolean call = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
        Token token = tokens.get(i);
        return new InspectedName(
                token.text(), token.end(), qualified, call, call ? arguments(tokens, i + 1) : -1, tokens, i);
    }

    /** What stands before the point, where it is but a name that may be a type's: {@code java.lang.Thread}. */
    Optional<String> qualifier() {
        StringBuilder text = new StringBuilder();
        for (int i = index - 1;
                i > 0 && isPoint(tokens.get(i)) && tokens.get(i - 1).isWord();
                i -= 2) {
            text.insert(0, tokens.get(i - 1).text() + (text.length() == 0 ? "" : "."));
        }
        return Optional.of(text.toString()).filter(found -> !found.isEmpty());
    }

    private static boolean isPoint(Token token) {
        return token.is(".") || token.is("::");
    }

    /** The call in whose parentheses this name stands. */
    Optional<InspectedName> enclosingCall() {
        int level = 0;
        for (int i = index - 1; i > 0; i--) {
            Token token = tokens.get(i);
            if (token.is(";") || token.is("{") || token.is("}")) {
                return Optional.empty();
            }
            level += token.is(")") ? 1 : token.is("(") ? -1 : 0;
            if (level < 0) {
                return Optional.of(beforeTypeArguments(i - 1))
                        .filter(this::isName)
                        .map(name -> of(tokens, name));
            }
        }
        return Optional.empty();
    }

    /** {@code new ArrayList<>(} is a call of what stands before the angle brackets. */
    private int beforeTypeArguments(int last) {
        int level = 0;
        for (int i = last; i >= 0; i--) {
            level += tokens.get(i).is(">") ? 1 : tokens.get(i).is("<") ? -1 : 0;
            if (level == 0) {
                return tokens.get(i).is("<") ? i - 1 : i;
            }
        }
        return last;
    }

    private boolean isName(int i) {
        boolean qualified = i > 0 && isPoint(tokens.get(i - 1));
        return i >= 0
                && tokens.get(i).isWord()
                && (qualified || !JavaWords.isKeyword(tokens.get(i).text()));
    }

    private static int arguments(List<Token> tokens, int open) {
        int level = 0;
        int commas = 0;
        for (int i = open; i < tokens.size(); i++) {
            switch (tokens.get(i).text()) {
                case "(", "[", "{" -> level++;
                case ")", "]", "}" -> level--;
                case "," -> commas += level == 1 ? 1 : 0;
                default -> {}
            }
            if (level == 0) {
                return i == open + 1 ? 0 : commas + 1;
            }
        }
        return -1;
    }
}
