package weft.timeline.capture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says of a call on null what the JVM says of a call in bytecode: of one through a method handle it says nothing of use.
 *
 * @see <a href="https://openjdk.org/jeps/358">JEP 358</a>, for the words
 */
final class NullReceiver {

    private static final MethodHandle CHECK = ProbeSites.find(
            NullReceiver.class, "check", MethodType.methodType(void.class, NullReceiver.class, Object.class));

    private final MethodType type;
    private final String method;
    private final String source;

    private NullReceiver(MethodType type, String method, String source) {
        this.type = type;
        this.method = method;
        this.source = source;
    }

    /** The call, of the same type; the receiver is its first parameter. */
    static MethodHandle checked(MethodHandle call, String method, String source) {
        MethodType type = call.type();
        // Of a task that is handed to an executor the source names that one.
        boolean namesReceiver = type.lastParameterType() != Executor.class;
        NullReceiver checked = new NullReceiver(type, method, namesReceiver ? source : "");
        MethodType ofReceiver = MethodType.methodType(void.class, type.parameterType(0));
        return MethodHandles.foldArguments(call, CHECK.bindTo(checked).asType(ofReceiver));
    }

    static void check(NullReceiver call, @Nullable Object receiver) {
        if (receiver == null) {
            throw call.thrown();
        }
    }

    private NullPointerException thrown() {
        String parameters = type.parameterList().stream()
                .skip(1)
                .map(NullReceiver::nameOf)
                .collect(Collectors.joining(", ", "(", ")"));
        String what = "Cannot invoke \"" + nameOf(type.parameterType(0)) + "." + method + parameters + "\"";
        NullPointerException thrown =
                new NullPointerException(source.isEmpty() ? what : what + " because \"" + source + "\" is null");
        thrown.setStackTrace(Arrays.stream(thrown.getStackTrace())
                .dropWhile(frame -> frame.getClassName().equals(NullReceiver.class.getName()))
                .toArray(StackTraceElement[]::new));
        return thrown;
    }

    /** Object and String go without their package there. */
    private static String nameOf(Class<?> parameter) {
        return parameter == Object.class || parameter == String.class
                ? parameter.getSimpleName()
                : parameter.getCanonicalName();
    }
}
