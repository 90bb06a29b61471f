package weft.magic;

import java.util.Set;
import picocli.CommandLine.UnmatchedArgumentException;
import weft.language.Nearest;

/** What is wrong with the options of a magic, and which was meant. */
final class OptionErrors {

    private OptionErrors() {}

    /** A sentence with its end. */
    static String sentence(RuntimeException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        String words = String.valueOf(wrong.getMessage());
        return words.endsWith(".") || words.endsWith("?") ? words : words + ".";
    }

    private static String unmatched(UnmatchedArgumentException wrong) {
        String first = wrong.getUnmatched().get(0);
        String word = first.replaceFirst("=.*", "");
        if (!word.startsWith("-")) {
            return "\"" + first + "\" belongs to no option.";
        }
        Set<String> known = wrong.getCommandLine().getCommandSpec().optionsMap().keySet();
        return "there is no option \"" + word + "\""
                + Nearest.of(word, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(".");
    }
}
