package weft.kernel;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Ctrl-C, or what a server sends in its place, as an interrupt of the cell and not the end of the kernel.
 *
 * <p>{@code sun.misc.Signal} is reached by reflection: the compiler warns of it wherever it is named, and where it is
 * missing the kernel still runs, interrupted by messages alone.
 */
final class InterruptSignal {

    private InterruptSignal() {}

    static void handle(Runnable interrupt, Consumer<String> log) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object action = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> {
                                interrupt.run();
                                yield null;
                            }
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "interrupt of the running cell";
                        };
                    });
            Object interruptSignal = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler).invoke(null, interruptSignal, action);
        } catch (ReflectiveOperationException | RuntimeException unavailable) {
            log.accept("SIGINT ends the kernel here, for there are no signal handlers: " + unavailable);
        }
    }
}
