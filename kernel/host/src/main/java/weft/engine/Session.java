package weft.engine;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;
import weft.language.CompilerLock;
import weft.uservm.UserVm;
import weft.weave.TopLevel;
import weft.weave.Weaver;
import weft.weave.Wrappers;

/**
 * One JShell over one user VM; both begin and end together.
 *
 * <p><b>Threads.</b> Whoever calls {@link #shell} or {@link #evaluate} holds the compiler's lock.
 */
final class Session implements AutoCloseable {

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");

    private final UserVm vm;
    private final JShell shell;
    private final UserVmControl control;
    private final TopLevel topLevel = new TopLevel();
    private final Imports imports = new Imports();
    private final SnippetOrigins[] origins = new SnippetOrigins[1];
    private final CellFileManager[] fileManager = new CellFileManager[1];
    private final PlainCompiler plainCompiler;
    private final PlainSnippets plain;
    /** Snippet id → the classes of a declared method or type, as the compiler made them. */
    private final Map<String, List<ExecutionControl.ClassBytecodes>> declared = new HashMap<>();

    Session(UserVm vm, PlainCompiler plainCompiler, CompilerLock compiler) {
        this.vm = vm;
        this.plainCompiler = plainCompiler;
        HeldClasses classes =
                new HeldClasses(new Weaver(topLevel), wrapper -> origins[0].of(wrapper), plainCompiler::know);
        this.control = new UserVmControl(vm, compiler, classes);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        this.shell = JShell.builder()
                .executionEngine(new FixedProvider(control), Map.of())
                .fileManager(standard -> fileManager[0] = new CellFileManager(standard, List.of(vm.classPath())))
                .compilerOptions(plainCompiler.options().toArray(String[]::new))
                .in(InputStream.nullInputStream())
                .out(nowhere)
                .err(nowhere)
                .build();
        this.origins[0] = new SnippetOrigins(shell);
        this.plain = new PlainSnippets(shell, imports, plainCompiler);
    }

    /** Lets JShell list the classes that completion offers; until then it holds the launch up. */
    void allowListing() {
        fileManager[0].allowListing();
    }

    /** Declares something, runs nothing, and takes it back: JShell sets up a compiler for each of its ways to use it. */
    void warmUp() {
        control.begin(0, false);
        control.defer();
        List<SnippetEvent> events = shell.eval("int $weft = 0;");
        control.dropDeferred();
        undo(events);
    }

    /** Adds files to what cells are compiled against and run with. */
    void addToClassPath(List<Path> files) {
        fileManager[0].add(files);
        String joined = files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        shell.addToClasspath(joined);
        plainCompiler.addLibraries(files);
    }

    UserVm vm() {
        return vm;
    }

    UserVmControl control() {
        return control;
    }

    SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    JShell shell() {
        return shell;
    }

    SnippetOrigins origins() {
        return origins[0];
    }

    /**
     * What came of a piece of a cell; {@link #control} knows what became of its run.
     *
     * @param events what JShell says; none where it was not needed
     * @param hasValue whether the piece has a value
     */
    record Evaluation(List<SnippetEvent> events, boolean hasValue) {}

    /**
     * Evaluates one piece of a cell.
     *
     * @param cell the cell's number at the border
     */
    Evaluation evaluate(int cell, SnippetOrigins.Place place, boolean valueWanted) {
        TopLevelModifiers modifiers = TopLevelModifiers.of(place.source());
        origins().begin(place);
        control.begin(cell, valueWanted);
        Optional<PlainSnippets.Compiled> compiled = plain.compile(modifiers.source(), valueWanted);
        if (compiled.isPresent()) {
            run(compiled.get());
            return new Evaluation(List.of(), compiled.get().hasValue());
        }
        declareNames(modifiers, place.source());
        imports.neededBy(place.source()).forEach(shell::eval);
        return evaluated(shell.eval(modifiers.source()));
    }

    private void run(PlainSnippets.Compiled snippet) {
        control.load(snippet.classes().toArray(ExecutionControl.ClassBytecodes[]::new));
        try {
            control.invoke(snippet.wrapper(), Wrappers.METHOD);
        } catch (ExecutionControl.RunException | ExecutionControl.EngineTerminationException e) {
            // What became of it is asked of the control, as after an evaluation by JShell.
            return;
        }
    }

