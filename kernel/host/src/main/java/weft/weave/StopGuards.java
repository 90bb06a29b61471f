package weft.weave;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts a stop guard before each jump backwards and at the start of each method that can come back to itself: a loop and a
 * recursion are the two ways to run for ever. See {@code weft.agent.StopGuard} for what a guard is.
 */
final class StopGuards extends MethodVisitor {

    private static final Handle BOOTSTRAP = new Handle(
            Opcodes.H_INVOKESTATIC,
            "weft/agent/StopGuard",
            "bootstrap",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private final Set<Label> seen = new HashSet<>();
    private final boolean recursive;

    /** @param recursive whether the method may be called by what it calls */
    StopGuards(MethodVisitor next, boolean recursive) {
        super(Opcodes.ASM9, next);
        this.recursive = recursive;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (recursive) {
            guard();
        }
    }

    private void guard() {
        super.visitInvokeDynamicInsn("guard", "()V", BOOTSTRAP);
    }

    @Override
    public void visitLabel(Label label) {
        seen.add(label);
        super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
        if (seen.contains(target)) {
            guard();
        }
        super.visitJumpInsn(opcode, target);
    }
}
