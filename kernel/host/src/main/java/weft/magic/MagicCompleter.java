package weft.magic;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import weft.language.Completion;
import weft.language.Completion.Match;

/** Completes a magic's line: its name, its options, a file. Java in it is completed as Java. */
final class MagicCompleter {

    /** A folder may hold any number of files; nobody reads on behind these. */
    private static final int MOST_FILES = 200;

    private final Collection<Magic> magics;

    MagicCompleter(Collection<Magic> magics) {
        this.magics = magics;
    }

    /** @param magic the one that the line names; null where there is none of its name */
    Completion complete(MagicLine line, @Nullable Magic magic, int cursor) {
        if (line.isInName()) {
            return new Completion(names(line.beforeCursor(), line.mayBeCell()), line.start(), cursor);
        }
        String word = line.word();
        if (magic == null) {
            return new Completion(List.of(), cursor, cursor);
        }
        if (word.startsWith("-")) {
            List<Match> options = magic.options().stream()
                    .filter(option -> option.startsWith(word))
                    .map(option -> new Match(option, "keyword", ""))
                    .toList();
            return new Completion(options, cursor - word.length(), cursor);
        }
        return switch (magic.operand()) {
            case FILE -> files(word, cursor);
            case NAME ->
                new Completion(word.startsWith("%") ? names(word, false) : List.of(), cursor - word.length(), cursor);
            default -> new Completion(List.of(), cursor, cursor);
        };
    }

    /**
     * @param typed with its percent signs; with one of them, the forms with two are offered too
     * @param forCell whether these may stand here
     */
    private List<Match> names(String typed, boolean forCell) {
        return magics.stream()
                .flatMap(magic -> Stream.of("%", "%%")
                        .map(signs -> signs + magic.name())
                        .filter(form -> hasForm(magic, form) && fits(form, typed, forCell))
                        .map(form -> new Match(form, "magic", "")))
                .sorted(Comparator.comparing(Match::text))
                .toList();
    }

    private static boolean fits(String form, String typed, boolean forCell) {
        boolean isLine = !form.startsWith("%%");
        return form.startsWith(typed) && (isLine || forCell || typed.startsWith("%%"))
                || forCell && !isLine && form.startsWith("%" + typed);
    }

    /** A magic's help shows the forms that it has. */
    private static boolean hasForm(Magic magic, String form) {
        return Pattern.compile("(?<!%)" + Pattern.quote(form) + "\\b")
                .matcher(magic.help())
                .find();
    }

    private static Completion files(String word, int cursor) {
        int nameStart = word.lastIndexOf('/') + 1;
        String folder = word.substring(0, nameStart);
        String prefix = word.substring(nameStart);
        List<Match> matches = new ArrayList<>();
        String home = System.getProperty("user.home", "");
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(Path.of(folder.startsWith("~/") ? home + folder.substring(1) : folder))) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                boolean hidden = name.startsWith(".") && !prefix.startsWith(".");
                if (name.startsWith(prefix) && !hidden && matches.size() < MOST_FILES) {
                    matches.add(new Match(folder + name + (Files.isDirectory(entry) ? "/" : ""), "path", ""));
                }
            }
        } catch (IOException | InvalidPathException e) {
            // Half of a path is no folder yet, and there is nothing to propose.
            return new Completion(List.of(), cursor, cursor);
        }
        matches.sort(Comparator.comparing(Match::text));
        return new Completion(matches, cursor - word.length(), cursor);
    }
}
