package weft.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A throwable of the user VM as plain data, since its class may exist only there.
 *
 * @param className binary name, as in {@code REPL.$JShell$4$Broke}
 * @param frames innermost first; of a very deep stack the middle is left out
 */
public record Thrown(
        String className,
        @Nullable String message,
        List<StackTraceElement> frames,
        @Nullable Thrown cause,
        List<Thrown> suppressed) {

    /** A stack overflow has a thousand frames that all say the same. */
    private static final int FRAMES_AT_EACH_END = 64;

    private static final int MAX_DEPTH = 16;

    public Thrown {
        frames = List.copyOf(frames);
        suppressed = List.copyOf(suppressed);
    }

    /** Describes a throwable, also one that is its own cause or whose methods throw. */
    public static Thrown of(Throwable throwable) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return of(throwable, seen, 0);
    }

    private static Thrown of(Throwable throwable, Set<Throwable> seen, int depth) {
        seen.add(throwable);
        Throwable cause = throwable.getCause();
        boolean tellCause = cause != null && depth < MAX_DEPTH && !seen.contains(cause);
        List<Thrown> suppressed = new ArrayList<>();
        for (Throwable one : throwable.getSuppressed()) {
            if (depth < MAX_DEPTH && !seen.contains(one)) {
                suppressed.add(of(one, seen, depth + 1));
            }
        }
        return new Thrown(
                throwable.getClass().getName(),
                messageOf(throwable),
                shortened(Arrays.asList(throwable.getStackTrace())),
                tellCause ? of(cause, seen, depth + 1) : null,
                suppressed);
    }

    private static @Nullable String messageOf(Throwable throwable) {
        try {
            return throwable.getLocalizedMessage();
        } catch (RuntimeException | Error e) {
            return "(its message could not be read: " + e.getClass().getName() + ")";
        }
    }

    private static List<StackTraceElement> shortened(List<StackTraceElement> frames) {
        if (frames.size() <= 2 * FRAMES_AT_EACH_END) {
            return frames;
        }
        List<StackTraceElement> ends = new ArrayList<>(frames.subList(0, FRAMES_AT_EACH_END));
        ends.addAll(frames.subList(frames.size() - FRAMES_AT_EACH_END, frames.size()));
        return ends;
    }
}
