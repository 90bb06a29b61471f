package weft.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The constructors of a record that name no access. JShell makes a top-level record public, and the compiler then
 * refuses them, though {@code record Range(int from, int to) { Range { … } }} is plain Java (seen on JDK 17 and 25).
 */
public final class RecordConstructors {

    private static final Set<String> ACCESS = Set.of("public", "protected", "private");
    private static final Set<String> ENDS_OF_MEMBER = Set.of("{", "}", ";");

    private RecordConstructors() {}

    /** Where the names of such constructors begin; nothing where the code declares no record. */
    public static List<Integer> withoutAccess(String declaration) {
        if (!declaration.contains("record")) {
            return List.of();
        }
        List<Token> tokens = Tokens.ofCode(declaration);
        int name = indexOfName(tokens);
        return name < 0 ? List.of() : constructors(tokens, name);
    }

    /** Before it stand only modifiers and annotations. */
    private static int indexOfName(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean header = tokens.get(i + 2).is("(") || tokens.get(i + 2).is("<");
            if (depth == 0 && token.is("record") && tokens.get(i + 1).isWord() && header) {
                return i + 1;
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (token.is("{") || token.is(";") || token.is("=")) {
                return -1;
            }
        }
        return -1;
    }

    private static List<Integer> constructors(List<Token> tokens, int name) {
        List<Integer> found = new ArrayList<>();
        int depth = 0;
        boolean access = false;
        for (int i = name + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean opens = token.is("{") || token.is("(");
            if (opens && depth == 1 && !access && isConstructor(tokens, i - 1, tokens.get(name))) {
                found.add(tokens.get(i - 1).start());
            }
            depth += opens ? 1 : token.is("}") || token.is(")") ? -1 : 0;
            if (depth == 1) {
                access = !ENDS_OF_MEMBER.contains(token.text()) && (access || ACCESS.contains(token.text()));
            }
        }
        return found;
    }

    private static boolean isConstructor(List<Token> tokens, int at, Token name) {
        Token before = tokens.get(at - 1);
        boolean afterAnnotation =
                before.is(")") || (before.isWord() && tokens.get(at - 2).is("@"));
        return tokens.get(at).is(name.text()) && (ENDS_OF_MEMBER.contains(before.text()) || afterAnnotation);
    }
}
