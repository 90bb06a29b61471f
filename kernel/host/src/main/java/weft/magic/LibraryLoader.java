package weft.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import weft.maven.Library;
import weft.maven.LibraryResolver;
import weft.maven.MavenRequest;
import weft.maven.Progress;
import weft.maven.Resolution;
import weft.maven.ResolutionException;

/**
 * Resolves libraries while the cell shows how far it is, and puts them on the class path.
 *
 * <p><b>Threads.</b> Belongs to the thread that runs cells; sources are fetched on a thread of their own. Any thread
 * may close it.
 */
final class LibraryLoader implements AutoCloseable {

    /** For looking up a server's address, which nothing can cut short; all else ends at once. */
    private static final long CLOSE_MILLIS = 5_000;

    /** Made when the first library is asked for: it loads some hundred classes. */
    private @Nullable LibraryResolver resolver;

    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    /** Name → the library that is on the class path. */
    private final Map<String, Library> loaded = new LinkedHashMap<>();

    /**
     * What became of a request.
     *
     * @param added now on the class path
     * @param known were there before
     * @param refused other versions of what was there before, which stays
     */
    record Loaded(List<Library> added, List<Library> known, List<Library> refused, Resolution resolution) {}

    /**
     * Blocks until the libraries are on the class path.
     *
     * @throws MagicFailedException when the cell was interrupted
     */
    Loaded load(MavenRequest request, MagicContext context, Progress progress)
            throws ResolutionException, MagicFailedException {
        LibraryResolver using = resolver();
        Resolution resolution = resolve(using, request, context, progress);
        Loaded sorted = sort(resolution);
        context.addToClassPath(sorted.added().stream().map(Library::file).toList());
        sorted.added().forEach(library -> loaded.put(library.name(), library));
        if (request.sources()) {
            fetchSources(using, sorted.added(), request, context);
        } else {
            fetchSourcesLater(using, sorted.added(), request, context);
        }
        return sorted;
    }

    /** The version that is on the class path. */
    Optional<String> loadedVersion(Library library) {
        return Optional.ofNullable(loaded.get(library.name())).map(Library::version);
    }

    /** Which library a file on the class path is. */
    Optional<Library> of(Path file) {
        return loaded.values().stream().filter(one -> one.file().equals(file)).findFirst();
    }

    private synchronized LibraryResolver resolver() throws MagicFailedException {
        if (closed) {
            throw interrupted();
        }
        LibraryResolver made = resolver;
        if (made == null) {
            made = new LibraryResolver();
            resolver = made;
        }
        return made;
    }

    /** On a thread of its own: a server that does not answer holds the resolver for seconds, whoever interrupts it. */
    private Resolution resolve(LibraryResolver using, MavenRequest request, MagicContext context, Progress progress)
            throws ResolutionException, MagicFailedException {
        FutureTask<Resolution> resolution = new FutureTask<>(() -> using.resolve(request, progress));
        start("weft-maven", resolution);
        try {
            return context.working(resolution::get, () -> resolution.cancel(true));
        } catch (CancellationException e) {
            using.cancel();
            throw interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResolutionException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static MagicFailedException interrupted() {
        String words = "The cell was interrupted; nothing was added to the class path.";
        return new MagicFailedException("Interrupted", words, List.of("\u001b[1;31mInterrupted\u001b[0m: " + words));
    }

    /** A class that is loaded cannot be taken back, so the first version of a library stays. */
    private Loaded sort(Resolution resolution) {
        List<Library> added = new ArrayList<>();
        List<Library> known = new ArrayList<>();
        List<Library> refused = new ArrayList<>();
        for (Library library : resolution.libraries()) {
            Library before = loaded.get(library.name());
            if (before == null) {
                added.add(library);
            } else {
                (before.version().equals(library.version()) ? known : refused).add(library);
            }
        }
        return new Loaded(added, known, refused, resolution);
    }

    private static void fetchSources(
            LibraryResolver resolver, List<Library> libraries, MavenRequest request, MagicContext context)
            throws ResolutionException {
        for (Library library : libraries) {
            resolver.sources(library, request).ifPresent(context::addSources);
        }
    }

    /** Nobody waits for documentation that may never be asked for. */
    private void fetchSourcesLater(
            LibraryResolver resolver, List<Library> libraries, MavenRequest request, MagicContext context) {
        List<Library> asked = libraries.stream().filter(Library::requested).toList();
        start("weft-sources", () -> {
            try {
                fetchSources(resolver, asked, request, context);
            } catch (ResolutionException | RuntimeException e) {
                System.getLogger("weft.magic").log(System.Logger.Level.DEBUG, "No sources", e);
            }
        });
    }

    private synchronized void start(String name, Runnable work) {
        threads.removeIf(thread -> !thread.isAlive());
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Ends what is being fetched, and waits until nothing is written to the local repository any longer. */
    @Override
    public void close() {
        List<Thread> running;
        synchronized (this) {
            closed = true;
            running = List.copyOf(threads);
            if (resolver != null) {
                resolver.close();
            }
        }
        try {
            for (Thread thread : running) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
