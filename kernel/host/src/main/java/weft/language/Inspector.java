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
        // After a point, "record" and its like are names: Timeline.record(…).
        String help = name.isQualified() ? null : JavaWords.HELP.get(name.text());
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
        if (found.isEmpty()) {
            found = ofInstances(code, name);
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

    /** {@code Thread.join} and {@code Thread::join} are no calls of Java's, but the way in which one asks about a method. */
    private List<Documentation> ofInstances(String code, InspectedName name) {
        return name.qualifier()
                .map(type -> documentation(code, name, "((" + type + ") null)." + name.text() + "("))
                .orElse(List.of());
    }

    private List<Documentation> documentation(String code, InspectedName name, String snippet) {
        Optional<String> inContext = CellPrefix.of(code, name.end()).inContext(snippet);
        List<Documentation> found =
                inContext.map(text -> documentation(text, name)).orElse(List.of());
        return found.isEmpty() ? documentation(snippet, name) : found;
    }

    /** Where JShell does not know the name, it tells of the call in whose parentheses it stands; that is asked for later. */
    private List<Documentation> documentation(String snippet, InspectedName name) {
        return documentation(snippet).stream()
                .filter(one -> DeclaredName.of(one.signature()).simpleName().equals(name.text()))
                .toList();
    }

    private List<Documentation> documentation(String snippet) {
        return analysis.documentation(snippet, snippet.length(), true);
    }

    private MimeBundle describe(List<Documentation> found, boolean whole) {
        Description description = new Description();
        boolean ofNotebook = isOfNotebook(found.get(0).signature());
        for (Documentation one : found.subList(0, Math.min(MOST_OVERLOADS, found.size()))) {
            description.signature(Signatures.shown(one.signature()));
            // JShell reads the sources of the JDK only.
            Optional.ofNullable(one.javadoc())
                    .or(() -> ofNotebook ? Optional.empty() : sources.comment(one.signature()))
                    .ifPresent(comment -> description.javadoc(JavadocText.parse(comment), whole));
        }
        if (found.size() > MOST_OVERLOADS) {
            description.paragraph("… and " + (found.size() - MOST_OVERLOADS) + " more of this name.");
        }
        boolean none = found.stream().allMatch(one -> one.javadoc() == null);
        if (none && !ofNotebook && DeclaredName.of(found.get(0).signature()).isOfJdk()) {
            JdkSources.missing().ifPresent(description::paragraph);
        }
        return description.bundle();
    }

    /** A class of the notebook may have the name of one in a library. */
    private boolean isOfNotebook(String signature) {
        String outermost = DeclaredName.of(signature).path().get(0);
        return shell.types().anyMatch(type -> type.name().equals(outermost));
    }
}
