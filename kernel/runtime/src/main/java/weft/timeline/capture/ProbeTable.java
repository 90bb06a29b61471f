package weft.timeline.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.ResourceKind;

/**
 * The calls that are recorded. The weaver asks by name which calls may be one of these; the linker decides by the type
 * of the receiver when the call is first reached.
 */
public final class ProbeTable {

    private static final String LOCKS = "java.util.concurrent.locks.";
    private static final String CONCURRENT = "java.util.concurrent.";
    private static final String THREAD = "java.lang.Thread";
    private static final String TIME = "JLjava/util/concurrent/TimeUnit;";
    private static final String DURATION = "Ljava/time/Duration;";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String RUNNABLE = "Ljava/lang/Runnable;";
    private static final String CALLABLE = "Ljava/util/concurrent/Callable;";
    private static final String SUPPLIER = "Ljava/util/function/Supplier;";
    private static final String COLLECTION = "Ljava/util/Collection;";
    private static final String EXECUTOR = "Ljava/util/concurrent/Executor;";

    private static final Map<String, List<Probe>> BY_SIGNATURE = new HashMap<>();

    static {
        locks();
        meetingPoints();
        queues();
        threads();
        pools();
        chains();
        forks();
    }

    private ProbeTable() {}

    private static void locks() {
        on(LOCKS + "Lock", Hook.ACQUIRE, ResourceKind.LOCK, "lock()", "lockInterruptibly()", "tryLock()");
        on(LOCKS + "Lock", Hook.ACQUIRE, ResourceKind.LOCK, "tryLock(" + TIME + ")");
        on(LOCKS + "Lock", Hook.RELEASE, ResourceKind.LOCK, "unlock()");
        String stamped = LOCKS + "StampedLock";
        on(stamped, Hook.ACQUIRE, ResourceKind.WRITE_LOCK, "writeLock()", "writeLockInterruptibly()", "tryWriteLock()");
        on(stamped, Hook.ACQUIRE, ResourceKind.READ_LOCK, "readLock()", "readLockInterruptibly()", "tryReadLock()");
        on(stamped, Hook.ACQUIRE, ResourceKind.WRITE_LOCK, "tryWriteLock(" + TIME + ")");
        on(stamped, Hook.ACQUIRE, ResourceKind.READ_LOCK, "tryReadLock(" + TIME + ")");
        on(stamped, Hook.RELEASE, ResourceKind.WRITE_LOCK, "unlockWrite(J)");
        on(stamped, Hook.RELEASE, ResourceKind.READ_LOCK, "unlockRead(J)");
        on(stamped, Hook.UNSTAMP, null, "unlock(J)");
        on(stamped, Hook.CONVERT, null, "tryConvertToWriteLock(J)", "tryConvertToReadLock(J)");
        on(stamped, Hook.CONVERT, null, "tryConvertToOptimisticRead(J)");
        on(stamped, Hook.VIEW, null, "asReadLock()", "asWriteLock()", "asReadWriteLock()");
        String semaphore = CONCURRENT + "Semaphore";
        on(semaphore, Hook.ACQUIRE, ResourceKind.SEMAPHORE, "acquire()", "acquire(I)", "acquireUninterruptibly()");
        on(
                semaphore,
                Hook.ACQUIRE,
                ResourceKind.SEMAPHORE,
                "acquireUninterruptibly(I)",
                "tryAcquire()",
                "tryAcquire(I)");
        on(semaphore, Hook.ACQUIRE, ResourceKind.SEMAPHORE, "tryAcquire(" + TIME + ")", "tryAcquire(I" + TIME + ")");
        on(semaphore, Hook.RELEASE, ResourceKind.SEMAPHORE, "release()", "release(I)");
    }

    private static void meetingPoints() {
        String condition = LOCKS + "Condition";
        on(condition, Hook.AWAIT, ResourceKind.CONDITION, "await()", "awaitUninterruptibly()", "awaitNanos(J)");
        on(condition, Hook.AWAIT, ResourceKind.CONDITION, "await(" + TIME + ")", "awaitUntil(Ljava/util/Date;)");
        on(condition, Hook.SIGNAL, ResourceKind.CONDITION, "signal()", "signalAll()");
        on("java.lang.Object", Hook.AWAIT, ResourceKind.MONITOR, "wait()", "wait(J)", "wait(JI)");
        on("java.lang.Object", Hook.SIGNAL, ResourceKind.MONITOR, "notify()", "notifyAll()");
        on(CONCURRENT + "CountDownLatch", Hook.AWAIT, ResourceKind.LATCH, "await()", "await(" + TIME + ")");
        on(CONCURRENT + "CountDownLatch", Hook.SIGNAL, ResourceKind.LATCH, "countDown()");
        on(CONCURRENT + "CyclicBarrier", Hook.EXCHANGE, ResourceKind.BARRIER, "await()", "await(" + TIME + ")");
        String phaser = CONCURRENT + "Phaser";
        on(phaser, Hook.EXCHANGE, ResourceKind.BARRIER, "arriveAndAwaitAdvance()");
        on(phaser, Hook.AWAIT, ResourceKind.BARRIER, "awaitAdvance(I)", "awaitAdvanceInterruptibly(I)");
        on(phaser, Hook.SIGNAL, ResourceKind.BARRIER, "arrive()", "arriveAndDeregister()");
        String exchanger = CONCURRENT + "Exchanger";
        on(exchanger, Hook.EXCHANGE, ResourceKind.QUEUE, "exchange(" + OBJECT + ")", "exchange(" + OBJECT + TIME + ")");
    }

