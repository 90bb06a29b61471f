package weft.magic;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import weft.maven.Library;
import weft.uservm.OptionWords;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/** {@code %classpath} and {@code %jars}: show the class path, or put files on it. */
final class ClassPathMagic implements Magic {

    private final String name;
    private final LibraryLoader loader;

    ClassPathMagic(String name, LibraryLoader loader) {
        this.name = name;
        this.loader = loader;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String help() {
        return name.equals("classpath")
                ? "%classpath [PATH...] — show what is on the class path, or put jars and folders of classes on it"
                : "%jars [PATH...] — put jars on the class path: files, or all that lie in a folder, as in: %jars lib";
    }

    @Override
    public Operand operand() {
        return Operand.FILE;
    }

    @Override
    public Optional<MimeBundle> run(String arguments, String body, MagicContext context) throws MagicUsageException {
        List<Path> found = new ArrayList<>();
        for (String word : OptionWords.split(arguments)) {
            found.addAll(files(word));
        }
        if (found.isEmpty()) {
            context.print(StreamName.STDOUT, list(context.classPath()));
            return Optional.empty();
        }
        List<Path> before = context.classPath();
        context.addToClassPath(found);
        List<Path> added = found.stream().filter(file -> !before.contains(file)).toList();
        context.print(
                StreamName.STDOUT,
                added.isEmpty() ? "On the class path already.\n" : "Added to the class path:\n" + list(added));
        return Optional.empty();
    }

    private String list(List<Path> files) {
        if (files.isEmpty()) {
            return "Nothing but Weft's own library is on the class path. To add some: %maven GROUP:ARTIFACT:VERSION"
                    + " or %jars PATH\n";
        }
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            Optional<Library> library = loader.of(file);
            library.ifPresent(one -> text.append(one).append("  "));
            text.append(file).append('\n');
        }
        return text.toString();
    }

    private List<Path> files(String word) throws MagicUsageException {
        String text = word.startsWith("~/") ? System.getProperty("user.home") + word.substring(1) : word;
        try {
            if (text.indexOf('*') >= 0) {
                return matching(text, word);
            }
            Path path = Path.of(text).toAbsolutePath().normalize();
            if (Files.isDirectory(path)) {
                List<Path> jars = jars(path, entry -> entry.toString().endsWith(".jar"));
                // A folder without jars is one of classes.
                return jars.isEmpty() && name.equals("classpath") ? List.of(path) : checked(jars, word);
            }
            return checked(Files.isRegularFile(path) ? List.of(path) : List.of(), word);
        } catch (IOException | IllegalArgumentException e) {
            throw new MagicUsageException("%" + name + ": \"" + word + "\" cannot be read: " + e.getMessage());
        }
    }

    private List<Path> matching(String text, String word) throws IOException, MagicUsageException {
        Path pattern = Path.of(text).toAbsolutePath().normalize();
        Path folder = pattern.getParent() == null ? pattern : pattern.getParent();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return checked(Files.isDirectory(folder) ? jars(folder, matcher) : List.of(), word);
    }

    private static List<Path> jars(Path folder, PathMatcher matcher) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(matcher::matches).sorted().toList();
        }
    }

    private List<Path> checked(List<Path> files, String word) throws MagicUsageException {
        if (files.isEmpty()) {
            throw new MagicUsageException("%" + name + ": there is no jar at \"" + word + "\" (looked in \""
                    + Path.of("").toAbsolutePath() + "\"); expected a file, a folder or a pattern, for example: %"
                    + name + " lib/*.jar");
        }
        return files;
    }
}
