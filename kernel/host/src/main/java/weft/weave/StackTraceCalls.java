package weft.weave;

import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets a throwable whose frames a cell asks for name the cells where its classes stand now, see
 * {@code weft.agent.CellSources}; and prints one in the notebook's names, see {@code weft.agent.PrintedTrace}.
 */
final class StackTraceCalls extends MethodVisitor {

    private static final Set<String> ASKING =
            Set.of("printStackTrace()V", "getStackTrace()[Ljava/lang/StackTraceElement;");

    private static final Set<String> PRINTING_TO =
            Set.of("printStackTrace(Ljava/io/PrintStream;)V", "printStackTrace(Ljava/io/PrintWriter;)V");

    StackTraceCalls(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKEVIRTUAL && owner.startsWith("java/") && name.equals("printStackTrace")) {
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "weft/agent/PrintedTrace",
                    "print",
                    descriptor.replace("(", "(Ljava/lang/Throwable;"),
                    false);
            return;
        }
        if (opcode == Opcodes.INVOKEVIRTUAL && ASKING.contains(name + descriptor)) {
            visitInsn(Opcodes.DUP);
            correct();
        }
        if (opcode == Opcodes.INVOKEVIRTUAL && PRINTING_TO.contains(name + descriptor)) {
            visitInsn(Opcodes.DUP2);
            visitInsn(Opcodes.POP);
            correct();
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    /** Any class may have a method of this name; the agent looks what the object is. */
    private void correct() {
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC, "weft/agent/CellSources", "correct", "(Ljava/lang/Object;)V", false);
    }
}
