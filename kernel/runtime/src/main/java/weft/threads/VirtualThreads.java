package weft.threads;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import weft.timeline.capture.Probes;

/**
 * Virtual threads reached by reflection, since this library also runs on a JDK 17 that has none.
 *
 * <p>Where they are missing, platform threads do the work and one line says so.
 */
final class VirtualThreads {

    private static final int FIRST_RELEASE = 21;
    private static final AtomicBoolean WORD_SAID = new AtomicBoolean();

    private VirtualThreads() {}

    static boolean available() {
        return Runtime.version().feature() >= FIRST_RELEASE;
    }

    static boolean isVirtual(Thread thread) {
        return available() && (boolean) call(Thread.class, "isVirtual", thread);
    }

    static Thread start(String name, Runnable body) {
        return Threads.begin(newThread(name, Probes.body(body)));
    }

    static ExecutorService perTaskExecutor(String prefix) {
        AtomicInteger made = new AtomicInteger();
        ThreadFactory factory = body -> newThread(prefix + made.incrementAndGet(), Probes.body(body));
        if (!available()) {
            sayMissing();
            return Executors.newCachedThreadPool(factory);
        }
        try {
            Method method = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            return (ExecutorService) method.invoke(null, factory);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("JDK 21 or newer without newThreadPerTaskExecutor", impossible);
        }
    }

    private static Thread newThread(String name, Runnable body) {
        if (!available()) {
            sayMissing();
            return new Thread(body, name);
        }
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Object builder = call(Thread.class, "ofVirtual", null);
            builderType.getMethod("name", String.class).invoke(builder, name);
            return (Thread) builderType.getMethod("unstarted", Runnable.class).invoke(builder, body);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("JDK 21 or newer without Thread.ofVirtual()", impossible);
        }
    }

    private static Object call(Class<?> type, String method, @org.jspecify.annotations.Nullable Object target) {
        try {
            return type.getMethod(method).invoke(target);
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(method + " failed", thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("JDK 21 or newer without " + method, impossible);
        }
    }

    /** Once, and not once a thread: ten thousand threads would bury the lesson under the same line. */
    private static void sayMissing() {
        if (WORD_SAID.compareAndSet(false, true)) {
            System.out.print("Virtual threads came with JDK 21; this is JDK "
                    + Runtime.version().feature() + ". Platform threads do the work instead.\n");
        }
    }
}
