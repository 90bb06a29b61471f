package weft.maven;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.RepositoryCache;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/**
 * What a session remembers while it lasts. The resolver's transport keeps its open connections there and never closes
 * them; closed here, they end, and with them a read from a server that says nothing.
 *
 * <p><b>Threads.</b> Any, also while others read from the connections.
 */
final class Connections implements RepositoryCache, AutoCloseable {

    private final RepositoryCache kept = new DefaultRepositoryCache();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public void put(RepositorySystemSession session, Object key, Object data) {
        kept.put(session, key, data);
        keep(data);
    }

    @Override
    public @Nullable Object get(RepositorySystemSession session, Object key) {
        return kept.get(session, key);
    }

    @Override
    public Object computeIfAbsent(RepositorySystemSession session, Object key, Supplier<Object> supplier) {
        Object data = kept.computeIfAbsent(session, key, supplier);
        keep(data);
        return data;
    }

    private void keep(@Nullable Object data) {
        if (data instanceof Closeable connection) {
            open.add(connection);
            if (closed) {
                close(connection);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Connections::close);
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            System.getLogger("weft.maven").log(System.Logger.Level.DEBUG, "Not closed", e);
        }
    }
}
