package weft.language;

import java.util.Map;
import java.util.Set;

/** The words that Java keeps for itself, and what each says to a reader. */
final class JavaWords {

    static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "double", "float", "int", "long", "short", "void");

    /** Words that may stand before a name without being its type. */
    static final Set<String> NOT_TYPES = Set.of(
            "assert",
            "break",
            "case",
            "class",
            "continue",
            "default",
            "do",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "interface",
            "new",
            "package",
            "permits",
            "private",
            "protected",
            "public",
            "record",
            "return",
            "static",
            "super",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "volatile",
            "while",
            "yield",
            "abstract",
            "native",
            "sealed");

    /** Keyword → one sentence for the person who asks about it. */
    static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("abstract", "A class that cannot be created itself, or a method whose body a subclass writes."),
            Map.entry(
                    "assert",
                    "Checks a condition when the VM runs with -ea, and throws AssertionError if it is false."),
            Map.entry("boolean", "The type of true and false."),
            Map.entry("break", "Leaves the nearest loop or switch, or the labelled one."),
            Map.entry("byte", "A whole number of 8 bits, from -128 to 127."),
            Map.entry("case", "One branch of a switch: case 1 -> … or case 1: …"),
            Map.entry("catch", "Handles an exception of the try block before it: catch (IOException e) { … }"),
            Map.entry("char", "One UTF-16 unit, written in single quotes: 'a'."),
            Map.entry("class", "Declares a class: class Account { … }"),
            Map.entry("continue", "Goes on with the next turn of the loop."),
            Map.entry(
                    "default", "The branch of a switch for all other values, or a method with a body in an interface."),
            Map.entry("do", "A loop that tests at its end: do { … } while (condition);"),
            Map.entry("double", "A floating-point number of 64 bits."),
            Map.entry("else", "What happens when the condition of the if before it is false."),
            Map.entry("enum", "Declares a class with a fixed list of objects: enum Colour { RED, GREEN }"),
            Map.entry("extends", "Names the class, or the interfaces, that a type builds on."),
            Map.entry("final", "A variable set once, a method not overridden, or a class without subclasses."),
            Map.entry("finally", "Runs after try and catch, whatever happened."),
            Map.entry("float", "A floating-point number of 32 bits; its literals end in f."),
            Map.entry("for", "A loop: for (int i = 0; i < n; i++) { … } or for (String s : list) { … }"),
            Map.entry("if", "Runs what follows when its condition is true: if (x > 0) { … } else { … }"),
            Map.entry("implements", "Names the interfaces whose methods a class has."),
            Map.entry("import", "Lets a class be named without its package: import java.util.List;"),
            Map.entry("instanceof", "Is this object of that type? if (o instanceof String s) { … }"),
            Map.entry("int", "A whole number of 32 bits, from -2147483648 to 2147483647."),
            Map.entry("interface", "Declares methods that classes implement."),
            Map.entry("long", "A whole number of 64 bits; its literals end in L."),
            Map.entry("native", "A method whose body is machine code of a library."),
            Map.entry("new", "Creates an object: new ArrayList<String>()"),
            Map.entry("null", "No object."),
            Map.entry("package", "Names the package of a source file; a cell has none."),
            Map.entry("private", "Seen only inside its own class."),
            Map.entry("protected", "Seen in its package and in subclasses."),
            Map.entry("public", "Seen everywhere."),
            Map.entry("record", "Declares a class of values: record Point(int x, int y) { }"),
            Map.entry("return", "Leaves a method, with its value."),
            Map.entry("sealed", "A type that lists its subtypes: sealed interface Shape permits Circle, Square"),
            Map.entry("short", "A whole number of 16 bits, from -32768 to 32767."),
            Map.entry("static", "Belongs to the class and not to each object."),
            Map.entry("super", "The superclass: its constructor, method or field."),
            Map.entry("switch", "Chooses by value: switch (day) { case 1 -> …; default -> …; }"),
            Map.entry("synchronized", "Only one thread at a time runs this block or method, for one lock object."),
            Map.entry("this", "The object whose method is running."),
            Map.entry("throw", "Throws an exception: throw new IllegalStateException(\"why\");"),
            Map.entry("throws", "Names the checked exceptions that a method may throw."),
            Map.entry("transient", "A field that is not serialised."),
            Map.entry("try", "Runs a block whose exceptions are caught, or whose resources are closed at its end."),
            Map.entry(
                    "var",
                    "A local variable whose type is that of its first value: var list = new ArrayList<String>();"),
            Map.entry("void", "A method that returns nothing."),
            Map.entry(
                    "volatile", "A field whose writes every thread sees, in order; reads and writes are not combined."),
            Map.entry("while", "A loop that tests before each turn: while (condition) { … }"),
            Map.entry("yield", "The value of a block in a switch expression."));

    private JavaWords() {}

    static boolean isKeyword(String word) {
        return HELP.containsKey(word) || word.equals("true") || word.equals("false");
    }
}
