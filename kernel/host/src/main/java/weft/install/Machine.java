package weft.install;

import java.nio.file.Path;
import java.util.Map;

/** What the commands ask of the machine around them, given by value so that a test can invent one. */
record Machine(Map<String, String> environment, Map<?, ?> properties) {

    String property(String name) {
        Object value = properties.get(name);
        return value == null ? "" : value.toString();
    }

    /** The variable's value; empty both when it is not set and when it is set to nothing, as Jupyter reads it. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** As Jupyter finds it: HOME first, which differs from Java's user.home in containers and under sudo. */
    Path home() {
        String home = isWindows() ? "" : variable("HOME");
        return Path.of(home.isEmpty() ? property("user.home") : home);
    }

    boolean isWindows() {
        return property("os.name").startsWith("Windows");
    }

    boolean isMac() {
        return property("os.name").startsWith("Mac");
    }
}
