package weft.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * What the source calls the things on a method's operand stack: {@code lock}, {@code account.lock}, {@code forks[i]}.
 * Read from the instructions that put them there, and from the names of local variables that the compiler has kept.
 */
final class SourceNames {

    private static final int DEEPEST = 4;
    private static final int MORE_STACK = 8;

    private final String owner;
    private final MethodNode method;
    private final @Nullable Frame<SourceValue> @Nullable [] frames;

    SourceNames(String owner, MethodNode method) {
        this.owner = owner;
        this.method = method;
        this.frames = analyse(owner, method);
    }

    private static @Nullable Frame<SourceValue> @Nullable [] analyse(String owner, MethodNode method) {
        int stack = method.maxStack;
        // The other visitors have put instructions in since the compiler counted.
        method.maxStack += MORE_STACK;
        try {
            return new Analyzer<>(new Origins()).analyze(owner, method);
        } catch (AnalyzerException | IndexOutOfBoundsException e) {
            // Then nothing has a name, and the picture names things by their classes.
            return null;
        } finally {
            method.maxStack = stack;
        }
    }

    /** A copy comes from where the original came from. */
    private static final class Origins extends SourceInterpreter {
        Origins() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            boolean isLocal = instruction.getOpcode() >= Opcodes.ILOAD && instruction.getOpcode() <= Opcodes.ALOAD;
            return isLocal ? new SourceValue(value.getSize(), instruction) : value;
        }
    }

    /**
     * The name of what lies so deep on the stack when an instruction is reached; empty where it has none.
     *
     * @param depth 0 for the top
     */
    String onStack(AbstractInsnNode instruction, int depth) {
        AbstractInsnNode from = source(instruction, depth);
        return from == null ? "" : name(from, DEEPEST);
    }

    private @Nullable AbstractInsnNode source(AbstractInsnNode instruction, int depth) {
        Frame<SourceValue> frame = frames == null ? null : frames[method.instructions.indexOf(instruction)];
        if (frame == null || depth >= frame.getStackSize()) {
            return null;
        }
        SourceValue value = frame.getStack(frame.getStackSize() - 1 - depth);
        return value.insns.size() == 1 ? value.insns.iterator().next() : null;
    }

    private String name(AbstractInsnNode from, int deepest) {
        if (deepest == 0) {
            return "";
        }
        if (from instanceof VarInsnNode variable && variable.getOpcode() == Opcodes.ALOAD) {
            return local(variable);
        }
        if (from instanceof VarInsnNode variable && variable.getOpcode() == Opcodes.ASTORE) {
            // What javac keeps of a monitor for its exit.
            return onStack(from, 0);
        }
        if (from instanceof FieldInsnNode field) {
            return field(field, deepest);
        }
        if (from instanceof MethodInsnNode call) {
            return call(call, deepest);
        }
        return switch (from.getOpcode()) {
            case Opcodes.CHECKCAST -> deeper(from, 0, deepest);
            case Opcodes.AALOAD -> element(from, deepest);
            default -> "";
        };
    }

    private String deeper(AbstractInsnNode from, int depth, int deepest) {
        AbstractInsnNode source = source(from, depth);
        return source == null ? "" : name(source, deepest - 1);
    }

    private String element(AbstractInsnNode from, int deepest) {
        String array = deeper(from, 1, deepest);
        return array.isEmpty() ? "" : array + "[" + index(source(from, 0)) + "]";
    }

    private String index(@Nullable AbstractInsnNode from) {
        if (from instanceof VarInsnNode variable) {
            return local(variable);
        }
        if (from instanceof IntInsnNode number) {
            return String.valueOf(number.operand);
        }
        int opcode = from == null ? Opcodes.NOP : from.getOpcode();
        boolean isSmall = opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5;
        return isSmall ? String.valueOf(opcode - Opcodes.ICONST_0) : "";
    }

    private String field(FieldInsnNode field, int deepest) {
        // A local variable that an anonymous class has captured.
        String name = field.name.replaceFirst("^val\\$", "");
        if (field.getOpcode() == Opcodes.GETSTATIC) {
            boolean isShort = field.owner.equals(owner) || Wrappers.isWrapper(field.owner);
            return isShort ? name : field.owner.replaceFirst(".*[/$]", "") + "." + name;
        }
        if (name.startsWith("this$")) {
            return "";
        }
        String of = deeper(field, 0, deepest);
        return of.isEmpty() ? name : of + "." + name;
    }

    private String call(MethodInsnNode call, int deepest) {
        String descriptor = call.desc;
        if (call.name.equals("<init>") || call.name.equals("requireNonNull")) {
            return "";
        }
        int arguments = org.objectweb.asm.Type.getArgumentCount(descriptor);
        String of = call.getOpcode() == Opcodes.INVOKESTATIC ? "" : deeper(call, arguments, deepest);
        String own = call.name.equals("readLock") || call.name.equals("writeLock") ? call.name : call.name + "()";
        return of.isEmpty() ? own : of + "." + own;
    }

    private String local(VarInsnNode load) {
        if (load.var == 0 && (method.access & Opcodes.ACC_STATIC) == 0) {
            return "";
        }
        int at = method.instructions.indexOf(load);
        List<LocalVariableNode> variables = method.localVariables == null ? List.of() : method.localVariables;
        for (LocalVariableNode variable : variables) {
            boolean isHere = method.instructions.indexOf(variable.start) <= at + 1
                    && at < method.instructions.indexOf(variable.end);
            if (variable.index == load.var && isHere) {
                return variable.name;
            }
        }
        return stored(load);
    }

    /** The compiler keeps no name of a variable of its own; what was stored in it may have one. */
    private String stored(VarInsnNode load) {
        for (AbstractInsnNode before = load.getPrevious(); before != null; before = before.getPrevious()) {
            boolean isStore =
                    before instanceof VarInsnNode store && store.getOpcode() == Opcodes.ASTORE && store.var == load.var;
            if (isStore) {
                return onStack(before, 0);
            }
        }
        return "";
    }
}
