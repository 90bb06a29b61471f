package weft.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What every notebook has imported, from the moment on when it may matter. Each import costs JShell some milliseconds
 * at the launch and a little in every later cell, so the first cell waits only for those that its words may need.
 *
 * <p><b>Threads.</b> Whoever holds the compiler's lock.
 */
final class Imports {

    /** The list stands in the README too. */
    static final List<String> DEFAULT = List.of(
            "import java.util.*;",
            "import java.util.function.*;",
            "import java.util.stream.*;",
            "import java.util.concurrent.*;",
            "import java.util.concurrent.atomic.*;",
            "import java.util.concurrent.locks.*;",
            "import java.time.*;",
            "import java.nio.file.*;",
            "import java.math.*;",
            "import java.io.*;",
            "import weft.threads.*;",
            "import weft.timeline.model.ThreadState;",
            "import weft.timeline.model.Timeline;",
            "import static weft.timeline.model.Timeline.mark;",
            "import static weft.threads.Threads.*;",
            "import static weft.threads.Refs.refs;",
            "import weft.display.*;",
            "import static weft.display.Display.*;",
            "import static weft.display.Ask.*;");

    private static final Pattern DECLARATION = Pattern.compile("import (static )?([\\w.]+)\\.(\\w+|\\*);");
    private static final Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

    private final List<String> pending = new ArrayList<>(DEFAULT);

    /** Word → what it needs. */
    private final Map<String, List<String>> providing = new HashMap<>();

    /** Those that are still to be made and that could give one of the source's words its meaning; they count as made. */
    List<String> neededBy(String source) {
        if (pending.isEmpty()) {
            return List.of();
        }
        if (source.contains("\\u")) {
            // A name may be spelt in Unicode escapes.
            return rest();
        }
        Set<String> words =
                WORD.matcher(source).results().map(MatchResult::group).collect(Collectors.toSet());
        List<String> needed = pending.stream().filter(of(words)::contains).toList();
        pending.removeAll(needed);
        return needed;
    }

    /** Those that could give one of the words its meaning, made or not. */
    Set<String> of(Set<String> words) {
        Set<String> needed = new LinkedHashSet<>();
        for (String word : words) {
            needed.addAll(providing.computeIfAbsent(word, Imports::providing));
        }
        return needed;
    }

    private static List<String> providing(String word) {
        return DEFAULT.stream()
                .filter(declaration -> provides(declaration, word))
                .toList();
    }

    /** All that are still to be made. */
    List<String> rest() {
        List<String> rest = List.copyOf(pending);
        pending.clear();
        return rest;
    }

    private static boolean provides(String declaration, String word) {
        var parts = DECLARATION.matcher(declaration);
        if (!parts.matches()) {
            throw new IllegalStateException("Not an import as this list has them: " + declaration);
        }
        String from = parts.group(2);
        if (!parts.group(3).equals("*")) {
            return parts.group(3).equals(word);
        }
        return parts.group(1) == null ? isClass(from + '.' + word) : hasStatic(from, word);
    }

    private static boolean isClass(String name) {
        try {
            Class.forName(name, false, Imports.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    private static boolean hasStatic(String className, String name) {
        try {
            Class<?> type = Class.forName(className, false, Imports.class.getClassLoader());
            return Arrays.stream(type.getMethods()).anyMatch(method -> isStatic(method, name))
                    || Arrays.stream(type.getFields())
                            .anyMatch(field -> field.getName().equals(name))
                    || Arrays.stream(type.getClasses())
                            .anyMatch(nested -> nested.getSimpleName().equals(name));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The host has the user VM's classes, but not " + className, e);
        }
    }

    private static boolean isStatic(Method method, String name) {
        return Modifier.isStatic(method.getModifiers()) && method.getName().equals(name);
    }
}
