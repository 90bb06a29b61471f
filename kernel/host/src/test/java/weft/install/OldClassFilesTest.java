package weft.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** A class of ASM itself is the old one here: its jar is compiled for Java 5. */
class OldClassFilesTest {

    private static final String OLD = "org/objectweb/asm/ClassReader.class";
    private static final String NEW = "weft/install/OldClassFilesTest.class";

    @Test
    void renewed_makesOldClassesNew_andLeavesTheRestAsItWas() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("META-INF/", new byte[0]);
        entries.put(OLD, resource(OLD));
        entries.put(NEW, resource(NEW));
        entries.put("notes.txt", new byte[] {1, 2, 3});

        Map<String, byte[]> renewed = read(OldClassFiles.renewed(jar(entries)));

        assertThat(version(entries.get(OLD))).isLessThan(Opcodes.V1_6);
        assertThat(version(Objects.requireNonNull(renewed.get(OLD)))).isEqualTo(Opcodes.V1_8);
        assertThat(renewed.keySet()).containsExactlyElementsOf(entries.keySet());
        assertThat(renewed.get(NEW)).isEqualTo(entries.get(NEW));
        assertThat(renewed.get("notes.txt")).containsExactly(1, 2, 3);
    }

    @Test
    void renewedClass_isVerifiedAndRuns() throws Exception {
        byte[] renewed = Objects.requireNonNull(
                read(OldClassFiles.renewed(jar(Map.of(OLD, resource(OLD))))).get(OLD));

        Object reader = Class.forName("org.objectweb.asm.ClassReader", true, loaderWith(renewed))
                .getConstructor(byte[].class)
                .newInstance((Object) resource(NEW));

        assertThat(reader.getClass().getMethod("getClassName").invoke(reader))
                .isEqualTo("weft/install/OldClassFilesTest");
    }

    private static ClassLoader loaderWith(byte[] classReader) {
        return new ClassLoader(OldClassFilesTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals("org.objectweb.asm.ClassReader") && findLoadedClass(name) == null
                        ? defineClass(name, classReader, 0, classReader.length)
                        : super.loadClass(name, resolve);
            }
        };
    }

    private static int version(byte[] classFile) {
        return new ClassReader(classFile).readUnsignedShort(6);
    }

    private static byte[] resource(String name) throws IOException {
        try (var in =
                Objects.requireNonNull(OldClassFilesTest.class.getClassLoader().getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    private static byte[] jar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> read(byte[] jar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }
}
