package weft.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import weft.timeline.capture.ProbeTable;

/**
 * Puts the timeline's probes into a method: in the place of calls that concern threads, and beside the instructions of
 * monitors. See {@code weft.timeline.capture.ProbeSites} for what they cost while nothing is recorded: nothing.
 *
 * <p>A {@code synchronized} method enters its monitor before its first instruction, where no probe can see the wait. So
 * its flag is taken away and its body enters and leaves the monitor itself, as a {@code synchronized} block does.
 */
final class MethodProbes extends MethodNode {

    private static final String SITES = "weft/timeline/capture/ProbeSites";
    private static final String LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;";
    private static final String CALL_LINKER = "(" + LOOKUP + "Ljava/lang/String;Ljava/lang/invoke/MethodType;"
            + "Ljava/lang/invoke/MethodHandle;Ljava/lang/String;)Ljava/lang/invoke/CallSite;";
    private static final Handle CALL = linker("call", CALL_LINKER);
    private static final Handle STATIC_CALL = linker("staticCall", CALL_LINKER);
    private static final Handle BESIDE = linker(
            "beside",
            "(" + LOOKUP + "Ljava/lang/String;Ljava/lang/invoke/MethodType;Ljava/lang/String;)"
                    + "Ljava/lang/invoke/CallSite;");
    private static final String RUNNABLE = "Ljava/lang/Runnable;";
    private static final String EXECUTOR = "Ljava/util/concurrent/Executor;";
    private static final String STRING = "Ljava/lang/String;";
    private static final String GROUP = "Ljava/lang/ThreadGroup;";

    /** Constructor of a thread → whether one more argument lies above the body on the stack. */
    private static final Map<String, Boolean> BODIES = Map.of(
            "(" + RUNNABLE + ")V", false,
            "(" + RUNNABLE + STRING + ")V", true,
            "(" + GROUP + RUNNABLE + ")V", false,
            "(" + GROUP + RUNNABLE + STRING + ")V", true);

    private final MethodVisitor next;
    private final MethodReferences references;
    private final String owner;
    private final @Nullable String parent;
    private final boolean isSynchronized;

    /**
     * @param next takes the method when it is whole
     * @param references gives method references a body that probes can be woven into
     */
    MethodProbes(MethodVisitor next, MethodReferences references, int access, String name, String descriptor) {
        super(Opcodes.ASM9, access, name, descriptor, null, null);
        this.next = next;
        this.references = references;
        this.owner = references.owner();
        this.parent = references.parent();
        this.isSynchronized = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
    }

    private static Handle linker(String name, String descriptor) {
        return new Handle(Opcodes.H_INVOKESTATIC, SITES, name, descriptor, false);
    }

    @Override
    public void visitEnd() {
        List<AbstractInsnNode> probed = probed();
        if (!probed.isEmpty()) {
            SourceNames names = new SourceNames(owner, this);
            // All names first: the analysis knows the instructions as they were.
            List<Runnable> changes = new ArrayList<>();
            for (AbstractInsnNode instruction : probed) {
                changes.add(change(instruction, names));
            }
            changes.forEach(Runnable::run);
            BlockUnwinding.weave(this);
        }
        if (ForkedBody.isOne(parent, access, name, desc)) {
            new ForkedBody(this, owner).weave();
        }
        if (isSynchronized) {
            new SynchronizedBody(this, owner).weave();
        }
        accept(next);
    }

    private List<AbstractInsnNode> probed() {
        List<AbstractInsnNode> found = new ArrayList<>();
        for (AbstractInsnNode instruction : instructions) {
            int opcode = instruction.getOpcode();
            boolean isMonitor = opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT;
            boolean isCall = instruction instanceof MethodInsnNode call && isProbed(call);
            if (isMonitor || isCall || instruction instanceof InvokeDynamicInsnNode lambda && isReference(lambda)) {
                found.add(instruction);
            }
        }
        return found;
    }

    private static boolean isProbed(MethodInsnNode call) {
        return isRecorded(call) || isThreadBody(call) || isSchedule(call);
    }

    private static boolean isSchedule(MethodInsnNode call) {
        return call.owner.equals(TaskCarriers.TASKS) && TaskCarriers.SCHEDULES.contains(call.name);
    }

    private static boolean isRecorded(MethodInsnNode call) {
        return call.getOpcode() != Opcodes.INVOKESPECIAL
                && ProbeTable.mayRecord(call.owner, call.name, call.desc, call.getOpcode() == Opcodes.INVOKESTATIC);
    }

    private static boolean isThreadBody(MethodInsnNode call) {
        return call.name.equals("<init>") && call.owner.equals("java/lang/Thread") && BODIES.containsKey(call.desc);
    }

    /** {@code Thread::start} has no call in bytecode, only the name of the method. */
    private static boolean isReference(InvokeDynamicInsnNode lambda) {
        return lambda.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                && lambda.bsmArgs[1] instanceof Handle method
                && isProbed(method);
    }

    private static boolean isProbed(Handle method) {
        if (method.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            return method.getOwner().equals("java/lang/Thread") && BODIES.containsKey(method.getDesc());
        }
        boolean isStatic = method.getTag() == Opcodes.H_INVOKESTATIC;
        return method.getTag() != Opcodes.H_INVOKESPECIAL
                && ProbeTable.mayRecord(method.getOwner(), method.getName(), method.getDesc(), isStatic);
    }

