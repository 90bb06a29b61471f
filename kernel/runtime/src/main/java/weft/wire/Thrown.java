package weft.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A throwable as it crosses the border: names and frames, and never the object, whose class the host does not have.
 *
 * @param className the binary name of its class
 * @param message what {@code getLocalizedMessage} said; null where it said nothing
 * @param frames innermost first; of a very long stack both ends, with the number left out in {@code framesLeftOut}
 * @param framesLeftOut how many frames are missing after {@link #HEAD_FRAMES} of them
 */
public record Thrown(
        String className,
        @Nullable String message,
        List<StackTraceElement> frames,
        int framesLeftOut,
        @Nullable Thrown cause,
        List<Thrown> suppressed) {

    /** How many frames of a long stack are kept at its inner end: enough to see what the recursion is made of. */
    public static final int HEAD_FRAMES = 100;

    private static final int TAIL_FRAMES = 50;
    /** Deeper chains are made by loops, not by people. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_SUPPRESSED = 16;
    /** A message of megabytes would freeze the page that shows it. */
    private static final int MAX_MESSAGE = 20_000;

    public Thrown {
        frames = List.copyOf(frames);
        suppressed = List.copyOf(suppressed);
    }

    public Thrown(
            String className,
            @Nullable String message,
            List<StackTraceElement> frames,
            @Nullable Thrown cause,
            List<Thrown> suppressed) {
        this(className, message, frames, 0, cause, suppressed);
    }

    /**
     * Describes a throwable, whatever its own methods do: one that throws, returns nonsense, is its own cause, or
     * carries a stack of a thousand frames is described as far as it can be.
     */
    public static Thrown of(Throwable throwable) {
        return of(throwable, Collections.newSetFromMap(new IdentityHashMap<>()), 0);
    }

    private static Thrown of(Throwable throwable, Set<Throwable> seen, int depth) {
        seen.add(throwable);
        StackTraceElement[] stack = stackOf(throwable);
        List<StackTraceElement> frames = List.of(stack);
        int leftOut = 0;
        if (stack.length > HEAD_FRAMES + TAIL_FRAMES) {
            leftOut = stack.length - HEAD_FRAMES - TAIL_FRAMES;
            frames = new ArrayList<>(List.of(stack).subList(0, HEAD_FRAMES));
            frames.addAll(List.of(stack).subList(stack.length - TAIL_FRAMES, stack.length));
        }
        Throwable cause = causeOf(throwable);
        return new Thrown(
                throwable.getClass().getName(),
                messageOf(throwable),
                frames,
                leftOut,
                cause == null ? null : next(cause, seen, depth),
                suppressedOf(throwable, seen, depth));
    }

    private static Thrown next(Throwable throwable, Set<Throwable> seen, int depth) {
        if (seen.contains(throwable)) {
            return mention(throwable, "shown above: the chain of causes is a circle");
        }
        if (depth >= MAX_DEPTH) {
            return mention(throwable, "more causes are left out");
        }
        return of(throwable, seen, depth + 1);
    }

    private static Thrown mention(Throwable throwable, String message) {
        return new Thrown(throwable.getClass().getName(), message, List.of(), null, List.of());
    }

    private static List<Thrown> suppressedOf(Throwable throwable, Set<Throwable> seen, int depth) {
        List<Thrown> suppressed = new ArrayList<>();
        for (Throwable one : throwable.getSuppressed()) {
            if (suppressed.size() == MAX_SUPPRESSED) {
                break;
            }
            suppressed.add(next(one, seen, depth));
        }
        return suppressed;
    }

    // The three methods below may be overridden in a cell, so each may throw anything.

    private static @Nullable String messageOf(Throwable throwable) {
        try {
            String message = throwable.getLocalizedMessage();
            if (message == null || message.length() <= MAX_MESSAGE) {
                return message;
            }
            return message.substring(0, MAX_MESSAGE) + "… (" + message.length() + " characters)";
        } catch (Throwable failure) {
            return "(no message: getMessage() threw " + failure.getClass().getName() + ")";
        }
    }

    private static @Nullable Throwable causeOf(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (Throwable failure) {
            return null;
        }
    }

    private static StackTraceElement[] stackOf(Throwable throwable) {
        try {
            StackTraceElement[] stack = throwable.getStackTrace();
            return stack == null ? new StackTraceElement[0] : stack;
        } catch (Throwable failure) {
            return new StackTraceElement[0];
        }
    }
}
