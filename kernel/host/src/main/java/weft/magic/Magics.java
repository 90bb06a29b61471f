package weft.magic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import weft.language.Completion;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** The magics of a notebook, by name. */
public final class Magics implements AutoCloseable {

    private final Map<String, Magic> byName = new LinkedHashMap<>();

    private final MagicCompleter completer = new MagicCompleter(byName.values());
    private final LibraryLoader loader = new LibraryLoader();
    private final ShellProcesses programs = new ShellProcesses();
    private final Comparisons comparisons = new Comparisons();
    private final PythonMagic python = new PythonMagic(new JythonCells(loader), comparisons);

    public Magics() {
        add(new JvmMagic());
        add(new WaitMagic());
        add(new OutputMagic());
        add(new TimelineMagic(comparisons));
        add(new MavenMagic(loader));
        add(new ClassPathMagic("classpath", loader));
        add(new ClassPathMagic("jars", loader));
        add(new TimeMagic());
        add(new TimeitMagic());
        add(new WhoMagic("who"));
        add(new WhoMagic("whos"));
        add(new ResetMagic());
        add(new HistoryMagic("history"));
        add(new HistoryMagic("hist"));
        FileMagics.all().forEach(this::add);
        add(new ShellMagic("sh", "/bin/sh", programs));
        add(new ShellMagic("bash", "bash", programs));
        add(new EnvMagic());
        add(new MimeMagic("html", "text/html"));
        add(new MimeMagic("markdown", "text/markdown"));
        add(new MimeMagic("latex", "text/latex"));
        add(new MimeMagic("svg", "image/svg+xml"));
        add(new LsMagic("lsmagic"));
        add(new LsMagic("magic"));
        add(new HelpMagic(this));
        add(python);
    }

    private void add(Magic magic) {
        byName.put(magic.name(), magic);
    }

    /**
     * Runs the magic that a line names.
     *
     * @param line the whole line, as in {@code %jvm -Xmx1g} or {@code %%timeline --locks}
     */
    public Optional<MimeBundle> run(String line, String body, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        String text = line.strip().replaceFirst("^%%?", "");
        String name = text.split("\\s", 2)[0];
        Magic magic = byName.get(name);
        if (magic == null) {
            throw UnknownMagic.of(name, byName.keySet());
        }
        String arguments = text.substring(name.length()).strip();
        if (arguments.equals("--help") && !magic.options().contains("--help")) {
            context.page(MimeBundle.text(magic.usage()));
            return Optional.empty();
        }
        return magic.run(arguments, body, context);
    }

    /** All that is known of a magic; empty where there is none of this name. */
    Optional<String> usage(String name) {
        return Optional.ofNullable(byName.get(name)).map(Magic::usage);
    }

    /** Ends what magics have started. May be called twice. */
    @Override
    public void close() {
        python.close();
        programs.close();
        loader.close();
    }

    /** Completions in a magic's line, or in a cell that holds something else than Java; empty where Java is asked for. */
    public Optional<Completion> complete(String code, int cursor) {
        Optional<MagicLine> line = lineAt(code, cursor);
        if (line.isPresent()) {
            return line.filter(each -> !isJava(each))
                    .map(each -> completer.complete(each, byName.get(each.name()), cursor));
        }
        int start = bodyStart(code);
        if (cursor < start && foreign(code).isPresent()) {
            // Before the percent signs there is nothing to complete.
            return Optional.of(new Completion(List.of(), cursor, cursor));
        }
        return foreign(code).map(magic -> {
            Completion inBody = magic.complete(code.substring(start), cursor - start);
            return new Completion(inBody.matches(), inBody.start() + start, inBody.end() + start);
        });
    }

    /** What is known about the thing at the cursor, where it is no Java: a magic, or something in a foreign cell. */
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        Optional<MagicLine> line = lineAt(code, cursor);
        if (line.isPresent()) {
            return line.flatMap(each -> usage(each.name())).map(MimeBundle::text);
        }
        int start = bodyStart(code);
        return cursor < start
                ? Optional.empty()
                : foreign(code).flatMap(magic -> magic.inspect(code.substring(start), cursor - start, detail));
    }

    /** Whether the thing at the cursor is no Java. */
    public boolean isNoJava(String code, int cursor) {
        Optional<MagicLine> line = lineAt(code, cursor);
        return line.isPresent() ? !isJava(line.get()) : foreign(code).isPresent();
    }

    /** The cell with the name of the magic at the cursor made blank, so that what stands behind it is read as Java. */
    public String asJava(String code, int cursor) {
        return lineAt(code, cursor)
                .filter(this::isJava)
                .map(line -> code.substring(0, line.start())
                        + " ".repeat(line.nameEnd() - line.start())
                        + code.substring(line.nameEnd()))
                .orElse(code);
    }

    /** In the body of a foreign cell a percent sign is whatever it is there. */
    private Optional<MagicLine> lineAt(String code, int cursor) {
        return foreign(code).isPresent() && cursor >= bodyStart(code) ? Optional.empty() : MagicLine.at(code, cursor);
    }

    private boolean isJava(MagicLine line) {
        Magic magic = byName.get(line.name());
        if (line.isInName() || magic == null) {
            return false;
        }
        return switch (magic.operand()) {
            case JAVA -> true;
            case NAME -> !line.word().startsWith("%");
            default -> false;
        };
    }

    private Optional<ForeignCode> foreign(String code) {
        String text = code.stripLeading();
        String name = text.startsWith("%%") ? text.substring(2).split("\\s", 2)[0] : "";
        return byName.get(name) instanceof ForeignCode magic ? Optional.of(magic) : Optional.empty();
    }

    /** Where the line below the magic begins. */
    private static int bodyStart(String code) {
        int head = code.length() - code.stripLeading().length();
        int end = code.indexOf('\n', head);
        return end < 0 ? code.length() + 1 : end + 1;
    }

    /** A line for each magic. */
    String list() {
        return byName.values().stream().map(Magic::help).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Lists the magics. */
    private final class LsMagic implements Magic {
        private final String name;

        LsMagic(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String help() {
            return name.equals("lsmagic") ? "%lsmagic — list the magics" : "%magic — the same as %lsmagic";
        }

        @Override
        public Optional<MimeBundle> run(String arguments, String body, MagicContext context) {
            context.print(StreamName.STDOUT, list());
            return Optional.empty();
        }
    }
}
