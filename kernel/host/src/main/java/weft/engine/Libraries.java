package weft.engine;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import weft.language.LibrarySources;

/**
 * What a notebook has put on its class path. It is kept when the user VM is replaced.
 *
 * <p><b>Threads.</b> Sources may be added by any thread; the rest belongs to the thread that runs cells.
 */
final class Libraries {

    private final List<Path> files = new CopyOnWriteArrayList<>();
    private final LibrarySources sources = new LibrarySources();

    Libraries() {
        ownJar().ifPresent(sources::add);
    }

    /** It holds the sources of what notebooks import of Weft; when run from a build's folders, there is none. */
    private static Optional<Path> ownJar() {
        try {
            Path place = Path.of(Libraries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.of(place).filter(Files::isRegularFile);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The kernel's own jar cannot be named", e);
        }
    }

    /** In the order in which they are searched. */
    List<Path> files() {
        return List.copyOf(files);
    }

    LibrarySources sources() {
        return sources;
    }

    /** Makes what is new of these known to the compiler and to the user VM; variables stay. */
    void add(List<Path> more, Session session) {
        List<Path> unknown =
                more.stream().filter(file -> !files.contains(file)).distinct().toList();
        if (!unknown.isEmpty()) {
            session.addToClassPath(unknown);
            files.addAll(unknown);
        }
    }
}
