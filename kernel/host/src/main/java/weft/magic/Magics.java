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

    private final LibraryLoader loader = new LibraryLoader();
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
        add(new WhoMagic());
        add(new ResetMagic());
        add(new HistoryMagic());
        FileMagics.all().forEach(this::add);
        add(new ShellMagic());
        add(new MimeMagic("html", "text/html"));
        add(new MimeMagic("markdown", "text/markdown"));
        add(new MimeMagic("latex", "text/latex"));
        add(new MimeMagic("svg", "image/svg+xml"));
        add(new LsMagic());
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
            throw new MagicUsageException("There is no magic \"%" + name + "\"; expected one of: %"
                    + String.join(", %", byName.keySet()) + ". For help type: %help");
        }
        return magic.run(text.substring(name.length()).strip(), body, context);
    }

    public Iterable<String> names() {
        return byName.keySet();
    }

    /** Ends what magics have started. May be called twice. */
    @Override
    public void close() {
        python.close();
        loader.close();
    }

    /** Completions in a cell that holds something else than Java; empty where it holds Java. */
    public Optional<Completion> complete(String code, int cursor) {
        return foreign(code).map(magic -> {
            int start = bodyStart(code);
            if (cursor < start) {
                return new Completion(List.of(), cursor, cursor);
            }
            Completion inBody = magic.complete(code.substring(start), cursor - start);
            return new Completion(inBody.matches(), inBody.start() + start, inBody.end() + start);
        });
    }

    /** What is known about the thing at the cursor of a cell that holds something else than Java. */
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        int start = bodyStart(code);
        return cursor < start
                ? Optional.empty()
                : foreign(code).flatMap(magic -> magic.inspect(code.substring(start), cursor - start, detail));
    }

    /** Whether the cell's first line says that it holds something else than Java. */
    public boolean holdsForeignCode(String code) {
        return foreign(code).isPresent();
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
        @Override
        public String name() {
            return "lsmagic";
        }

        @Override
        public String help() {
            return "%lsmagic — list the magics";
        }

        @Override
        public Optional<MimeBundle> run(String arguments, String body, MagicContext context) {
            context.print(StreamName.STDOUT, list());
            return Optional.empty();
        }
    }
}
