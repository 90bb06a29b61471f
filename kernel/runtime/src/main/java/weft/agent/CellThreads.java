package weft.agent;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import weft.timeline.capture.LiveThreads;

/**
 * Finds the threads that belong to a cell: those whose inherited {@link CurrentCell} says so, platform and virtual.
 *
 * <p>Java has no call that reads another thread's inherited value, so fields of the JDK are read that {@link JdkInternals}
 * has opened. Everything is only read. Where a JDK has them no more, the threads are not found, and an interrupt
 * reaches only the main thread.
 */
final class CellThreads {

    private static final Reflected JDK = new Reflected();

    private static final Set<Thread> ENDLESS = Collections.newSetFromMap(new WeakHashMap<>());

    private CellThreads() {}

    /** Makes a thread that has not started belong to a cell. */
    static void adopt(Thread notStarted, int cell) {
        JDK.adopt(notStarted, cell);
    }

    /** The living threads of a cell, but for the calling and the main thread. */
    static List<Thread> of(int cell, Thread main) {
        List<Thread> found = new ArrayList<>();
        for (Thread thread : LiveThreads.all()) {
            if (thread != main && thread != Thread.currentThread() && thread.isAlive() && JDK.cellOf(thread) == cell) {
                found.add(thread);
            }
        }
        return found;
    }

    /** Nobody waits any more for the end of these threads, which wait for each other. */
    static void expectNoEnd(Collection<Thread> threads) {
        synchronized (ENDLESS) {
            ENDLESS.addAll(threads);
        }
    }

    private static boolean isEndless(Thread thread) {
        synchronized (ENDLESS) {
            return ENDLESS.contains(thread);
        }
    }

    /**
     * Whether a program would wait for the thread to end: not a daemon (virtual threads count all the same, since a
     * slide wants their lines), and not a pool's worker that has nothing to do.
     */
    static boolean isAwaited(Thread thread) {
        return (!thread.isDaemon() || LiveThreads.isVirtual(thread)) && !isIdleWorker(thread) && !isEndless(thread);
    }

    private static boolean isIdleWorker(Thread thread) {
        if (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            return false;
        }
        for (StackTraceElement frame : thread.getStackTrace()) {
            String where = frame.getClassName() + "." + frame.getMethodName();
            if (where.equals("java.util.concurrent.ThreadPoolExecutor.getTask")
                    || where.equals("java.util.concurrent.ForkJoinPool.awaitWork")
                    || where.equals("java.util.TimerThread.mainLoop")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the thread may run out of work without ending: a worker of a pool or a timer, or a thread that has just
     * begun and may yet turn out to be one.
     */
    static boolean mayGoIdle(Thread thread) {
        boolean begun = false;
        for (StackTraceElement frame : thread.getStackTrace()) {
            String type = frame.getClassName();
            if (type.startsWith("java.util.concurrent.ThreadPoolExecutor")
                    || type.startsWith("java.util.concurrent.ForkJoin")
                    || type.equals("java.util.TimerThread")) {
                return true;
            }
            begun |= !type.equals("java.lang.Thread");
        }
        return !begun;
    }

    /** The JDK's own fields and methods, looked up once. */
    private static final class Reflected {
        private @Nullable Field inheritedValues;
        private @Nullable Field table;
        private @Nullable Field entryValue;
        private @Nullable Method setInherited;

        Reflected() {
            try {
                Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
                inheritedValues = open(Thread.class.getDeclaredField("inheritableThreadLocals"));
                setInherited = open(map.getDeclaredMethod("set", ThreadLocal.class, Object.class));
                table = open(map.getDeclaredField("table"));
                entryValue = open(Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry")
                        .getDeclaredField("value"));
            } catch (ReflectiveOperationException | RuntimeException e) {
                System.getLogger("weft.agent")
                        .log(System.Logger.Level.WARNING, "Threads of a cell cannot be found on this JDK", e);
            }
        }

        private static <T extends java.lang.reflect.AccessibleObject> T open(T member) {
            member.setAccessible(true);
            return member;
        }

        void adopt(Thread notStarted, int cell) {
            Field values = inheritedValues;
            Method set = setInherited;
            try {
                // Without a map the thread was told to inherit nothing, and that is respected.
                Object map = values == null ? null : values.get(notStarted);
                if (map != null && set != null) {
                    set.invoke(map, CurrentCell.OF_THREAD, cell);
                }
            } catch (ReflectiveOperationException e) {
                setInherited = null;
            }
        }

        int cellOf(Thread thread) {
            Field values = inheritedValues;
            Field entries = table;
            Field value = entryValue;
            if (values == null || entries == null || value == null) {
                return 0;
            }
            try {
                Object map = values.get(thread);
                Object array = map == null ? null : entries.get(map);
                for (int i = 0; array != null && i < Array.getLength(array); i++) {
                    if (Array.get(array, i) instanceof Reference<?> entry && entry.get() == CurrentCell.OF_THREAD) {
                        return value.get(entry) instanceof Integer cell ? cell : 0;
                    }
                }
                return 0;
            } catch (IllegalAccessException e) {
                return 0;
            }
        }
    }
}
