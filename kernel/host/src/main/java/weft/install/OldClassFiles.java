package weft.install;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Brings class files into a form that class-data archives take. HotSpot leaves out what is older than Java 6, and all
 * that depends on it. ASM and picocli are compiled for Java 5, and the first cell needs both: read from the jar, and
 * verified by inference, they hold it up.
 */
final class OldClassFiles {

    /** Where a class file has the lower byte of its major version. */
    private static final int VERSION = 7;

    private OldClassFiles() {}

    /** The same jar, with its old classes made new. All of them must be on this program's own class path. */
    static byte[] renewed(byte[] jar) throws IOException {
        ByteArrayOutputStream renewed = new ByteArrayOutputStream(jar.length);
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream to = new ZipOutputStream(renewed)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                byte[] bytes = from.readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                to.putNextEntry(copy);
                to.write(isOld(entry.getName(), bytes) ? renewedClass(bytes) : bytes);
            }
        }
        return renewed.toByteArray();
    }

    private static boolean isOld(String name, byte[] bytes) {
        return name.endsWith(".class") && bytes[VERSION] < Opcodes.V1_6;
    }

    private static byte[] renewedClass(byte[] old) {
        ClassReader reader = new ClassReader(old);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(
                            int version,
                            int access,
                            String name,
                            String signature,
                            String superName,
                            String[] interfaces) {
                        super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
                    }
                },
                ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }
}
