package weft.timeline.capture;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the threads that live, platform and virtual. Java has no call that lists virtual threads or tells which of them
 * is on a carrier, so the JDK's own methods are asked where the VM lets them be (Weft's agent opens them); elsewhere
 * virtual threads are not found.
 *
 * <p><b>Threads.</b> Any thread.
 */
public final class LiveThreads {

    private static final JdkInternals JDK = new JdkInternals();

    private LiveThreads() {}

    /** All but those of the runtime and of Weft. */
    static List<Thread> ofPrograms() {
        List<Thread> all = all();
        all.removeIf(thread -> OwnThreads.isOwn(groupName(thread), thread.getName()));
        return all;
    }

    private static String groupName(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null ? "" : group.getName();
    }

    /** Every living thread. */
    public static List<Thread> all() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] platform = new Thread[group.activeCount() + 64];
        int count = group.enumerate(platform);
        while (count == platform.length) {
            // "If the array is too short … the extra threads are silently ignored", so ask again with more room.
            platform = new Thread[platform.length * 2];
            count = group.enumerate(platform);
        }
        List<Thread> all = new ArrayList<>(Arrays.asList(platform).subList(0, count));
        JDK.addVirtualThreads(all);
        return all;
    }

    public static boolean isVirtual(Thread thread) {
        return JDK.isVirtual(thread);
    }

    /** The platform thread that runs a virtual one now; null when none does, or when it cannot be known. */
    static @Nullable Thread carrier(Thread virtual) {
        return JDK.carrier(virtual);
    }

    static boolean seesCarriers() {
        return JDK.carrierThread != null;
    }

    /** The JDK's own fields and methods, looked up once. */
    private static final class JdkInternals {
        private @Nullable Method isVirtual;
        private @Nullable Field carrierThread;
        private @Nullable Method rootContainer;
        private @Nullable Method childContainers;
        private @Nullable Method threadsOfContainer;

        JdkInternals() {
            if (Runtime.version().feature() < 21) {
                return;
            }
            try {
                isVirtual = Thread.class.getMethod("isVirtual");
                Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
                rootContainer =
                        open(Class.forName("jdk.internal.vm.ThreadContainers").getDeclaredMethod("root"));
                childContainers = open(container.getDeclaredMethod("children"));
                threadsOfContainer = open(container.getDeclaredMethod("threads"));
                carrierThread = open(Class.forName("java.lang.VirtualThread").getDeclaredField("carrierThread"));
            } catch (ReflectiveOperationException | RuntimeException e) {
                System.getLogger("weft.timeline")
                        .log(System.Logger.Level.DEBUG, "Virtual threads cannot be listed on this JDK", e);
            }
        }

        private static <T extends AccessibleObject> T open(T member) {
            member.setAccessible(true);
            return member;
        }

        boolean isVirtual(Thread thread) {
            try {
                return isVirtual != null && (Boolean) isVirtual.invoke(thread);
            } catch (ReflectiveOperationException e) {
                return false;
            }
        }

        @Nullable Thread carrier(Thread virtual) {
            try {
                return carrierThread == null ? null : (Thread) carrierThread.get(virtual);
            } catch (IllegalAccessException e) {
                return null;
            }
        }

        void addVirtualThreads(List<Thread> all) {
            Method root = rootContainer;
            if (root == null) {
                return;
            }
            try {
                addVirtualThreads(root.invoke(null), all);
            } catch (ReflectiveOperationException e) {
                rootContainer = null;
            }
        }

        private void addVirtualThreads(@Nullable Object container, List<Thread> all)
                throws ReflectiveOperationException {
            Method threads = threadsOfContainer;
            Method children = childContainers;
            if (container == null || threads == null || children == null) {
                return;
            }
            for (Object thread : ((Stream<?>) threads.invoke(container)).toList()) {
                if (thread instanceof Thread t && isVirtual(t)) {
                    all.add(t);
                }
            }
            for (Object child : ((Stream<?>) children.invoke(container)).toList()) {
                addVirtualThreads(child, all);
            }
        }
    }
}
