package weft.engine;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Ends a compilation that takes for ever. javac has no way to be told to stop, so its main loops are given one: for as
 * long as {@link #interrupt} takes, each begins with a {@code Thread.sleep(0)}, which throws where the thread is
 * interrupted. Until somebody interrupts a long compilation, nothing of javac is changed and nothing is loaded.
 *
 * <p>JShell throws the crashed compiler's context away and makes a new one, so later cells are compiled as before.
 */
public final class CompileBreaker {

    /**
     * Where javac and JShell spend their time: attribution, inference, flow analysis, lambdas and lowering, generation,
     * parsing; which names a snippet needs, and the copy of a class without its bodies.
     */
    private static final Set<String> LOOPS = Set.of(
            "com/sun/tools/javac/comp/Attr.attribTree",
            "com/sun/tools/javac/comp/Flow$BaseAnalyzer.scan",
            "com/sun/tools/javac/comp/Lower.translate",
            "com/sun/tools/javac/tree/TreeTranslator.translate",
            "com/sun/source/util/TreeScanner.scan",
            "jdk/jshell/Corraller.visitMethodDef",
            "com/sun/tools/javac/jvm/Gen.genDef",
            "com/sun/tools/javac/parser/JavacParser.term3");

    private static @Nullable Instrumentation instrumentation;

    private CompileBreaker() {}

    /** Called by the VM when {@link #interrupt} loads the kernel's jar as an agent. */
    public static void agentmain(@Nullable String options, Instrumentation given) {
        instrumentation = given;
    }

    /**
     * Interrupts a thread that is compiling, and returns when it has left the compiler or time is up.
     *
     * @param compiling whether the thread is still compiling
     */
    static synchronized void interrupt(Thread thread, java.util.function.BooleanSupplier compiling, long millis)
            throws InterruptedException {
        Instrumentation breaking = loaded();
        if (breaking == null) {
            return;
        }
        ClassFileTransformer breaker = new Breaker();
        breaking.addTransformer(breaker, true);
        try {
            retransform(breaking);
            long deadline = System.nanoTime() + millis * 1_000_000;
            while (compiling.getAsBoolean() && System.nanoTime() < deadline) {
                thread.interrupt();
                Thread.sleep(10);
            }
        } finally {
            breaking.removeTransformer(breaker);
            retransform(breaking);
        }
    }

    private static @Nullable Instrumentation loaded() {
        if (instrumentation == null) {
            try {
                Path jar = Path.of(CompileBreaker.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                VirtualMachine self = VirtualMachine.attach(
                        String.valueOf(ProcessHandle.current().pid()));
                self.loadAgent(jar.toString());
                self.detach();
            } catch (IOException
                    | URISyntaxException
                    | AttachNotSupportedException
                    | AgentLoadException
                    | AgentInitializationException e) {
                System.getLogger("weft.engine")
                        .log(System.Logger.Level.WARNING, "A long compilation cannot be interrupted here", e);
            }
        }
        return instrumentation;
    }

    private static void retransform(Instrumentation breaking) {
        for (Class<?> loaded : breaking.getAllLoadedClasses()) {
            String name = loaded.getName().replace('.', '/');
            if (LOOPS.stream().anyMatch(loop -> loop.startsWith(name + "."))) {
                try {
                    breaking.retransformClasses(loaded);
                } catch (UnmodifiableClassException e) {
                    System.getLogger("weft.engine").log(System.Logger.Level.DEBUG, name, e);
                }
            }
        }
    }

    private static final class Breaker implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (LOOPS.stream().noneMatch(loop -> loop.startsWith(name + "."))) {
                return null;
            }
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new LoopClass(writer, name), 0);
            return writer.toByteArray();
        }
    }

    private static final class LoopClass extends ClassVisitor {
        private final String className;

        LoopClass(ClassVisitor next, String className) {
            super(Opcodes.ASM9, next);
            this.className = className;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean hasBody = (access & Opcodes.ACC_ABSTRACT) == 0;
            return hasBody && LOOPS.contains(className + "." + name) ? new Interruptible(next) : next;
        }
    }

    private static final class Interruptible extends MethodVisitor {
        Interruptible(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitInsn(Opcodes.LCONST_0);
            visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(J)V", false);
        }
    }
}
