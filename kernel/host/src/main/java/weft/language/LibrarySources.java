package weft.language;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Documentation comments of libraries, read from their jars of sources; JShell itself reads those of the JDK only.
 *
 * <p><b>Threads.</b> Any thread may add an archive or ask.
 */
public final class LibrarySources {

    private final List<Path> archives = new CopyOnWriteArrayList<>();

    /** From now on this jar of sources is read too. */
    public void add(Path archive) {
        archives.add(archive);
    }

    /**
     * The comment above a declaration.
     *
     * @param signature as JShell writes it, as in {@code int org.h2.util.Bits.compare(byte[] a, byte[] b)}
     */
    Optional<String> comment(String signature) {
        DeclaredName name = DeclaredName.of(signature);
        for (Path archive : archives) {
            Optional<String> found = read(archive, name).flatMap(source -> comment(source, name));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Path archive, DeclaredName name) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Optional<? extends ZipEntry> entry =
                    zip.stream().filter(each -> name.mayStandIn(each.getName())).findFirst();
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            byte[] bytes = zip.getInputStream(entry.get()).readAllBytes();
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.getLogger("weft.language").log(System.Logger.Level.DEBUG, "Sources cannot be read", e);
            return Optional.empty();
        }
    }

    private static Optional<String> comment(String source, DeclaredName name) {
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(new Text(source)));
        try {
            DocTrees trees = DocTrees.instance(task);
            List<TreePath> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Finder(name, found).scan(unit, null);
            }
            return found.stream()
                    .map(trees::getDocComment)
                    .filter(comment -> comment != null)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }

    /** Gathers the declarations of a name: first those whose parameter types fit, then the others of its count. */
    private static final class Finder extends TreePathScanner<Void, Void> {
        private final DeclaredName name;
        private final List<TreePath> found;
        private int exact;

        Finder(DeclaredName name, List<TreePath> found) {
            this.name = name;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            // A record's canonical constructor need not be written down.
            boolean asked = name.isType() || name.isConstructor() && type.getKind() == Tree.Kind.RECORD;
            if (asked && type.getSimpleName().contentEquals(name.simpleName())) {
                found.add(getCurrentPath());
            }
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            List<String> types = method.getParameters().stream()
                    .map(each -> String.valueOf(each.getType()))
                    .toList();
            if (isInOwner() && isNamed(method) && name.hasParameterCount(types.size())) {
                if (name.hasParameters(types)) {
                    found.add(exact++, getCurrentPath());
                } else {
                    found.add(getCurrentPath());
                }
            }
            return null;
        }

        private boolean isNamed(MethodTree method) {
            boolean constructor = method.getName().contentEquals("<init>");
            return constructor ? name.isConstructor() : method.getName().contentEquals(name.simpleName());
        }

        @Override
        public Void visitVariable(VariableTree field, Void unused) {
            if (name.isField() && isInOwner() && field.getName().contentEquals(name.simpleName())) {
                found.add(getCurrentPath());
            }
            return null;
        }

        private boolean isInOwner() {
            Tree around = getCurrentPath().getParentPath().getLeaf();
            return around instanceof ClassTree type && type.getSimpleName().contentEquals(name.owner());
        }
    }
}
