package weft.timeline.capture;

import org.jspecify.annotations.Nullable;
import weft.timeline.model.ResourceKind;

/**
 * One row of {@link ProbeTable}: a method of the JDK that says something about threads.
 *
 * @param owner name of the type that declares it; calls on its subtypes count too
 * @param signature name and parameters as in bytecode: {@code tryLock(JLjava/util/concurrent/TimeUnit;)}
 * @param isStatic whether it has no receiver, so that the first argument is the one that matters
 * @param kind of the thing that is waited for, where there is one
 */
record Probe(
        String owner,
        String signature,
        boolean isStatic,
        Hook hook,
        @Nullable ResourceKind kind) {

    String method() {
        return signature.substring(0, signature.indexOf('('));
    }
}