    private static void queues() {
        String queue = CONCURRENT + "BlockingQueue";
        on(queue, Hook.EXCHANGE, ResourceKind.QUEUE, "put(" + OBJECT + ")", "offer(" + OBJECT + TIME + ")", "take()");
        on(queue, Hook.EXCHANGE, ResourceKind.QUEUE, "poll(" + TIME + ")");
        on(queue, Hook.SIGNAL, ResourceKind.QUEUE, "add(" + OBJECT + ")", "offer(" + OBJECT + ")");
        on(CONCURRENT + "TransferQueue", Hook.EXCHANGE, ResourceKind.QUEUE, "transfer(" + OBJECT + ")");
        String deque = CONCURRENT + "BlockingDeque";
        on(deque, Hook.EXCHANGE, ResourceKind.QUEUE, "putFirst(" + OBJECT + ")", "putLast(" + OBJECT + ")");
        on(deque, Hook.EXCHANGE, ResourceKind.QUEUE, "takeFirst()", "takeLast()");
    }

    private static void threads() {
        on(THREAD, Hook.START, null, "start()");
        on(THREAD, Hook.JOIN, null, "join()", "join(J)", "join(JI)", "join(" + DURATION + ")");
        on(THREAD, Hook.INTERRUPT, null, "interrupt()");
        onStatic(THREAD, Hook.SLEEP, null, "sleep(J)", "sleep(JI)", "sleep(" + DURATION + ")");
        onStatic(THREAD, Hook.SPAWN, null, "startVirtualThread(" + RUNNABLE + ")");
        on("java.lang.Thread$Builder", Hook.SPAWN, null, "start(" + RUNNABLE + ")");
        on("java.lang.Thread$Builder", Hook.MAKE, null, "unstarted(" + RUNNABLE + ")");
        on(CONCURRENT + "ThreadFactory", Hook.MAKE, null, "newThread(" + RUNNABLE + ")");
        on(CONCURRENT + "TimeUnit", Hook.SLEEP, null, "sleep(J)");
        on("java.net.ServerSocket", Hook.CONNECT, null, "accept()");
        String address = "Ljava/net/SocketAddress;";
        on("java.net.Socket", Hook.CONNECT, null, "connect(" + address + ")", "connect(" + address + "I)");
        onStatic(LOCKS + "LockSupport", Hook.PARK, null, "park()", "parkNanos(J)", "parkUntil(J)");
        onStatic(LOCKS + "LockSupport", Hook.PARK, null, "park(" + OBJECT + ")", "parkNanos(" + OBJECT + "J)");
        onStatic(LOCKS + "LockSupport", Hook.UNPARK, null, "unpark(Ljava/lang/Thread;)");
    }

    private static void pools() {
        on(CONCURRENT + "Executor", Hook.SUBMIT, null, "execute(" + RUNNABLE + ")");
        String service = CONCURRENT + "ExecutorService";
        on(service, Hook.SUBMIT, null, "submit(" + RUNNABLE + ")", "submit(" + CALLABLE + ")");
        on(service, Hook.SUBMIT, null, "submit(" + RUNNABLE + OBJECT + ")");
        on(service, Hook.SUBMIT, null, "invokeAll(" + COLLECTION + ")", "invokeAny(" + COLLECTION + ")");
        on(service, Hook.AWAIT, ResourceKind.FUTURE, "awaitTermination(" + TIME + ")", "close()");
        String completion = CONCURRENT + "CompletionService";
        on(completion, Hook.SUBMIT, null, "submit(" + CALLABLE + ")");
        on(completion, Hook.AWAIT, ResourceKind.FUTURE, "take()", "poll(" + TIME + ")");
        String future = CONCURRENT + "CompletableFuture";
        onStatic(future, Hook.SUBMIT, null, "runAsync(" + RUNNABLE + ")", "supplyAsync(" + SUPPLIER + ")");
        onStatic(future, Hook.SUBMIT, null, "runAsync(" + RUNNABLE + EXECUTOR + ")");
        onStatic(future, Hook.SUBMIT, null, "supplyAsync(" + SUPPLIER + EXECUTOR + ")");
        on(future, Hook.RESULT, ResourceKind.FUTURE, "join()");
        on(CONCURRENT + "Future", Hook.RESULT, ResourceKind.FUTURE, "get()", "get(" + TIME + ")");
    }

