package weft.language;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of Java that cannot stand where they do: the parser then speaks of everything but them. */
final class MisplacedWord {

    private static final Pattern PACKAGE = Pattern.compile("\\s*package\\s+[\\w.]+\\s*;.*");
    /** As in {@code int class = 5;}: a type, a word, and what ends the declaration of a variable. */
    private static final Pattern DECLARED = Pattern.compile(
            "\\b(?:byte|short|int|long|float|double|boolean|char|var|[A-Z]\\w*(?:<[^;=()]*>)?)(?:\\[\\])*"
                    + "\\s+([a-z]+)\\s*(?:[=;,:)].*|$)");

    /** Words that are names all the same. */
    private static final Set<String> NAMES_TOO = Set.of("permits", "record", "sealed", "var", "when", "yield");

    private MisplacedWord() {}

    /** @param line the line in which the parser gave up */
    static Optional<String> in(String line) {
        if (PACKAGE.matcher(line).matches()) {
            return Optional.of("a notebook has no packages: leave this line out");
        }
        Matcher declared = DECLARED.matcher(line);
        while (declared.find()) {
            String word = declared.group(1);
            if (JavaWords.isKeyword(word) && !NAMES_TOO.contains(word)) {
                return Optional.of("\"" + word + "\" is a word of Java's own: choose another name");
            }
        }
        return Optional.empty();
    }
}
