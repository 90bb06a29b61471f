package weft.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a signature of JShell's names.
 *
 * <pre>
 *   org.h2.Driver                                     a type
 *   boolean org.h2.Driver.acceptsURL(String url)      a method
 *   org.h2.Driver()                                   a constructor
 *   org.h2.Driver.DEFAULT:java.lang.String            a field
 * </pre>
 */
record DeclaredName(Kind kind, List<String> path, List<String> parameters) {

    enum Kind {
        TYPE,
        FIELD,
        METHOD,
        CONSTRUCTOR
    }

    static DeclaredName of(String signature) {
        String text = withoutTypeArguments(Signatures.withoutComponents(signature));
        int open = text.indexOf('(');
        if (open < 0) {
            int colon = text.indexOf(':');
            List<String> path = path(colon < 0 ? text : text.substring(0, colon));
            return new DeclaredName(colon < 0 ? Kind.TYPE : Kind.FIELD, path, List.of());
        }
        String head = text.substring(0, open).strip();
        boolean constructor = head.indexOf(' ') < 0;
        List<String> path = path(head.substring(head.lastIndexOf(' ') + 1));
        return new DeclaredName(
                constructor ? Kind.CONSTRUCTOR : Kind.METHOD,
                path,
                parameters(text.substring(open + 1, Math.max(open + 1, text.lastIndexOf(')')))));
    }

    private static String withoutTypeArguments(String text) {
        StringBuilder plain = new StringBuilder();
        int level = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            level += c == '<' ? 1 : 0;
            if (level == 0) {
                plain.append(c);
            }
            level -= c == '>' ? 1 : 0;
        }
        return plain.toString();
    }

    private static List<String> path(String dotted) {
        return Arrays.asList(dotted.strip().split("\\."));
    }

    private static List<String> parameters(String text) {
        List<String> types = new ArrayList<>();
        for (String each : text.isBlank() ? new String[0] : text.split(",", -1)) {
            types.add(simple(each.strip().replaceFirst("\\s+\\w+$", "")));
        }
        return types;
    }

    /** A type as its last name, as it most likely stands in the source. */
    private static String simple(String type) {
        String plain = withoutTypeArguments(type)
                .replace("...", "[]")
                .replaceAll("@\\S+\\s+", "")
                .strip();
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    /** Whether the JDK's own sources would tell more of it. What is imported stands there without its package. */
    boolean isOfJdk() {
        String first = path.get(0);
        return List.of("java", "javax", "jdk").contains(first)
                || !ClassNames.platform().qualified(first).isEmpty();
    }

    boolean isType() {
        return kind == Kind.TYPE;
    }

    boolean isField() {
        return kind == Kind.FIELD;
    }

    boolean isConstructor() {
        return kind == Kind.CONSTRUCTOR;
    }

    String simpleName() {
        return path.get(path.size() - 1);
    }

    /** The simple name of the type that it is a member of. */
    String owner() {
        return isConstructor() || path.size() < 2 ? simpleName() : path.get(path.size() - 2);
    }

    boolean hasParameterCount(int count) {
        return parameters.size() == count;
    }

    /** @param types as they stand in the source */
    boolean hasParameters(List<String> types) {
        return parameters.equals(types.stream().map(DeclaredName::simple).toList());
    }

    /** Whether a file of an archive of sources may declare it: its outermost type has the file's name. */
    boolean mayStandIn(String entry) {
        StringBuilder file = new StringBuilder();
        for (String part : path) {
            file.append(part);
            if (Character.isUpperCase(part.charAt(0))) {
                String name = file + ".java";
                return entry.equals(name) || entry.endsWith("/" + name);
            }
            file.append('/');
        }
        return false;
    }
}
