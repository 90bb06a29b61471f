package weft.language;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One sentence of help for the compile errors that people make most. */
final class CompileHints {

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(variable|method|class)\\s+([\\w$]+)");
    private static final Pattern LOCATION = Pattern.compile("location:.*?(?:of type |class |interface )([\\w.]+)(.*)");
    /** {@code _} and {@code Out} of IPython, {@code $1} of jshell. */
    private static final Pattern RESULT = Pattern.compile("_\\d*|__+|Out|\\$\\d+");

    private static final String NOT_KEPT = "results are not kept: give the value a name, as in: var x = …; and write x";
    private static final Pattern CONVERSION =
            Pattern.compile("(?:lossy conversion from )?([\\w.]+) (?:cannot be converted )?to ([\\w.]+)$");

    private static final String LONG_TEXT =
            "a literal holds at most 65,535 bytes: keep the text in a file, and read it by Files.readString(Path.of(…))";

    private static final String LONG_CODE =
            "a method holds at most 64 KB of compiled code: keep the data in a file, or spread it over several cells";

    private static final String PREVIEW =
            "a VM that knows it is started by %jvm --enable-preview; variables are gone then";

    /** javac's code, without "compiler.err." → what to do. Those that need the details have a method below. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry(
                    "unclosed.str.lit",
                    "end the text with \" on the same line; a text of several lines stands between \"\"\" and \"\"\""),
            Map.entry("unclosed.char.lit", "a char is one character in '…'; a text stands in \"…\""),
            Map.entry("empty.char.lit", "a char is one character; an empty text is \"\""),
            Map.entry(
                    "missing.ret.stmt", "every way through the method must end with return and a value, or with throw"),
            Map.entry("limit.string", LONG_TEXT),
            Map.entry("limit.string.overflow", LONG_TEXT),
            Map.entry("limit.code", LONG_CODE),
            Map.entry("limit.code.too.large.for.try.stmt", LONG_CODE),
            Map.entry("limit.pool", LONG_CODE),
            Map.entry("preview.feature.disabled", PREVIEW),
            Map.entry("preview.feature.disabled.plural", PREVIEW),
            Map.entry("premature.eof", "a closing } or ) is missing"),
            Map.entry(
                    "unreported.exception.need.to.catch.or.throw",
                    "inside a lambda or a class, catch it there: try { … } catch (Exception e) { … }"),
            Map.entry(
                    "cant.ref.non.effectively.final.var",
                    "a lambda may use only variables that never change: copy the value into a new variable, or use an AtomicInteger"),
            Map.entry("local.variables.referenced.from.lambda", "a lambda may use only variables that never change"),
            Map.entry("var.might.not.have.been.initialized", "give the variable a first value where it is declared"),
            Map.entry(
                    "already.defined",
                    "this name is taken here: choose another one, or leave out the type to change the variable"),
            Map.entry("not.exhaustive", "add a branch for what is left: default -> …"),
            Map.entry("not.exhaustive.statement", "add a branch for what is left: default -> …"),
            Map.entry("does.not.override.abstract", "write the missing method, with public before it"),
            Map.entry("abstract.cant.be.instantiated", "create a class that implements it, or write a lambda"),
            Map.entry("cant.inherit.from.final", "this class allows no subclasses"),
            Map.entry("cant.assign.val.to.var", "it is final: its value is set once"),
            Map.entry("cant.assign.val.to.final.var", "it is final: its value is set once"),
            Map.entry("cant.deref", "a primitive value has no methods; its class has them, as in Integer.toString(x)"),
            Map.entry("cant.infer.local.var.type", "var takes its type from a value: give it one, or write the type"),
            Map.entry("unreachable.stmt", "the line before it never lets the program come here"),
            Map.entry("else.without.if", "else follows an if, or the } of its block"),
            Map.entry("illegal.start.of.type", "look at the line before: a bracket or a semicolon may be missing"),
            Map.entry("illegal.start.of.stmt", "there is one } too many, or a { is missing above"),
            Map.entry("int.number.too.large", "whole numbers of this size are long: put an L behind it"),
            Map.entry("array.req.but.found", "[…] is for arrays; a List has get(index)"),
            Map.entry("incomparable.types", "these two types can never be equal"),
            Map.entry(
                    "doesnt.exist",
                    "check the package's spelling; a library needs %maven group:artifact:version first"));

    private static final Set<String> COMMON_TYPES = Set.of(
            "String",
            "Integer",
            "Long",
            "Double",
            "Boolean",
            "Character",
            "Object",
            "Math",
            "System",
            "Thread",
            "Runnable",
            "StringBuilder",
            "Exception",
            "RuntimeException",
            "Override",
            "List",
            "Map",
            "Set",
            "ArrayList",
            "HashMap",
            "HashSet",
            "Arrays",
            "Collections",
            "Random",
            "Scanner",
            "Optional",
            "Stream",
            "Executors",
            "ExecutorService",
            "Callable",
            "Future",
            "CountDownLatch",
            "AtomicInteger",
            "ReentrantLock",
            "Duration");

    private final String cellSource;
    private final Collection<String> known;

    CompileHints(String cellSource, Collection<String> known) {
        this.cellSource = cellSource;
        this.known = known;
    }

    /**
     * @param marked the source that the problem is about
     * @param line the whole line of it
     */
    Optional<String> of(Problem problem, String marked, String line) {
        String code = problem.code().replaceFirst("^(compiler|jdk\\.eval)\\.(err|error)\\.", "");
        Optional<String> misplaced = MisplacedWord.in(line);
        if (misplaced.isPresent()) {
            return misplaced;
        }
        if (code.startsWith("cant.resolve")) {
            return unknownSymbol(problem.message());
        }
        if (code.equals("prob.found.req")) {
            return incompatible(problem.message(), marked);
        }
        if (code.startsWith("expected")) {
            return expected(problem.message());
        }
        if (code.equals("cant.deref") && problem.message().startsWith("void ")) {
            return Optional.of("what stands before the dot gives no value");
        }
        // Each JDK has another code for it, and some mark nothing.
        return code.contains("underscore")
                ? Optional.of("_ is no name here; " + NOT_KEPT)
                : Optional.ofNullable(FIXED.get(code));
    }

