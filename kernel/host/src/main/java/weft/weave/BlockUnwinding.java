package weft.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Gives the handler of a {@code synchronized} block, which gives the monitor back where something is thrown, a second
 * one beside it without a probe. javac lets the handler guard itself, because without a probe it cannot throw; a probe
 * can, where the stack is full, and would come back to it for ever.
 */
final class BlockUnwinding {

    private BlockUnwinding() {}

    /** @param method with the probes in it, and whole frames */
    static void weave(MethodNode method) {
        for (TryCatchBlockNode block : List.copyOf(method.tryCatchBlocks)) {
            AbstractInsnNode exit = block.start == block.handler ? exit(block) : null;
            if (exit != null) {
                block.handler = unwindAfter(end(exit), frame(block.start), monitor(exit), method);
            }
        }
    }

    private static @Nullable AbstractInsnNode exit(TryCatchBlockNode block) {
        for (AbstractInsnNode next = block.start; next != null && next != block.end; next = next.getNext()) {
            if (next.getOpcode() == Opcodes.MONITOREXIT) {
                return next;
            }
        }
        return null;
    }

    /** Between the variable and the instruction that uses it there is the probe alone. */
    private static int monitor(AbstractInsnNode exit) {
        AbstractInsnNode load = exit.getPrevious();
        while (load.getOpcode() != Opcodes.ALOAD) {
            load = load.getPrevious();
        }
        return ((VarInsnNode) load).var;
    }

    private static AbstractInsnNode end(AbstractInsnNode exit) {
        AbstractInsnNode next = exit;
        while (next.getOpcode() != Opcodes.ATHROW) {
            next = next.getNext();
        }
        return next;
    }

    private static FrameNode frame(AbstractInsnNode handler) {
        AbstractInsnNode next = handler;
        while (!(next instanceof FrameNode)) {
            next = next.getNext();
        }
        return (FrameNode) next;
    }

    /** Right behind the first handler, so that whatever is written around the block guards this one too. */
    private static LabelNode unwindAfter(AbstractInsnNode end, FrameNode frame, int monitor, MethodNode method) {
        LabelNode unwinding = new LabelNode();
        InsnList code = new InsnList();
        code.add(unwinding);
        code.add(new FrameNode(
                Opcodes.F_NEW, frame.local.size(), frame.local.toArray(), frame.stack.size(), frame.stack.toArray()));
        code.add(new VarInsnNode(Opcodes.ALOAD, monitor));
        code.add(new InsnNode(Opcodes.MONITOREXIT));
        code.add(new InsnNode(Opcodes.ATHROW));
        method.instructions.insert(end, code);
        return unwinding;
    }
}
