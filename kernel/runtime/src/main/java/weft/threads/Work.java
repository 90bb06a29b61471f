package weft.threads;

import java.util.Objects;

/**
 * Something worth doing that falls into independent parts, so that it can be done by one thread or shared out.
 *
 * <p>A part may not change what another part reads. Loops have a {@link Gil#checkpoint}, waits are wrapped in
 * {@link Gil#blocking}; so every work can be run with the GIL and without it, and can be interrupted.
 *
 * @param <T> the result of a part
 */
public interface Work<T> {

    /** What limits the speed: the processor, or the wait for something else. */
    enum Bound {
        CPU,
        IO
    }

    String name();

    Bound bound();

    int parts();

    T part(int index) throws Exception;

    /** Whether two results of one part are the same; arrays are compared by what is in them. */
    default boolean isSame(T one, T other) {
        return Objects.deepEquals(one, other);
    }
}
