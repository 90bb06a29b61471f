package weft.language;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Thread.join?} or {@code ?%timeit} on a line of its own: a question about a name, as IPython has it.
 *
 * @param name what is asked about, without question marks
 * @param end where the line ends in the text
 */
public record HelpQuestion(String name, int end) {

    /** No Java: nothing but a further question may follow, since {@code ready?} may go on with the branches. */
    private static final Pattern FORM =
            Pattern.compile("\\G[ \\t]*(?:\\?{1,2}(%{0,2}[\\w.$]+)|(%{0,2}[\\w.$]+)\\?{1,2})[ \\t]*(?=\\n|$)");

    /** The question that the line at this position is. */
    public static Optional<HelpQuestion> at(String text, int position) {
        Matcher form = FORM.matcher(text);
        if (!form.find(position) || form.start() != position) {
            return Optional.empty();
        }
        String rest = text.substring(form.end());
        int next = form.end() + rest.length() - rest.stripLeading().length();
        boolean isLast = rest.isBlank() || at(text, next).isPresent();
        String name = form.group(1) == null ? form.group(2) : form.group(1);
        return isLast ? Optional.of(new HelpQuestion(name, form.end())) : Optional.empty();
    }
}
