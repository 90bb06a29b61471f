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
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes the body of a {@code synchronized} method a block on the monitor that the flag stands for, as javac would write
 * it. HotSpot compiles the method only if it can see that each monitor that is left is the one that was entered, so a
 * class, which has no variable of its own, gets one.
 */
final class SynchronizedBody extends WrappedBody {

    private final String owner;
    private final boolean isStatic;
    private final int slot;

    SynchronizedBody(MethodNode method, String owner) {
        super(method);
        this.owner = owner;
        this.isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        this.slot = isStatic ? method.maxLocals : 0;
    }

    @Override
    void weave() {
        if (isStatic) {
            keepInFrames();
            method.maxLocals++;
        }
        super.weave();
    }

    @Override
    InsnList enter(LabelNode start) {
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

    @Override
    InsnList leave() {
        InsnList list = monitor();
        list.add(MethodProbes.probe("exiting", ""));
        list.add(unwind());
        return list;
    }

    @Override
    InsnList unwind() {
        InsnList list = monitor();
        list.add(new InsnNode(Opcodes.MONITOREXIT));
        return list;
    }

    @Override
    List<Object> variables() {
        List<Object> locals = new ArrayList<>();
        if (isStatic) {
            locals.addAll(Collections.nCopies(slot, Opcodes.TOP));
            locals.add("java/lang/Class");
        } else {
            locals.add(owner);
        }
        return locals;
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
