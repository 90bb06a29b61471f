package weft.timeline.capture;

import java.util.List;
import java.util.Optional;
import weft.timeline.model.ThreadState;

/** Why a thread does not go on, read from the top of its stack. */
record StackReason(ThreadState state, String detail) {

    private static final List<String> IO_PACKAGES = List.of("sun.nio.", "java.net.", "java.io.", "java.nio.");

    /** What is native in the rest of it works and does not wait: it defines classes, starts and wakes threads. */
    private static final List<String> JDK = List.of("java.", "jdk.", "sun.");

    /** Empty where the stack says nothing: the thread is in Java code, or it is gone. */
    static Optional<StackReason> of(StackTraceElement[] stack) {
        if (stack.length == 0) {
            return Optional.empty();
        }
        for (StackTraceElement frame : stack) {
            String method = frame.getClassName() + "." + frame.getMethodName();
            switch (method) {
                case "java.lang.Thread.join" -> {
                    return reason(ThreadState.JOINING, "");
                }
                case "java.lang.Thread.sleep" -> {
                    return reason(ThreadState.SLEEPING, "");
                }
                case "java.util.concurrent.locks.LockSupport.park",
                        "java.util.concurrent.locks.LockSupport.parkNanos",
                        "java.util.concurrent.locks.LockSupport.parkUntil" -> {
                    return reason(ThreadState.PARKED, "");
                }
                default -> {
                    if (!isOfTheRuntime(frame)) {
                        return top(stack[0]);
                    }
                }
            }
        }
        return top(stack[0]);
    }

    private static Optional<StackReason> top(StackTraceElement frame) {
        String type = frame.getClassName();
        if (type.equals("java.lang.Object") && frame.getMethodName().startsWith("wait")) {
            return reason(ThreadState.WAITING, "wait()");
        }
        boolean io = IO_PACKAGES.stream().anyMatch(type::startsWith);
        if (!frame.isNativeMethod() || !io && JDK.stream().anyMatch(type::startsWith)) {
            return Optional.empty();
        }
        String where = type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
        return reason(io ? ThreadState.IO : ThreadState.WAITING, "in " + where);
    }

    private static boolean isOfTheRuntime(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.lang.")
                || frame.getClassName().startsWith("java.util.concurrent.locks.")
                || frame.getClassName().startsWith("jdk.internal.");
    }

    private static Optional<StackReason> reason(ThreadState state, String detail) {
        return Optional.of(new StackReason(state, detail));
    }
}
