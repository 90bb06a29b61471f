package weft.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import weft.language.Completion.Match;

/**
 * Completes the name at the cursor: from JShell what the notebook and its libraries have, from the cell's own text
 * what it has declared above and not yet run, and from the JDK the classes that an import would bring.
 *
 * <p><b>Threads.</b> Any thread may ask, also while a cell is compiled or running; questions wait for one another.
 */
public final class Completer {

    /** More would hide the matches that fit. */
    private static final int MOST_IMPORTABLE = 12;

    private static final int SHORTEST_IMPORTABLE = 3;
    /**
     * Each name's signatures cost another run of javac, and a completion should be there before the next key: so they
     * are shown once the choice is narrow.
     */
    private static final int MOST_WITH_SIGNATURES = 2;

    private static final Pattern TYPE_AT_END = Pattern.compile("(?<![\\w.])[A-Z]\\w*$");

    private final SourceCodeAnalysis analysis;

    private final CompilerLock lock;

    public Completer(JShell shell, CompilerLock lock) {
        analysis = shell.sourceCodeAnalysis();
        this.lock = lock;
    }

    public Completion complete(String code, int cursor) {
        CellPrefix prefix = CellPrefix.of(code, cursor);
        if (prefix.inText()) {
            return new Completion(List.of(), cursor, cursor);
        }
        Map<String, Match> matches = lock.holding(() -> matches(prefix));
        return new Completion(
                List.copyOf(matches.values()), cursor - prefix.word().length(), cursor);
    }

    private Map<String, Match> matches(CellPrefix prefix) {
        Map<String, Match> matches = new LinkedHashMap<>();
        if (prefix.isQualified() || prefix.isImport()) {
            addMembers(prefix, matches);
        } else {
            addNames(prefix, matches);
        }
        return matches;
    }

    private void addMembers(CellPrefix prefix, Map<String, Match> matches) {
        if (prefix.isImport()) {
            addMembers(prefix, prefix.last(), matches);
            return;
        }
        String head = prefix.head();
        if (!head.endsWith("::")) {
            addMembers(prefix, prefix.last(), matches);
            return;
        }
        // JShell completes nothing after "::". The members of an object or of a class stand after a point, and those
        // of a class's objects after a point behind some object of it.
        String owner = head.substring(0, head.length() - 2);
        addMembers(prefix, owner + "." + prefix.word(), matches);
        String object = TYPE_AT_END.matcher(owner).replaceFirst("(($0) null)");
        if (!object.equals(owner)) {
            addMembers(prefix, object + "." + prefix.word(), matches);
        }
        if ("new".startsWith(prefix.word())) {
            matches.putIfAbsent("new", new Match("new", "keyword", ""));
        }
    }

    private void addMembers(CellPrefix prefix, String snippet, Map<String, Match> matches) {
        String asked = prefix.isImport() ? snippet : prefix.inContext(snippet).orElse(snippet);
        List<Suggestion> suggestions = suggestions(asked);
        if (suggestions.isEmpty() && !asked.equals(snippet)) {
            asked = snippet;
            suggestions = suggestions(snippet);
        }
        add(suggestions, asked, prefix.word(), true, matches);
    }

    private void addNames(CellPrefix prefix, Map<String, Match> matches) {
        List<Suggestion> suggestions = suggestions(prefix.last());
        boolean afterNew = prefix.head().endsWith("new");
        if (!prefix.word().isEmpty() || suggestions.stream().anyMatch(Suggestion::matchesType)) {
            addDeclared(prefix, afterNew, matches);
        }
        add(suggestions, prefix.last(), prefix.word(), false, matches);
        if (prefix.word().isEmpty()) {
            return;
        }
        if (!afterNew) {
            new TreeSet<>(JavaWords.HELP.keySet())
                    .stream()
                            .filter(word -> word.startsWith(prefix.word()))
                            .forEach(word -> matches.putIfAbsent(word, new Match(word, "keyword", "")));
        }
        addImportable(prefix.word(), matches);
    }

    private static void addDeclared(CellPrefix prefix, boolean typesOnly, Map<String, Match> matches) {
        List<Declared> declared =
                new ArrayList<>(Declarations.visibleAtEnd(String.join("\n", prefix.whole()) + "\n" + prefix.head()));
        // The nearest declaration is the one most likely meant.
        Collections.reverse(declared);
        for (Declared one : declared) {
            boolean wanted = one.name().startsWith(prefix.word()) && (!typesOnly || one.kind() == Declared.Kind.TYPE);
            if (wanted) {
                matches.putIfAbsent(one.name(), match(one));
            }
        }
    }

    private static Match match(Declared declared) {
        return switch (declared.kind()) {
            case VARIABLE -> new Match(declared.name(), "instance", declared.type());
            case METHOD -> new Match(declared.name(), "function", declared.parameters());
            case TYPE -> new Match(declared.name(), "class", "");
        };
    }

    private static void addImportable(String word, Map<String, Match> matches) {
        if (word.length() < SHORTEST_IMPORTABLE || !Character.isUpperCase(word.charAt(0))) {
            return;
        }
        for (String name : ClassNames.platform().startingWith(word, MOST_IMPORTABLE)) {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            if (!matches.containsKey(simple)) {
                matches.putIfAbsent(name, new Match(name, "class", ""));
            }
        }
    }

    private List<Suggestion> suggestions(String snippet) {
        return analysis.completionSuggestions(snippet, snippet.length(), new int[1]);
    }

    private void add(
            List<Suggestion> suggestions, String asked, String word, boolean members, Map<String, Match> matches) {
        String before = asked.substring(0, asked.length() - word.length());
        List<Suggestion> sorted = new ArrayList<>(suggestions);
        // Stable: what fits the expected type first, and each half by name as it came.
        sorted.sort(Comparator.comparing(suggestion -> !suggestion.matchesType()));
        Map<String, String> names = new LinkedHashMap<>();
        for (Suggestion suggestion : sorted) {
            String name = suggestion.continuation().replaceFirst("[(.].*$", "");
            if (!name.isEmpty() && name.indexOf('$') < 0 && !matches.containsKey(name)) {
                names.putIfAbsent(name, suggestion.continuation());
            }
        }
        long methods =
                names.values().stream().filter(text -> text.indexOf('(') >= 0).count();
        names.forEach((name, text) -> {
            String signature = text.indexOf('(') < 0 ? "" : text.endsWith("()") ? "()" : "(…)";
            boolean narrow = methods <= MOST_WITH_SIGNATURES || name.equals(word);
            if (!signature.isEmpty() && narrow) {
                signature = signature(before + name + "(", signature);
            }
            matches.put(name, new Match(name, type(text, members), signature));
        });
    }

    private static String type(String continuation, boolean member) {
        boolean upper = Character.isUpperCase(continuation.charAt(0));
        if (continuation.endsWith(".")) {
            return "module";
        }
        if (continuation.indexOf('(') >= 0) {
            return upper && !member ? "class" : "function";
        }
        if (JavaWords.isKeyword(continuation)) {
            return "keyword";
        }
        boolean constant = member && continuation.equals(continuation.toUpperCase(Locale.ROOT));
        return upper && !constant ? "class" : "instance";
    }

    private String signature(String call, String otherwise) {
        List<String> signatures = analysis.documentation(call, call.length(), false).stream()
                .map(documentation -> Signatures.parameters(documentation.signature()))
                .distinct()
                .toList();
        return signatures.isEmpty() ? otherwise : String.join("\n", signatures);
    }
}
