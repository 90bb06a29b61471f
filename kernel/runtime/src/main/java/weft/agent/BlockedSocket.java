package weft.agent;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The socket that an interrupted thread waits in. A platform thread that accepts or reads is not ended by an interrupt,
 * only by closing its socket, and only the debugger can see which one that is.
 */
final class BlockedSocket {

    /** A {@code java.net.SocketImpl}; set by the debugger. */
    private static volatile @Nullable Object found;

    private BlockedSocket() {}

    /** Loads this class, so that the debugger finds it. */
    static void prepare() {
        found = null;
    }

    static void close() throws IOException {
        Object socket = found;
        found = null;
        if (socket == null) {
            return;
        }
        try {
            Method close = Class.forName("java.net.SocketImpl").getDeclaredMethod("close");
            close.setAccessible(true);
            close.invoke(socket);
        } catch (InvocationTargetException e) {
            throw new IOException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }
}
