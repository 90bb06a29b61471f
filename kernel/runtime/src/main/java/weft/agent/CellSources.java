package weft.agent;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import weft.wire.ClassImage;

/**
 * The cells in which redefined classes stand now. HotSpot keeps the file name of a class from the first stack trace that
 * showed it, and goes on saying it when the class was redefined from another file (seen on JDK 17 and 25); line numbers
 * are the new ones. Where a cell prints a throwable or asks for its frames, a call of {@link #correct} is woven before
 * that.
 *
 * <p><b>Threads.</b> Any.
 */
public final class CellSources {

    private static final Map<String, String> MOVED = new ConcurrentHashMap<>();

    private CellSources() {}

    /** A class was redefined. */
    static void moved(ClassImage image) {
        MOVED.put(image.name(), image.source());
    }

    /** Sets right the file names of a throwable, its causes and what it suppressed; of anything else, nothing. */
    public static void correct(@Nullable Object perhapsThrowable) {
        if (!MOVED.isEmpty() && perhapsThrowable instanceof Throwable thrown) {
            correct(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
    }

    private static void correct(Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            for (int i = 0; i < frames.length; i++) {
                frames[i] = corrected(frames[i]);
            }
            thrown.setStackTrace(frames);
            if (thrown.getCause() != null) {
                correct(thrown.getCause(), seen);
            }
            for (Throwable suppressed : thrown.getSuppressed()) {
                correct(suppressed, seen);
            }
        } catch (RuntimeException e) {
            // A cell's own throwable may answer with anything; then it is told as it is.
            return;
        }
    }

    private static StackTraceElement corrected(StackTraceElement frame) {
        String source = MOVED.get(frame.getClassName());
        // Without a file, the frame ran code from before the redefinition.
        if (source == null || frame.getFileName() == null) {
            return frame;
        }
        return new StackTraceElement(
                frame.getClassLoaderName(),
                frame.getModuleName(),
                frame.getModuleVersion(),
                frame.getClassName(),
                frame.getMethodName(),
                source,
                frame.getLineNumber());
    }
}
