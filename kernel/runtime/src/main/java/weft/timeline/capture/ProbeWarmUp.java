package weft.timeline.capture;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Links and runs probes of the usual shapes once, so that the first recorded cell need not: each shape of method handle
 * costs milliseconds when it is first made, and these would lie between the learner's statements.
 */
public final class ProbeWarmUp {

    private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

    private ProbeWarmUp() {}

    /** Whether what the thread does is warming up, which no recording of a learner's shows. */
    static boolean runsOn(Thread thread) {
        return !THREADS.isEmpty() && THREADS.contains(thread);
    }

    /** May be called from any thread; records nothing. Takes 0.1 to 0.3 s. */
    public static void run() {
        Thread own = Thread.currentThread();
        THREADS.add(own);
        ExecutorService pool = Executors.newSingleThreadExecutor(ProbeWarmUp::daemon);
        try {
            monitors();
            Lock lock = new ReentrantLock();
            call(Lock.class, "lock", lock);
            call(Lock.class, "unlock", lock);
            call(Lock.class, "tryLock", lock);
            Semaphore semaphore = new Semaphore(1);
            call(Semaphore.class, "acquire", semaphore);
            call(Semaphore.class, "release", semaphore);
            call(CountDownLatch.class, "await", new CountDownLatch(0));
            ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(1);
            handle(ArrayBlockingQueue.class, "put", void.class, Object.class).invoke(queue, "element");
            handle(ArrayBlockingQueue.class, "take", Object.class).invoke(queue);
            Callable<Object> task = () -> queue;
            Object future = handle(ExecutorService.class, "submit", Future.class, Callable.class)
                    .invoke(pool, task);
            handle(Future.class, "get", Object.class).invoke((Future<?>) future);
            Thread thread = daemon(queue::clear);
            call(Thread.class, "start", thread);
            call(Thread.class, "join", thread);
            sleep();
        } catch (Throwable e) {
            System.getLogger("weft.timeline").log(System.Logger.Level.DEBUG, "Probes could not be warmed up", e);
        } finally {
            pool.shutdownNow();
            THREADS.remove(own);
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(
                () -> {
                    THREADS.add(Thread.currentThread());
                    try {
                        body.run();
                    } finally {
                        THREADS.remove(Thread.currentThread());
                    }
                },
                "weft-warm-probe");
        thread.setDaemon(true);
        return thread;
    }

    private static void monitors() throws Throwable {
        MethodType type = MethodType.methodType(void.class, Object.class);
        for (String name : new String[] {"entering", "entered", "exiting"}) {
            ProbeSites.beside(MethodHandles.publicLookup(), name, type, "warm")
                    .dynamicInvoker()
                    .invoke(type);
            MonitorProbe.of(name, "warm").asType(type).invoke(type);
        }
    }

    private static void call(Class<?> owner, String method, Object receiver) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> result = owner.getMethod(method).getReturnType();
        MethodHandle original = lookup.findVirtual(owner, method, MethodType.methodType(result));
        CallSite site = ProbeSites.call(lookup, method, original.type(), original, "warm");
        if (site.type().equals(original.type())) {
            ProbeSites.recorded(owner, method, original, "warm", false).invoke(receiver);
        }
    }

    private static MethodHandle handle(Class<?> owner, String method, Class<?> result, Class<?>... parameters)
            throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle original = lookup.findVirtual(owner, method, MethodType.methodType(result, parameters));
        return ProbeSites.recorded(owner, method, original, "warm", false);
    }

    private static void sleep() throws Throwable {
        MethodType type = MethodType.methodType(void.class, long.class);
        MethodHandle original = MethodHandles.publicLookup().findStatic(Thread.class, "sleep", type);
        ProbeSites.recorded(Thread.class, "sleep", original, "", true).invoke(0L);
    }
}
