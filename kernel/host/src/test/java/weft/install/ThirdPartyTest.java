package weft.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every library that travels in the kernel's jar is named there with its licence. */
class ThirdPartyTest {

    /** What is on the class path of the tests alone. */
    private static final Set<String> TESTS_ONLY = Set.of(
            "org.junit.jupiter",
            "org.junit.platform",
            "org.opentest4j",
            "org.apiguardian",
            "org.assertj",
            "net.bytebuddy",
            "com.h2database",
            "com.tngtech.archunit",
            "org.jspecify",
            "org.apache.maven.surefire");

    private static final Pattern IN_REPOSITORY =
            Pattern.compile("/\\.?m2/(?:repository/)?(.+)/[^/]+/[^/]+/[^/]+\\.jar$");

    @Test
    void everyLibraryOnTheClassPath_isListedWithATextThatIsThere() throws IOException {
        String list = read("THIRD-PARTY.md");

        for (String group : groups()) {
            assertThat(list).as("a library of %s is in the jar", group).contains("| `" + group + "` |");
        }
        Matcher text = Pattern.compile("`([\\w.-]+\\.txt)`").matcher(list);
        while (text.find()) {
            assertThat(read(text.group(1))).isNotBlank();
        }
    }

    private static Set<String> groups() {
        Set<String> groups = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(path -> IN_REPOSITORY.matcher(path.replace(File.separatorChar, '/')))
                .filter(Matcher::find)
                .map(found -> found.group(1).replace('/', '.'))
                .filter(group -> !TESTS_ONLY.contains(group))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(groups).as("groups read from the class path").contains("org.zeromq");
        return groups;
    }

    private static String read(String name) throws IOException {
        try (var in = Objects.requireNonNull(
                Main.class.getResourceAsStream("/META-INF/licenses/" + name), "no licence text \"" + name + '"')) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