    private static void chains() {
        String stage = CONCURRENT + "CompletionStage";
        String other = "L" + stage.replace('.', '/') + ";";
        String function = "Ljava/util/function/Function;";
        String consumer = "Ljava/util/function/Consumer;";
        String biFunction = "Ljava/util/function/BiFunction;";
        String biConsumer = "Ljava/util/function/BiConsumer;";
        for (String executor : List.of("", EXECUTOR)) {
            on(stage, Hook.CHAIN, null, "thenApplyAsync(" + function + executor + ")");
            on(stage, Hook.CHAIN, null, "thenAcceptAsync(" + consumer + executor + ")");
            on(stage, Hook.CHAIN, null, "thenRunAsync(" + RUNNABLE + executor + ")");
            on(stage, Hook.CHAIN, null, "thenComposeAsync(" + function + executor + ")");
            on(stage, Hook.CHAIN, null, "thenCombineAsync(" + other + biFunction + executor + ")");
            on(stage, Hook.CHAIN, null, "thenAcceptBothAsync(" + other + biConsumer + executor + ")");
            on(stage, Hook.CHAIN, null, "runAfterBothAsync(" + other + RUNNABLE + executor + ")");
            on(stage, Hook.CHAIN, null, "applyToEitherAsync(" + other + function + executor + ")");
            on(stage, Hook.CHAIN, null, "acceptEitherAsync(" + other + consumer + executor + ")");
            on(stage, Hook.CHAIN, null, "runAfterEitherAsync(" + other + RUNNABLE + executor + ")");
            on(stage, Hook.CHAIN, null, "handleAsync(" + biFunction + executor + ")");
            on(stage, Hook.CHAIN, null, "whenCompleteAsync(" + biConsumer + executor + ")");
            on(stage, Hook.CHAIN, null, "exceptionallyAsync(" + function + executor + ")");
            on(stage, Hook.CHAIN, null, "exceptionallyComposeAsync(" + function + executor + ")");
            on(CONCURRENT + "CompletableFuture", Hook.CHAIN, null, "completeAsync(" + SUPPLIER + executor + ")");
        }
    }

    private static void forks() {
        String task = CONCURRENT + "ForkJoinTask";
        String pool = CONCURRENT + "ForkJoinPool";
        String argument = "(L" + task.replace('.', '/') + ";)";
        on(task, Hook.FORK, null, "fork()");
        on(task, Hook.RESULT, ResourceKind.FUTURE, "join()");
        on(pool, Hook.SUBMIT_FORK, null, "submit" + argument, "execute" + argument);
        on(pool, Hook.INVOKE_FORK, null, "invoke" + argument);
    }

    private static void on(String owner, Hook hook, @Nullable ResourceKind kind, String... signatures) {
        add(owner, false, hook, kind, signatures);
    }

    private static void onStatic(String owner, Hook hook, @Nullable ResourceKind kind, String... signatures) {
        add(owner, true, hook, kind, signatures);
    }

    private static void add(
            String owner, boolean isStatic, Hook hook, @Nullable ResourceKind kind, String... signatures) {
        for (String signature : signatures) {
            BY_SIGNATURE
                    .computeIfAbsent(signature, unused -> new ArrayList<>())
                    .add(new Probe(owner, signature, isStatic, hook, kind));
        }
    }

    private static String signature(String name, String descriptor) {
        return name + descriptor.substring(0, descriptor.indexOf(')') + 1);
    }

    /**
     * Whether a call in bytecode may be one that is recorded. Of a type of the JDK it is known here; of any other it is
     * left to the linker, which can see the type's parents.
     *
     * @param owner with slashes, as in bytecode
     */
    public static boolean mayRecord(String owner, String name, String descriptor, boolean isStatic) {
        List<Probe> probes = BY_SIGNATURE.get(signature(name, descriptor));
        if (probes == null || owner.startsWith("[") || owner.startsWith("weft/")) {
            return false;
        }
        if (!owner.startsWith("java/")) {
            // Static methods are not called by way of subtypes, but for Thread.sleep in a class that extends Thread.
            return probes.stream().anyMatch(probe -> probe.isStatic() == isStatic);
        }
        try {
            Class<?> type = Class.forName(owner.replace('/', '.'), false, null);
            return find(type, name, descriptor, isStatic) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** The probe for a call on this type; null where it is a method that only has the name of one. */
    static @Nullable Probe find(Class<?> type, String name, String descriptor, boolean isStatic) {
        List<Probe> probes = BY_SIGNATURE.getOrDefault(signature(name, descriptor), List.of());
        for (Probe probe : probes) {
            if (probe.isStatic() == isStatic && isA(type, probe.owner())) {
                return probe;
            }
        }
        return null;
    }

    /** By name, since some owners came with later JDKs than this code is compiled for. */
    private static boolean isA(@Nullable Class<?> type, String owner) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals(owner) || owner.equals("java.lang.Object")) {
            return true;
        }
        if (isA(type.getSuperclass(), owner)) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (isA(parent, owner)) {
                return true;
            }
        }
        return false;
    }
}
