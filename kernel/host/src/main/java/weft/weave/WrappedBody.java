package weft.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Puts instructions before the body of a method and at each way out of it, as a {@code finally} block would. */
abstract class WrappedBody {

    final MethodNode method;

    /** @param method with whole frames, as a reader gives them that was asked to expand them */
    WrappedBody(MethodNode method) {
        this.method = method;
    }

    /**
     * What goes before the body.
     *
     * @param start to be put where the part begins whose exceptions pass {@link #leave}
     */
    abstract InsnList enter(LabelNode start);

    /** What goes before each return, and where something is thrown out of the method. */
    abstract InsnList leave();

    /** What remains to be done where {@link #leave} itself throws on that way; empty where nothing does. */
    abstract InsnList unwind();

    /** The types of the variables that these use, as a frame has them. */
    abstract List<Object> variables();

    void weave() {
        LabelNode start = new LabelNode();
        LabelNode handler = new LabelNode();
        List<TryCatchBlockNode> guarded = leaveBeforeReturns(start, handler);
        method.instructions.insert(enter(start));
        guarded.addAll(addHandlers(handler));
        // Last, so that handlers within the body come first.
        method.tryCatchBlocks.addAll(guarded);
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
                // Not the return itself: there it has been left.
                guarded.add(new TryCatchBlockNode(from, left, handler, null));
                from = after;
            }
        }
        // A body that only throws has no return; its start is not yet among the instructions.
        if (from == start || hasCodeAfter(from)) {
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

    /**
     * Whatever is thrown anywhere in the body leaves it. A probe on that way may throw again, where the stack is full: then
     * what must be done is done without one. A handler that guards itself, as javac has it, would come back for ever.
     */
    private List<TryCatchBlockNode> addHandlers(LabelNode handler) {
        LabelNode left = addHandler(handler, leave());
        InsnList unwind = unwind();
        if (unwind.size() == 0) {
            return List.of();
        }
        LabelNode unwinding = new LabelNode();
        addHandler(unwinding, unwind);
        return List.of(new TryCatchBlockNode(handler, left, unwinding, null));
    }

    /** Returns where the body has been left. */
    private LabelNode addHandler(LabelNode handler, InsnList leave) {
        LabelNode left = new LabelNode();
        List<Object> locals = variables();
        method.instructions.add(handler);
        method.instructions.add(
                new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"}));
        method.instructions.add(leave);
        method.instructions.add(left);
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        return left;
    }
}
