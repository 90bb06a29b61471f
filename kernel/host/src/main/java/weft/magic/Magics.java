package weft.magic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** The magics of a notebook, by name. */
public final class Magics implements AutoCloseable {

    private final Map<String, Magic> byName = new LinkedHashMap<>();

    public Magics() {
        add(new JvmMagic());
        add(new WaitMagic());
        add(new OutputMagic());
        add(new TimelineMagic(new Comparisons()));
        add(new LsMagic());
        add(new HelpMagic(this));
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
    public void close() {}

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