    private static Optional<String> expected(String message) {
        if (message.startsWith("';' expected")) {
            return Optional.of("a statement ends with a semicolon");
        }
        if (message.startsWith("')'") || message.startsWith("']'") || message.startsWith("'}'")) {
            return Optional.of("what was opened before must be closed here");
        }
        return Optional.empty();
    }

    private static Optional<String> incompatible(String message, String marked) {
        Matcher conversion = CONVERSION.matcher(message.lines().findFirst().orElse(""));
        if (!conversion.find()) {
            return Optional.empty();
        }
        String from = conversion.group(1);
        String to = conversion.group(2);
        if (message.contains("lossy conversion")) {
            String value = marked.matches("[\\w.]+") ? marked : "(" + marked + ")";
            return Optional.of("say that digits may be lost: (" + to + ") " + value);
        }
        if (to.equals("boolean") && marked.matches("(?s)[^=]*[^=<>!]=[^=].*")) {
            return Optional.of("= sets a variable; to compare, write ==");
        }
        return switch (from + " " + to) {
            case "java.lang.String int" -> Optional.of("Integer.parseInt(text) makes a number of a text");
            case "java.lang.String double" -> Optional.of("Double.parseDouble(text) makes a number of a text");
            case "java.lang.String long" -> Optional.of("Long.parseLong(text) makes a number of a text");
            case "java.lang.String char" -> Optional.of("a char is written in single quotes: 'a'");
            case "int java.lang.String",
                    "double java.lang.String",
                    "long java.lang.String",
                    "boolean java.lang.String",
                    "char java.lang.String" -> Optional.of("String.valueOf(value) makes a text of it");
            case "int boolean" -> Optional.of("a condition is a boolean: compare with something, as in x != 0");
            default -> Optional.empty();
        };
    }

    private Optional<String> unknownSymbol(String message) {
        Matcher symbol = SYMBOL.matcher(message);
        if (!symbol.find()) {
            return Optional.empty();
        }
        String kind = symbol.group(1);
        String name = symbol.group(2);
        Matcher location = LOCATION.matcher(message);
        if (location.find() && !ShownNames.isNotebookClass(location.group(1))) {
            return unknownMember(kind, name, location.group(1), location.group(2));
        }
        if (RESULT.matcher(name).matches()) {
            return Optional.of(NOT_KEPT);
        }
        if (cellSource.lines().anyMatch(line -> line.strip().startsWith("!" + name))) {
            return Optional.of("a command of the shell is written with %sh, as in: %sh " + name);
        }
        Optional<String> near = Nearest.of(name, candidates(kind));
        if (near.isPresent()) {
            return near.map(found -> "did you mean " + found + "?");
        }
        if (kind.equals("class")) {
            return ClassNames.platform().qualified(name).stream()
                    .findFirst()
                    .map(found -> "import it first: import " + found + ";");
        }
        return Optional.of(
                kind.equals("variable")
                        ? "declare it before its first use, as in: var " + name + " = …;"
                        : "no " + kind + " of this name is declared; run the cell that declares it");
    }

    private Collection<String> candidates(String kind) {
        Set<String> candidates = new LinkedHashSet<>(known);
        Declarations.visibleAtEnd(cellSource).forEach(declared -> candidates.add(declared.name()));
        Tokens.ofCode(cellSource).stream()
                .filter(Token::isWord)
                .map(Token::text)
                .filter(word -> Tokens.ofCode(cellSource).stream()
                                .filter(t -> t.is(word))
                                .count()
                        > 1)
                .forEach(candidates::add);
        if (!kind.equals("method")) {
            candidates.addAll(COMMON_TYPES);
        }
        return candidates;
    }

    private static Optional<String> unknownMember(String kind, String name, String type, String afterType) {
        if (afterType.startsWith("[]")) {
            boolean length = Nearest.of(name, List.of("length")).isPresent();
            return Optional.of(length ? "did you mean length?" : "an array has length; Arrays has methods for it");
        }
        List<Method> methods = methodsOf(type);
        if (kind.equals("variable")
                && methods.stream().anyMatch(method -> method.getName().equals(name))) {
            return Optional.of(name + " is a method: " + name + "()");
        }
        Stream<String> names = methods.stream().map(Method::getName).distinct().sorted();
        return Nearest.of(name, names.toList()).map(found -> "did you mean " + found + "(…)?");
    }

    private static List<Method> methodsOf(String type) {
        try {
            String name = type.contains(".") ? type : "java.lang." + type;
            return Arrays.asList(Class.forName(name, false, ClassLoader.getPlatformClassLoader())
                    .getMethods());
        } catch (ClassNotFoundException | LinkageError notOfThePlatform) {
            return List.of();
        }
    }
}
