package weft.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Gives a method reference such as {@code Thread::start} a method of the cell's class that makes the call, as a lambda
 * has one: in it the call can be carried and recorded like any other.
 */
final class MethodReferences {

    private static final int ACCESS = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

    private final ClassVisitor target;
    private final String owner;
    private final @Nullable String parent;
    private final boolean isInterface;
    private int count;

    MethodReferences(ClassVisitor target, String owner, @Nullable String parent, boolean isInterface) {
        this.target = target;
        this.owner = owner;
        this.parent = parent;
        this.isInterface = isInterface;
    }

    /** The class of the cell. */
    String owner() {
        return owner;
    }

    /** What it extends. */
    @Nullable String parent() {
        return parent;
    }

    /**
     * Writes the method, and returns a handle that takes the place of the one given.
     *
     * @param captured types of what the reference has taken with it: nothing, or the object of {@code lock::lock}
     * @param receiver the source's name for what the method is called on; empty where it has none
     */
    Handle body(Handle method, Type[] captured, String receiver, int line) {
        boolean makes = method.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        boolean isStatic = method.getTag() == Opcodes.H_INVOKESTATIC;
        Type[] arguments = Type.getArgumentTypes(method.getDesc());
        Type[] parameters = makes || isStatic ? arguments : withReceiver(method, arguments);
        // The linker wants the very type that is captured, which may be a subtype of the method's own.
        System.arraycopy(captured, 0, parameters, 0, captured.length);
        Type result = makes ? Type.getObjectType(method.getOwner()) : Type.getReturnType(method.getDesc());
        String descriptor = Type.getMethodDescriptor(result, parameters);
        String name = "lambda$weft$" + count++;
        MethodVisitor written = target.visitMethod(ACCESS, name, descriptor, null, null);
        MethodVisitor body = new TaskCarriers(new MethodProbes(written, this, ACCESS, name, descriptor));
        body.visitCode();
        Label start = new Label();
        body.visitLabel(start);
        body.visitLineNumber(line, start);
        if (makes) {
            body.visitTypeInsn(Opcodes.NEW, method.getOwner());
            body.visitInsn(Opcodes.DUP);
        }
        int slot = 0;
        for (Type parameter : parameters) {
            body.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
            slot += parameter.getSize();
        }
        body.visitMethodInsn(
                opcode(method.getTag()), method.getOwner(), method.getName(), method.getDesc(), method.isInterface());
        body.visitInsn(result.getOpcode(Opcodes.IRETURN));
        Label end = new Label();
        body.visitLabel(end);
        if (receiver.matches("\\w+")) {
            body.visitLocalVariable(receiver, parameters[0].getDescriptor(), null, start, end, 0);
        }
        // A guess is enough: the writer counts anew, and the names' analysis wants room only.
        body.visitMaxs(slot + 2, slot);
        body.visitEnd();
        return new Handle(Opcodes.H_INVOKESTATIC, owner, name, descriptor, isInterface);
    }

    private static Type[] withReceiver(Handle method, Type[] arguments) {
        Type[] all = new Type[arguments.length + 1];
        all[0] = Type.getObjectType(method.getOwner());
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }

    private static int opcode(int tag) {
        return switch (tag) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> Opcodes.INVOKEVIRTUAL;
        };
    }
}
