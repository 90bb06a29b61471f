package weft.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class ReusableCompilerTest {

    private final Files files = new Files();
    private final ReusableCompiler compiler = new ReusableCompiler(files, List.of("-proc:none"), "changing");

    @Test
    void classOfTheChangingPackage_isFound_thoughThePackageWasReadBefore() {
        assertThat(problems("A", "public static int n = 1;")).isEmpty();
        assertThat(problems("B", "int m = A.n;")).isEmpty();
        assertThat(problems("C", "int k = B.class.hashCode() + A.n;")).isEmpty();
    }

    @Test
    void classOfTheChangingPackage_isWhatItIsNow() {
        problems("A", "public static int n = 1;");
        assertThat(problems("B", "int m = A.n;")).isEmpty();
        problems("A", "public static String n;");
        assertThat(problems("B", "int m = A.n;")).containsExactly("compiler.err.prob.found.req");
    }

    @Test
    void problem_isToldEachTime_andLeavesTheCompilerFit() {
        assertThat(problems("A", "int n = absent;")).containsExactly("compiler.err.cant.resolve.location");
        assertThat(problems("A", "int n = absent;")).containsExactly("compiler.err.cant.resolve.location");
        assertThat(problems("A", "int n = 1;")).isEmpty();
    }

    private List<String> problems(String name, String body) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        String text = "package changing; public class " + name + " {" + body + "}";
        boolean compiled = compiler.compile(new Source("changing." + name, text), problems);
        List<String> codes =
                problems.getDiagnostics().stream().map(one -> one.getCode()).toList();
        assertThat(compiled).isEqualTo(codes.isEmpty());
        return codes;
    }

    private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Output> written = new TreeMap<>();

        Files() {
            super(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null));
        }

        @Override
        public Iterable<JavaFileObject> list(
                Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
                throws IOException {
            boolean ours = location == StandardLocation.CLASS_PATH && packageName.equals("changing");
            return ours ? new ArrayList<>(written.values()) : super.list(location, packageName, kinds, recurse);
        }

        @Override
        public String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof Output output ? output.name : super.inferBinaryName(location, file);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return written.compute(name, (n, before) -> new Output(n));
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String name) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes.toByteArray());
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