    private Evaluation evaluated(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                origins().keep(event.snippet());
            }
        }
        control.finish();
        events.forEach(this::keepClasses);
        boolean beyondLimits = events.stream().anyMatch(this::isBeyondLimits);
        if (control.finalAssigned() != null || beyondLimits) {
            undo(events);
        }
        if (beyondLimits) {
            replaceCompiler();
        }
        return new Evaluation(
                events, events.stream().anyMatch(event -> event.causeSnippet() == null && hasValue(event.snippet())));
    }

    /**
     * JShell uses one compiler again and again, whose table of constants keeps what was too long for it: from then on no
     * class can be written. Only a compiler through which an exception has passed is thrown away.
     */
    private void replaceCompiler() {
        fileManager[0].failNextOutput();
        try {
            shell.eval("if (false) { }");
        } catch (RuntimeException expected) {
            System.getLogger("weft.engine").log(System.Logger.Level.DEBUG, "The compiler was replaced", expected);
        }
    }

    /**
     * Whether the compiler understood the source and could make no class of it: a literal or a method is too long. JShell
     * keeps such a snippet as one that waits for a missing name, and then no later one compiles.
     */
    boolean isBeyondLimits(SnippetEvent event) {
        return event.causeSnippet() == null
                && event.status() != Snippet.Status.VALID
                && shell.diagnostics(event.snippet())
                        .anyMatch(problem -> problem.getCode().startsWith("compiler.err.limit."));
    }

    /**
     * JShell compiles nothing for a method or type that is declared again in the same words. Its classes are sent again
     * all the same, with the lines of the cell where it stands now: tracebacks tell those.
     */
    private void keepClasses(SnippetEvent event) {
        Snippet snippet = event.snippet();
        if (snippet.kind() != Snippet.Kind.METHOD && snippet.kind() != Snippet.Kind.TYPE_DECL) {
            return;
        }
        List<ExecutionControl.ClassBytecodes> sent = List.copyOf(control.sentFor(snippet.id()));
        if (!sent.isEmpty()) {
            declared.put(snippet.id(), sent);
        } else if (event.causeSnippet() == null && event.status().isActive()) {
            control.moveLines(declared.getOrDefault(snippet.id(), List.of()));
        }
    }

    /**
     * Imports what no cell has needed so far. Also while a snippet runs: an import reaches nothing but JShell's lists.
     */
    void importRest() {
        imports.rest().forEach(shell::eval);
    }

    /** Before the evaluation, since the class is woven in the midst of it. */
    private void declareNames(TopLevelModifiers modifiers, String source) {
        if (modifiers.modifiers().isEmpty() && !mayRedeclare(source)) {
            return;
        }
        for (Snippet snippet : analysis().sourceToSnippets(modifiers.source())) {
            if (snippet instanceof VarSnippet variable) {
                topLevel.declare(variable.name(), modifiers.isVolatile(), modifiers.isFinal());
            }
        }
    }

    /** Only a notebook that has volatile or final variables pays for the look at each declaration. */
    private boolean mayRedeclare(String source) {
        return !topLevel.isEmpty() && source.contains(" ");
    }

    private void undo(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && event.status().isActive()) {
                shell.drop(event.snippet());
            }
        }
    }

    /** Drops JShell's own variables {@code $1, $2 …}: each would make every later cell slower. */
    void dropTemporaries(List<SnippetEvent> events) {
        List<Snippet> temporaries = new ArrayList<>();
        for (SnippetEvent event : events) {
            if (isTemporary(event.snippet()) && event.status().isActive()) {
                temporaries.add(event.snippet());
            }
        }
        for (Snippet temporary : temporaries) {
            shell.drop(temporary);
            if (temporary instanceof VarSnippet variable && !PRIMITIVES.contains(variable.typeName())) {
                // JShell leaves the static field as it is; nobody could free what it holds.
                control.forget(variable);
            }
        }
    }

    private static boolean hasValue(Snippet snippet) {
        return snippet instanceof ExpressionSnippet || isTemporary(snippet);
    }

    private static boolean isTemporary(Snippet snippet) {
        return snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    @Override
    public void close() {
        shell.close();
        vm.close();
    }

    private record FixedProvider(ExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "weft";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, @Nullable Map<String, String> parameters) {
            return control;
        }
    }
}
