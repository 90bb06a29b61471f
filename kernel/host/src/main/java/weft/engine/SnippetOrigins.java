package weft.engine;

import java.util.HashMap;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import weft.weave.Origin;
import weft.weave.Wrappers;

/**
 * Knows which lines of which cell each snippet came from, and so each class.
 *
 * <p><b>Threads.</b> Belongs to the thread that evaluates.
 */
final class SnippetOrigins {

    /** Lines of the wrapper before a method or a type: package, imports, class and modifiers have one each. */
    private static final int DECLARATION_HEADER_LINES = 4;

    /**
     * Where a piece of a cell stands.
     *
     * @param sourceName what stack traces call its cell, or the file that a cell runs
     * @param firstLine its first line in there, counted from 1
     */
    record Place(String sourceName, int firstLine, String source) {
        int lastLine() {
            return firstLine + lines(source);
        }
    }

    private final Map<String, Place> bySnippetId = new HashMap<>();
    private final JShell shell;
    private Place current = new Place("", 1, "");

    SnippetOrigins(JShell shell) {
        this.shell = shell;
    }

    /** This piece is evaluated from now on. */
    void begin(Place place) {
        current = place;
    }

    /** Remembers that a snippet came from the current piece. */
    void keep(Snippet snippet) {
        bySnippetId.put(snippet.id(), current);
    }

    @Nullable Place placeOf(Snippet snippet) {
        return bySnippetId.get(snippet.id());
    }

    /** Where the source of a wrapper stands: in the current piece, or in the earlier one whose class is made anew. */
    Origin of(String wrapper) {
        if (Wrappers.isOfWeft(wrapper)) {
            // All of the wrapper stands in the snippet's first line.
            return new Origin(current.sourceName(), current.firstLine() - 1, current.firstLine(), current.lastLine());
        }
        String id = Wrappers.snippetId(wrapper);
        Snippet snippet = snippet(id);
        Place known = bySnippetId.get(id);
        Place place = known == null || snippet == null || isDeclaredAnew(snippet) ? current : known;
        int shift = place.firstLine() - 1 - (snippet == null ? DECLARATION_HEADER_LINES : header(snippet));
        return new Origin(place.sourceName(), shift, place.firstLine(), place.lastLine());
    }

    /** JShell still lists the old snippet while it replaces its class. */
    private boolean isDeclaredAnew(Snippet snippet) {
        if (!(snippet instanceof PersistentSnippet declared)) {
            return false;
        }
        return shell.sourceCodeAnalysis().sourceToSnippets(current.source()).stream()
                .anyMatch(now -> now.kind() == snippet.kind()
                        && now instanceof PersistentSnippet p
                        && p.name().equals(declared.name())
                        && parameters(p).equals(parameters(declared)));
    }

    private static String parameters(PersistentSnippet snippet) {
        return snippet instanceof MethodSnippet method ? method.parameterTypes() : "";
    }

    private @Nullable Snippet snippet(String id) {
        return shell.snippets().filter(s -> s.id().equals(id)).findFirst().orElse(null);
    }

    /** Where a variable's initialiser begins, which alone can throw: in the wrapper, lines below the variable's name. */
    private static int initialiser(String source) {
        int first = source.indexOf('=') + 1;
        while (first < source.length() && Character.isWhitespace(source.charAt(first))) {
            first++;
        }
        return first;
    }

    /** How many lines of the wrapper stand before the piece. */
    private int header(Snippet snippet) {
        if (snippet.kind() == Snippet.Kind.METHOD || snippet.kind() == Snippet.Kind.TYPE_DECL) {
            return DECLARATION_HEADER_LINES;
        }
        SnippetWrapper wrapped = shell.sourceCodeAnalysis().wrapper(snippet);
        // A declaration's modifiers are not in the wrapper; the first position that is tells the rest.
        int first = snippet instanceof VarSnippet ? initialiser(snippet.source()) : 0;
        for (int i = first; i < snippet.source().length(); i++) {
            int position = wrapped.sourceToWrappedPosition(i);
            if (position > 0) {
                int before = lines(snippet.source().substring(0, i)) + linesBefore(snippet);
                return lines(wrapped.wrapped().substring(0, position)) - before;
            }
        }
        return DECLARATION_HEADER_LINES;
    }

    /** {@code int a = 1, b = 2;} makes two snippets of one piece. */
    private int linesBefore(Snippet snippet) {
        int offset = current.source().indexOf(snippet.source());
        return offset <= 0 ? 0 : lines(current.source().substring(0, offset));
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
