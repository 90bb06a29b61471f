package weft.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes the body of a {@code synchronized} method a block on the monitor that the flag stands for, as javac would write
 * it. HotSpot compiles the method only if it can see that each monitor that is left is the one that was entered, so a
 * class, which has no variable of its own, gets one.
 */
final class SynchronizedBody {

    private final MethodNode method;
    private final String owner;
    private final boolean isStatic;
    private final int slot;

    /** @param method with whole frames, as a reader gives them that was asked to expand them */
    SynchronizedBody(MethodNode method, String owner) {
        this.method = method;
        this.owner = owner;
        this.isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        this.slot = isStatic ? method.maxLocals : 0;
    }

    void weave() {
        if (isStatic) {
            keepInFrames();
            method.maxLocals++;
        }
        LabelNode start = new LabelNode();
        LabelNode handler = new LabelNode();
        List<TryCatchBlockNode> guarded = leaveBeforeReturns(start, handler);
        method.instructions.insert(enter(start));
        guarded.add(addHandler(handler));
        // Last, so that handlers within the body come first.
        method.tryCatchBlocks.addAll(guarded);
    }

    private InsnList enter(LabelNode start) {
        InsnList enter = new InsnList();
        if (isStatic) {
            enter.add(new LdcInsnNode(Type.getObjectType(owner)));
            enter.add(new VarInsnNode(Opcodes.ASTORE, slot));
        }
        enter.add(monitor());
        enter.add(MethodProbes.probe("entering", ""));
        enter.add(monitor());
        enter.add(new InsnNode(Opcodes.MONITORENTER));
        enter.add(start);
        enter.add(monitor());
        enter.add(MethodProbes.probe("entered", ""));
        return enter;
    }

    private List<TryCatchBlockNode> leaveBeforeReturns(LabelNode start, LabelNode handler) {
        List<TryCatchBlockNode> guarded = new ArrayList<>();
        LabelNode from = start;
        for (AbstractInsnNode instruction : method.instructions.toArray()) {
            int opcode = instruction.getOpcode();
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                LabelNode left = new LabelNode();
                LabelNode after = new LabelNode();
                method.instructions.insertBefore(instruction, leave());
                method.instructions.insertBefore(instruction, left);
                method.instructions.insert(instruction, after);
                // Not the return itself: there the monitor is no longer held.
                guarded.add(new TryCatchBlockNode(from, left, handler, null));
                from = after;
            }
        }
        if (hasCodeAfter(from)) {
            guarded.add(new TryCatchBlockNode(from, handler, handler, null));
        }
        return guarded;
    }

    private static boolean hasCodeAfter(LabelNode label) {
        for (AbstractInsnNode next = label.getNext(); next != null; next = next.getNext()) {
            if (next.getOpcode() >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whatever is thrown anywhere in the body leaves the monitor. The way out guards itself, as javac has it. */
    private TryCatchBlockNode addHandler(LabelNode handler) {
        LabelNode left = new LabelNode();
        List<Object> locals = new ArrayList<>();
        if (isStatic) {
            locals.addAll(Collections.nCopies(slot, Opcodes.TOP));
            locals.add("java/lang/Class");
        } else {
            locals.add(owner);
        }
        method.instructions.add(handler);
        method.instructions.add(
                new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"}));
        method.instructions.add(leave());
        method.instructions.add(left);
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        return new TryCatchBlockNode(handler, left, handler, null);
    }

    private InsnList leave() {
        InsnList list = monitor();
        list.add(MethodProbes.probe("exiting", ""));
        list.add(monitor());
        list.add(new InsnNode(Opcodes.MONITOREXIT));
        return list;
    }

    private InsnList monitor() {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(Opcodes.ALOAD, slot));
        return list;
    }

    /** Each frame of the body knows the new variable, behind all others. */
    private void keepInFrames() {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof FrameNode frame) {
                List<Object> locals = new ArrayList<>(frame.local == null ? List.of() : frame.local);
                int size = 0;
                for (Object local : locals) {
                    size += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
                }
                locals.addAll(Collections.nCopies(slot - size, Opcodes.TOP));
                locals.add("java/lang/Class");
                frame.local = locals;
            }
        }
    }
}
