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
        boolean qualified =
                i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("::"));
        boolean call = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
        Token token = tokens.get(i);
        return new InspectedName(
                token.text(), token.end(), qualified, call, call ? arguments(tokens, i + 1) : -1, tokens, i);
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
                boolean named = tokens.get(i - 1).isWord()
                        && !JavaWords.isKeyword(tokens.get(i - 1).text());
                return named ? Optional.of(of(tokens, i - 1)) : Optional.empty();
            }
        }
        return Optional.empty();
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
