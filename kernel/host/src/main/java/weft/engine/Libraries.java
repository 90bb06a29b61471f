package weft.engine;

import java.nio.file.Path;
import java.util.List;
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
