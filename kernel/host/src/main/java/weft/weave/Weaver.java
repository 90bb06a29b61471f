package weft.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites a class of a cell on its way from the compiler to the user VM: file and lines become those of the cell,
 * modifiers that JShell drops come back, loops get a {@link StopGuards stop guard}, tasks handed to an executor are made
 * to carry their cell, and what concerns threads gets a {@link MethodProbes probe} for the timeline.
 *
 * <p>No branch is added, so the stack maps of the compiler stay true.
 */
public final class Weaver {

    private final TopLevel topLevel;

    public Weaver(TopLevel topLevel) {
        this.topLevel = topLevel;
    }

    /**
     * Returns the woven bytes of one class.
     *
     * @throws FinalAssignedException if the class assigns a final variable that another one declares
     */
    public byte[] weave(byte[] bytes, Origin origin) throws FinalAssignedException {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
        CellClass woven = new CellClass(writer, origin, reader, isInterface);
        reader.accept(woven, ClassReader.EXPAND_FRAMES);
        if (woven.assignedFinal != null) {
            throw woven.assignedFinal;
        }
        return writer.toByteArray();
    }

    private final class CellClass extends ClassVisitor {
        private final Origin origin;
        private final String className;
        private final MethodReferences references;

        @Nullable FinalAssignedException assignedFinal;

        CellClass(ClassVisitor next, Origin origin, ClassReader reader, boolean isInterface) {
            super(Opcodes.ASM9, next);
            this.origin = origin;
            this.className = reader.getClassName();
            this.references = new MethodReferences(next, className, reader.getSuperName(), isInterface);
        }

        @Override
        public void visitSource(@Nullable String file, @Nullable String debug) {
            super.visitSource(origin.sourceName(), null);
        }

        @Override
        public FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            boolean topLevelVariable = Wrappers.isWrapper(className) && (access & Opcodes.ACC_STATIC) != 0;
            int withVolatile = topLevelVariable && topLevel.isVolatile(name) ? access | Opcodes.ACC_VOLATILE : access;
            return super.visitField(withVolatile, name, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            int withoutFlag = hasCode(access) ? access & ~Opcodes.ACC_SYNCHRONIZED : access;
            MethodVisitor written = super.visitMethod(withoutFlag, name, descriptor, signature, exceptions);
            MethodVisitor next =
                    hasCode(access) ? new MethodProbes(written, references, access, name, descriptor) : written;
            boolean writtenByThePerson =
                    (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE)) == 0 || name.startsWith("lambda$");
            MethodVisitor tasks = new StackTraceCalls(new TaskCarriers(next));
            MethodVisitor guarded = writtenByThePerson ? new StopGuards(tasks, !isSnippet(name)) : tasks;
            return new CellLines(guarded);
        }

        /** Nobody calls that but the agent, once: a guard would take a tenth of a short cell's time to link. */
        private boolean isSnippet(String method) {
            return Wrappers.isWrapper(className) && method.equals(Wrappers.METHOD);
        }

        private static boolean hasCode(int access) {
            return (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
        }

        /** Lines of the cell, and assignments of finals, which need the line. */
        private final class CellLines extends MethodVisitor {
            private int line;

            CellLines(MethodVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public void visitLineNumber(int wrapperLine, org.objectweb.asm.Label start) {
                line = origin.cellLine(wrapperLine);
                super.visitLineNumber(line, start);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                boolean assigns = opcode == Opcodes.PUTSTATIC && Wrappers.isWrapper(owner);
                if (assigns && !owner.equals(className) && topLevel.isFinal(name)) {
                    assignedFinal = new FinalAssignedException(name, line);
                }
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }
        }
    }
}