    private Runnable change(AbstractInsnNode instruction, SourceNames names) {
        if (instruction instanceof InvokeDynamicInsnNode lambda) {
            // Of Thread::start the receiver comes later; of lock::lock it lies on the stack.
            Type[] captured = Type.getArgumentTypes(lambda.desc);
            String receiver = captured.length == 1 ? names.onStack(lambda, 0) : "";
            return () ->
                    lambda.bsmArgs[1] = references.body((Handle) lambda.bsmArgs[1], captured, receiver, line(lambda));
        }
        if (instruction instanceof MethodInsnNode call) {
            if (isSchedule(call)) {
                String scheduler = names.onStack(call, Type.getArgumentCount(call.desc) - 1);
                return () -> addName(call, scheduler);
            }
            return call.name.equals("<init>") ? () -> wrapBody(call) : replacement(call, names);
        }
        String name = names.onStack(instruction, 0);
        return instruction.getOpcode() == Opcodes.MONITORENTER
                ? () -> aroundEnter(instruction, name)
                : () -> instructions.insertBefore(instruction, twice("exiting", name));
    }

    private static int line(AbstractInsnNode instruction) {
        for (AbstractInsnNode before = instruction; before != null; before = before.getPrevious()) {
            if (before instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }

    private Runnable replacement(MethodInsnNode call, SourceNames names) {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        // Of a task that is handed to an executor, that one matters, which comes last.
        boolean toExecutor = call.desc.contains(EXECUTOR + ")");
        String receiver = isStatic ? "" : names.onStack(call, Type.getArgumentCount(call.desc));
        String name = toExecutor ? names.onStack(call, 0) : receiver;
        int kind = isStatic
                ? Opcodes.H_INVOKESTATIC
                : call.getOpcode() == Opcodes.INVOKEINTERFACE ? Opcodes.H_INVOKEINTERFACE : Opcodes.H_INVOKEVIRTUAL;
        Handle original = new Handle(kind, call.owner, call.name, call.desc, call.itf);
        String descriptor = isStatic ? call.desc : "(L" + call.owner + ";" + call.desc.substring(1);
        return () -> instructions.set(
                call, new InvokeDynamicInsnNode(call.name, descriptor, isStatic ? STATIC_CALL : CALL, original, name));
    }

    /** The agent's method takes one more argument than the scheduler's. */
    private void addName(MethodInsnNode schedule, String scheduler) {
        instructions.insertBefore(schedule, new LdcInsnNode(scheduler));
        schedule.desc = schedule.desc.replace(")", STRING + ")");
    }

    /** {@code [body]} or {@code [body, name]} on the stack: the body becomes one that tells when it runs. */
    private void wrapBody(MethodInsnNode constructor) {
        boolean nameAbove = Boolean.TRUE.equals(BODIES.get(constructor.desc));
        InsnList wrap = new InsnList();
        if (nameAbove) {
            wrap.add(new InsnNode(Opcodes.SWAP));
        }
        wrap.add(new InvokeDynamicInsnNode("body", "(" + RUNNABLE + ")" + RUNNABLE, BESIDE, ""));
        if (nameAbove) {
            wrap.add(new InsnNode(Opcodes.SWAP));
        }
        instructions.insertBefore(constructor, wrap);
    }

    /**
     * The monitor waits in a variable for the probe that comes after. Below it on the stack HotSpot 25 loses it: where a
     * collection moves the object while a virtual thread waits for its monitor, that thread goes on with the old address.
     */
    private void aroundEnter(AbstractInsnNode enter, String name) {
        int monitor = maxLocals++;
        InsnList before = twice("entering", name);
        before.add(new InsnNode(Opcodes.DUP));
        before.add(new VarInsnNode(Opcodes.ASTORE, monitor));
        instructions.insertBefore(enter, before);
        LabelNode held = new LabelNode();
        guardFrom(held, enter);
        InsnList after = new InsnList();
        after.add(held);
        after.add(new VarInsnNode(Opcodes.ALOAD, monitor));
        after.add(probe("entered", name));
        instructions.insert(enter, after);
    }

    /**
     * The handler that gives the monitor back guards from here on. Before that a call could throw out of the method with
     * the monitor held, and HotSpot compiles no method in which that can happen; after it a loop may begin, to whose
     * start the probe must not belong.
     */
    private void guardFrom(LabelNode held, AbstractInsnNode enter) {
        for (AbstractInsnNode next = enter.getNext(); next instanceof LabelNode label; next = next.getNext()) {
            for (TryCatchBlockNode block : tryCatchBlocks) {
                if (block.start == label) {
                    block.start = held;
                }
            }
        }
    }

    private static InsnList twice(String probe, String name) {
        InsnList list = new InsnList();
        list.add(new InsnNode(Opcodes.DUP));
        list.add(probe(probe, name));
        return list;
    }

    static InvokeDynamicInsnNode probe(String probe, String name) {
        return new InvokeDynamicInsnNode(probe, "(Ljava/lang/Object;)V", BESIDE, name);
    }
}
