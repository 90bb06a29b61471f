package weft.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public classes of the JDK by their simple names: what an import could bring in.
 *
 * <p><b>Threads.</b> Any thread may ask; the first one waits while the list is read (about a tenth of a second).
 */
final class ClassNames {

    /** Read once, when it is first needed: a field of its own class is initialised lazily and safely. */
    private static final class Platform {
        static final ClassNames NAMES = new ClassNames(readPlatform());
    }

    private final SortedMap<String, List<String>> bySimpleName;

    private ClassNames(SortedMap<String, List<String>> bySimpleName) {
        this.bySimpleName = bySimpleName;
    }

    static ClassNames platform() {
        return Platform.NAMES;
    }

    /** Full names of the public classes of this simple name, those of {@code java.*} first. */
    List<String> qualified(String simpleName) {
        return bySimpleName.getOrDefault(simpleName, List.of()).stream()
                .filter(ClassNames::isPublic)
                .toList();
    }

    /** Full names of the public classes whose simple names begin so, at most {@code limit}. */
    List<String> startingWith(String prefix, int limit) {
        return bySimpleName.subMap(prefix, prefix + Character.MAX_VALUE).values().stream()
                .flatMap(List::stream)
                .filter(ClassNames::isPublic)
                .limit(limit)
                .toList();
    }

    /** Asked late and only of few: it loads the class, though it does not run it. */
    private static boolean isPublic(String name) {
        try {
            return Modifier.isPublic(Class.forName(name, false, ClassLoader.getSystemClassLoader())
                    .getModifiers());
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    private static SortedMap<String, List<String>> readPlatform() {
        SortedMap<String, List<String>> names = new TreeMap<>();
        ModuleFinder.ofSystem().findAll().stream()
                .filter(module -> module.descriptor().name().startsWith("java."))
                .flatMap(ClassNames::classesOf)
                .sorted()
                .forEach(name -> names.computeIfAbsent(
                                name.substring(name.lastIndexOf('.') + 1), key -> new ArrayList<>())
                        .add(name));
        return names;
    }

    private static Stream<String> classesOf(ModuleReference module) {
        Set<String> exported = module.descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        try (var reader = module.open()) {
            return reader
                    .list()
                    .filter(path -> path.endsWith(".class") && path.indexOf('$') < 0 && path.indexOf('/') > 0)
                    .filter(path -> exported.contains(
                            path.substring(0, path.lastIndexOf('/')).replace('/', '.')))
                    .map(path ->
                            path.substring(0, path.length() - ".class".length()).replace('/', '.'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot list the classes of module \"" + module.descriptor().name() + "\"", e);
        }
    }
}
