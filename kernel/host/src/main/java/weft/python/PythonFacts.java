package weft.python;

import com.google.gson.JsonObject;

/**
 * What a Python says of itself.
 *
 * @param gil whether it runs with a global interpreter lock now
 * @param freeThreadedBuild whether it was built so that it can run without one
 * @param switchSeconds after how long a thread that waits for the lock asks the holder to give it up
 */
public record PythonFacts(
        String implementation,
        String version,
        String executable,
        boolean gil,
        boolean freeThreadedBuild,
        double switchSeconds) {

    static PythonFacts of(JsonObject hello) {
        return new PythonFacts(
                hello.get("implementation").getAsString(),
                hello.get("version").getAsString(),
                hello.get("executable").getAsString(),
                hello.get("gil").getAsBoolean(),
                hello.get("free_threaded_build").getAsBoolean(),
                hello.get("switch_interval").getAsDouble());
    }

    /** For example {@code CPython 3.13.0}. */
    public String title() {
        return implementation + " " + version;
    }

    /** All of it, as three lines. */
    public String words() {
        String lock = gil
                ? "on: one thread at a time runs Python code; it is asked to hand over after "
                        + Math.round(switchSeconds * 1000) + " ms"
                : "off: threads run Python code at the same time";
        String build = freeThreadedBuild ? " (a free-threaded build)" : "";
        return title() + build + "\n" + executable + "\nGIL " + lock + "\n";
    }
}
