package weft.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import weft.maven.Library;
import weft.maven.MavenRequest;
import weft.maven.ResolutionException;
import weft.uservm.OptionWords;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %maven}: puts libraries from Maven repositories on the class path, with all that they need. */
final class MavenMagic implements Magic {

    private static final String EXAMPLE = "for example: %maven com.h2database:h2:2.4.240";

    private final LibraryLoader loader;

    MavenMagic(LibraryLoader loader) {
        this.loader = loader;
    }

    @Override
    public String name() {
        return "maven";
    }

    @Override
    public String help() {
        return "%maven GROUP:ARTIFACT:VERSION... — put libraries on the class path, with all that they need"
                + " (options: %maven --help)";
    }

    @Override
    public List<String> options() {
        return OptionNames.of(new Arguments());
    }

    @Override
    public String usage() {
        return commandLine(new Arguments()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static CommandLine commandLine(Arguments arguments) {
        return new CommandLine(arguments).setUsageHelpAutoWidth(false);
    }

    @Command(
            name = "%maven",
            sortOptions = false,
            header = "Puts libraries from Maven repositories on the class path; variables stay.",
            footer = {
                "",
                "Settings, mirrors, proxies and the local repository are Maven's own (~/.m2).",
                "Sources of the libraries asked for are fetched in the background, so that",
                "Shift-Tab shows their documentation."
            })
    private static final class Arguments {
        @Parameters(
                paramLabel = "COORDINATES",
                description = "group:artifact[:extension[:classifier]]:version; without a version, or with RELEASE,"
                        + " the newest; ranges as in [2.0,3.0)")
        private List<String> coordinates = new ArrayList<>();

        @Option(
                names = {"-x", "--exclude"},
                paramLabel = "GROUP:ARTIFACT",
                description = "leave out what a library needs; * stands for any part")
        private List<String> exclusions = new ArrayList<>();

        @Option(
                names = {"-r", "--repo"},
                paramLabel = "[ID=]URL",
                description = "a repository to ask first")
        private List<String> repositories = new ArrayList<>();

        @Option(names = "--settings", paramLabel = "FILE", description = "in place of ~/.m2/settings.xml")
        private @Nullable Path settings;

        @Option(names = "--sources", description = "fetch the sources of all libraries now")
        private boolean sources;

        @Option(
                names = {"-o", "--offline"},
                description = "fetch nothing")
        private boolean offline;

        @Option(
                names = {"-U", "--update"},
                description = "look for newer snapshots and version lists now")
        private boolean update;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "this help")
        private boolean help;

        private MavenRequest request() {
            return new MavenRequest(
                    coordinates, exclusions, repositories, Optional.ofNullable(settings), sources, offline, update);
        }
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context)
            throws MagicUsageException, MagicFailedException {
        Arguments parsed = new Arguments();
        CommandLine command = commandLine(parsed);
        parse(command, (arguments + "\n" + body).strip());
        if (parsed.help) {
            context.page(MimeBundle.text(command.getUsageMessage(CommandLine.Help.Ansi.OFF)));
            return Optional.empty();
        }
        if (parsed.coordinates.isEmpty()) {
            throw new MagicUsageException("%maven: no library is named; expected group:artifact:version, " + EXAMPLE);
        }
        load(parsed.request(), context);
        return Optional.empty();
    }

    private static void parse(CommandLine command, String arguments) throws MagicUsageException {
        try {
            command.parseArgs(OptionWords.split(arguments).toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new MagicUsageException("%maven: " + OptionErrors.sentence(e) + " Expected group:artifact:version, "
                    + EXAMPLE + " (all options: %maven --help)");
        }
    }

    private void load(MavenRequest request, MagicContext context) throws MagicUsageException, MagicFailedException {
        ProgressLine line = new ProgressLine(context);
        long start = System.nanoTime();
        try {
            LibraryLoader.Loaded loaded = loader.load(request, context, line);
            line.end(summary(loaded, (System.nanoTime() - start) / 1e9));
            notes(loaded).forEach(note -> context.print(StreamName.STDERR, note + "\n"));
        } catch (ResolutionException e) {
            line.end("Nothing was added to the class path.");
            throw new MagicUsageException("%maven: " + e.getMessage());
        } catch (MagicFailedException e) {
            line.end("Interrupted.");
            throw e;
        }
    }

    private static String summary(LibraryLoader.Loaded loaded, double seconds) {
        List<Library> added = loaded.added();
        if (added.isEmpty()) {
            return loaded.known().isEmpty()
                    ? "Nothing to add to the class path."
                    : "On the class path already: " + names(loaded.known(), true);
        }
        String needed = names(added, false);
        String asked = names(added, true);
        String text = "Added to the class path: " + (asked.isEmpty() ? needed : asked);
        if (!asked.isEmpty() && !needed.isEmpty()) {
            text += "; with it: " + needed;
        }
        return loaded.resolution().fetchedBytes() == 0
                ? text
                : text
                        + String.format(
                                java.util.Locale.ROOT,
                                " (%s in %.1f s)",
                                loaded.resolution().fetchedSize(),
                                seconds);
    }

    private static String names(List<Library> libraries, boolean requested) {
        return libraries.stream()
                .filter(library -> library.requested() == requested)
                .map(Library::toString)
                .collect(Collectors.joining(", "));
    }

    private List<String> notes(LibraryLoader.Loaded loaded) {
        List<String> notes = new ArrayList<>();
        for (Library library : loaded.refused()) {
            notes.add("note: " + library.name() + " stays at "
                    + loader.loadedVersion(library).orElse("its version") + "; " + library.version()
                    + " was not added, since loaded classes stay. To change it, restart the kernel.");
        }
        if (loaded.resolution().isolated()) {
            notes.add("note: no repository could be reached; what was fetched earlier is used.");
        }
        return notes;
    }
}
