package weft.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import weft.wire.MimeBundle;

/**
 * Tells what the thing at the cursor is: its signatures and documentation, a variable's type and value, the source of
 * what the notebook has declared, a word of help for a keyword.
 *
 * <p><b>Threads.</b> Any thread may ask, also while a cell is compiled or running; questions wait for one another.
 */
public final class Inspector {

    private static final int MOST_OVERLOADS = 12;

    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final CompilerLock lock;
    private final LibrarySources sources;
    private final Function<String, Optional<String>> values;

    /** @param values the short text of a variable's current value, where it is known */
    public Inspector(
            JShell shell, CompilerLock lock, LibrarySources sources, Function<String, Optional<String>> values) {
        this.sources = sources;
        this.lock = lock;
        this.shell = shell;
        this.analysis = shell.sourceCodeAnalysis();
        this.values = values;
    }

    /**
     * What stands at the cursor, if it is known.
     *
     * @param detail 0: the first paragraph and what a caller must know; 1: all there is
     */
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        InspectedName name = InspectedName.at(code, cursor);
        return lock.holding(() -> about(code, name, detail > 0)
                .or(() -> name.enclosingCall().flatMap(call -> about(code, call, detail > 0))));
    }

    private Optional<MimeBundle> about(String code, InspectedName name, boolean whole) {
        if (name.text().isEmpty()) {
            return Optional.empty();
        }
        String help = JavaWords.HELP.get(name.text());
        if (help != null) {
            return Optional.of(
                    new Description().signature(name.text()).paragraph(help).bundle());
        }
        if (!name.isQualified()) {
            Optional<MimeBundle> own =
                    variable(name).or(() -> method(name)).or(() -> type(name)).or(() -> declaredAbove(code, name));
            if (own.isPresent()) {
                return own;
            }
        }
        return documented(code, name, whole);
    }

    private Optional<MimeBundle> variable(InspectedName name) {
        return shell.variables()
                .filter(variable -> variable.name().equals(name.text()))
                .findFirst()
                .map(variable -> {
                    Description description = new Description().signature(variable.typeName() + " " + variable.name());
                    values.apply(variable.name()).ifPresent(value -> description.code(variable.name() + " = " + value));
                    return description.bundle();
                });
    }

    private Optional<MimeBundle> method(InspectedName name) {
        List<Description> found = shell.methods()
                .filter(method -> method.name().equals(name.text()))
                .map(method -> new Description()
                        .signature(method.signature().replaceFirst("^\\((.*)\\)(.*)$", "$2 " + method.name() + "($1)"))
                        .code(method.source()))
                .toList();
        return found.stream().reduce(Description::and).map(Description::bundle);
    }

    private Optional<MimeBundle> type(InspectedName name) {
        return shell.types()
                .filter(type -> type.name().equals(name.text()))
                .findFirst()
                .map(type -> new Description()
                        .signature(type.subKind()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace("_subkind", "") + " " + type.name())
                        .code(type.source())
                        .bundle());
    }

    private static Optional<MimeBundle> declaredAbove(String code, InspectedName name) {
        List<Declared> declared = Declarations.visibleAtEnd(code.substring(0, name.end()) + " ");
        return declared.stream()
                .filter(one -> one.name().equals(name.text()))
                .reduce((first, second) -> second)
                .map(one -> new Description()
                        .signature((one.type() + " " + one.name() + one.parameters()).strip())
                        .paragraph("Declared in this cell.")
                        .bundle());
    }

    private Optional<MimeBundle> documented(String code, InspectedName name, boolean whole) {
        String before = CellPrefix.of(code, name.end()).last();
        List<Documentation> found = documentation(code, name, before + "(");
        if (found.isEmpty() && !name.isCall()) {
            found = documentation(code, name, before);
        }
        if (found.isEmpty() && !name.isQualified()) {
            // A class that is not imported: the one of java.base, or else the first.
            Optional<String> full =
                    ClassNames.platform().qualified(name.text()).stream().findFirst();
            found = full.map(this::documentation).orElse(List.of());
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<Documentation> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(one -> Signatures.count(one.signature()) != name.arguments()));
        return Optional.of(describe(name.arguments() < 0 ? found : sorted, whole));
    }

    private List<Documentation> documentation(String code, InspectedName name, String snippet) {
        Optional<String> inContext = CellPrefix.of(code, name.end()).inContext(snippet);
        List<Documentation> found = inContext.map(this::documentation).orElse(List.of());
        return found.isEmpty() ? documentation(snippet) : found;
    }

    private List<Documentation> documentation(String snippet) {
        return analysis.documentation(snippet, snippet.length(), true);
    }

    private MimeBundle describe(List<Documentation> found, boolean whole) {
        Description description = new Description();
        for (Documentation one : found.subList(0, Math.min(MOST_OVERLOADS, found.size()))) {
            description.signature(Signatures.shown(one.signature()));
            // JShell reads the sources of the JDK only.
            Optional.ofNullable(one.javadoc())
                    .or(() -> sources.comment(one.signature()))
                    .ifPresent(comment -> description.javadoc(JavadocText.parse(comment), whole));
        }
        if (found.size() > MOST_OVERLOADS) {
            description.paragraph("… and " + (found.size() - MOST_OVERLOADS) + " more of this name.");
        }
        if (found.stream().allMatch(one -> one.javadoc() == null)) {
            JdkSources.missing().ifPresent(description::paragraph);
        }
        return description.bundle();
    }
}
