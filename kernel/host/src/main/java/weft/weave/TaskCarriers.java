package weft.weave;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets a task belong to the cell that hands it to an executor, and a thread to the cell that starts it. See
 * {@code weft.agent.Tasks}.
 */
final class TaskCarriers extends MethodVisitor {

    static final String TASKS = "weft/agent/Tasks";
    private static final String CHAINED_TASKS = "weft/agent/ChainedTasks";
    private static final String RUNNABLE = "Ljava/lang/Runnable;";
    private static final String CALLABLE = "Ljava/util/concurrent/Callable;";
    private static final String SUPPLIER = "Ljava/util/function/Supplier;";
    private static final String FUNCTION = "Ljava/util/function/Function;";
    private static final String CONSUMER = "Ljava/util/function/Consumer;";
    private static final String BI_FUNCTION = "Ljava/util/function/BiFunction;";
    private static final String BI_CONSUMER = "Ljava/util/function/BiConsumer;";
    private static final String EXECUTOR = "Ljava/util/concurrent/Executor;";
    private static final String COLLECTION = "Ljava/util/Collection;";

    private static final Set<String> EXECUTORS = Set.of(
            "java/util/concurrent/Executor",
            "java/util/concurrent/ExecutorService",
            "java/util/concurrent/AbstractExecutorService",
            "java/util/concurrent/ThreadPoolExecutor",
            "java/util/concurrent/ScheduledExecutorService",
            "java/util/concurrent/ScheduledThreadPoolExecutor",
            "java/util/concurrent/ForkJoinPool",
            "java/util/concurrent/CompletableFuture",
            "java/util/concurrent/CompletionService",
            "java/util/concurrent/ExecutorCompletionService");

    private static final Set<String> STAGES =
            Set.of("java/util/concurrent/CompletableFuture", "java/util/concurrent/CompletionStage");

    /** The last argument, or the one before the executor, is one of these: all have one slot. */
    private static final List<String> CHAINED = List.of(RUNNABLE, FUNCTION, CONSUMER, BI_FUNCTION, BI_CONSUMER);

    /**
     * Methods whose task lies beneath other arguments: the agent has a static method of the same name for each, to which
     * {@link MethodProbes} adds how the source names the scheduler.
     */
    static final Set<String> SCHEDULES = Set.of("schedule", "scheduleAtFixedRate", "scheduleWithFixedDelay");

    private static final String SCHEDULER = "Ljava/util/concurrent/ScheduledExecutorService;";

    /** Method and its parameters → which argument from the top of the stack is the task: all others are one slot. */
    private static final Map<String, Integer> TASK_ABOVE = Map.ofEntries(
            Map.entry("submit(" + RUNNABLE + ")", 0),
            Map.entry("submit(" + CALLABLE + ")", 0),
            Map.entry("submit(" + RUNNABLE + "Ljava/lang/Object;)", 1),
            Map.entry("invokeAll(" + COLLECTION + ")", 0),
            Map.entry("invokeAny(" + COLLECTION + ")", 0),
            Map.entry("runAsync(" + RUNNABLE + ")", 0),
            Map.entry("runAsync(" + RUNNABLE + EXECUTOR + ")", 1),
            Map.entry("supplyAsync(" + SUPPLIER + ")", 0),
            Map.entry("supplyAsync(" + SUPPLIER + EXECUTOR + ")", 1),
            Map.entry("completeAsync(" + SUPPLIER + ")", 0),
            Map.entry("completeAsync(" + SUPPLIER + EXECUTOR + ")", 1));

    /** Of these the type of the task, which lies right above the receiver. */
    private static final Map<String, String> ONE_TASK = Map.of(
            "execute(" + RUNNABLE + ")", RUNNABLE,
            "submit(" + RUNNABLE + ")", RUNNABLE,
            "submit(" + CALLABLE + ")", CALLABLE,
            "invokeAll(" + COLLECTION + ")", COLLECTION,
            "invokeAny(" + COLLECTION + ")", COLLECTION);

    TaskCarriers(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKEVIRTUAL && name.equals("start") && descriptor.equals("()V")) {
            // Any class may extend Thread; the agent looks what it really is.
            visitInsn(Opcodes.DUP);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, "starting", "(Ljava/lang/Object;)V", false);
        }
        if (opcode == Opcodes.INVOKESPECIAL) {
            // A pool of the learner's own calls its super method; whoever called it has handed the task over.
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            return;
        }
        if (EXECUTORS.contains(owner) && SCHEDULES.contains(name)) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, name, "(" + SCHEDULER + descriptor.substring(1), false);
            return;
        }
        if (EXECUTORS.contains(owner)) {
            String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
            Integer above = TASK_ABOVE.get(name + parameters);
            if (name.equals("execute") && parameters.equals("(" + RUNNABLE + ")")) {
                carryToReceiver(RUNNABLE);
            } else if (above != null) {
                carry(parameters, above == 1);
            }
        }
        if (isPerhapsAPool(owner) && opcode != Opcodes.INVOKESTATIC) {
            String type = ONE_TASK.get(name + descriptor.substring(0, descriptor.indexOf(')') + 1));
            if (type != null) {
                carryToReceiver(type);
            }
        }
        if (STAGES.contains(owner) && name.endsWith("Async") && opcode != Opcodes.INVOKESTATIC) {
            String parameters = descriptor.substring(1, descriptor.indexOf(')'));
            boolean besideExecutor = parameters.endsWith(EXECUTOR);
            String tasks =
                    besideExecutor ? parameters.substring(0, parameters.length() - EXECUTOR.length()) : parameters;
            for (String type : CHAINED) {
                if (tasks.endsWith(type)) {
                    String kind = type.substring(type.lastIndexOf('/') + 1, type.length() - 1);
                    carry(CHAINED_TASKS, "carry" + kind, type, besideExecutor);
                    break;
                }
            }
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    /** A class of the notebook or of a library: only the agent sees whether it is an executor. */
    private static boolean isPerhapsAPool(String owner) {
        return !owner.startsWith("java/") && !owner.startsWith("weft/") && !owner.startsWith("[");
    }

    /** The pool may get the very object, and may look at it: so the agent looks at the pool. */
    private void carryToReceiver(String type) {
        visitInsn(Opcodes.DUP2);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, "carryTo", "(Ljava/lang/Object;" + type + ")" + type, false);
        visitInsn(Opcodes.SWAP);
        visitInsn(Opcodes.POP);
    }

    private void carry(String parameters, boolean besideAnother) {
        String type = taskType(parameters);
        carry(TASKS, type.equals(COLLECTION) ? "carryAll" : "carry", type, besideAnother);
    }

    private void carry(String owner, String method, String type, boolean besideAnother) {
        if (besideAnother) {
            visitInsn(Opcodes.SWAP);
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, "(" + type + ")" + type, false);
        if (besideAnother) {
            visitInsn(Opcodes.SWAP);
        }
    }

    private static String taskType(String parameters) {
        for (String type : new String[] {RUNNABLE, CALLABLE, SUPPLIER}) {
            if (parameters.contains(type)) {
                return type;
            }
        }
        return COLLECTION;
    }
}
