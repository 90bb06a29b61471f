package weft.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import weft.magic.Declaration;

/** What a notebook has declared, as its author would list it. Whoever calls holds the compiler's lock. */
final class DeclaredNames {

    /** Types whose text can be had without running a learner's {@code toString}. */
    private static final Set<String> PLAIN_TYPES =
            Set.of("byte", "short", "int", "long", "float", "double", "char", "boolean", "String");

    private static final int MOST_OF_A_VALUE = 60;

    private DeclaredNames() {}

    static List<Declaration> of(JShell shell) {
        Stream<Declaration> variables = shell.variables()
                .map(variable -> new Declaration(Declaration.Kind.VARIABLE, variable.name(), words(shell, variable)));
        Stream<Declaration> methods = shell.methods()
                .map(method -> new Declaration(Declaration.Kind.METHOD, method.name(), method.signature()));
        Stream<Declaration> types =
                shell.types().map(type -> new Declaration(Declaration.Kind.TYPE, type.name(), kind(type)));
        return Stream.of(variables, methods, types).flatMap(each -> each).toList();
    }

    private static String words(JShell shell, VarSnippet variable) {
        return variable.typeName()
                + shortValue(shell, variable).map(value -> " = " + cut(value)).orElse("");
    }

    private static String cut(String value) {
        return value.length() <= MOST_OF_A_VALUE ? value : value.substring(0, MOST_OF_A_VALUE) + "…";
    }

    private static String kind(TypeDeclSnippet type) {
        return type.subKind() == Snippet.SubKind.CLASS_SUBKIND && type.source().contains("record " + type.name())
                ? "record"
                : type.subKind()
                        .name()
                        .replace("_SUBKIND", "")
                        .replace('_', ' ')
                        .toLowerCase(java.util.Locale.ROOT);
    }

    /** The value of a variable, if it has a plain type. */
    static Optional<String> shortValue(JShell shell, String name) {
        return shell.variables()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .flatMap(variable -> shortValue(shell, variable));
    }

    private static Optional<String> shortValue(JShell shell, VarSnippet variable) {
        return PLAIN_TYPES.contains(variable.typeName()) ? Optional.of(shell.varValue(variable)) : Optional.empty();
    }
}
