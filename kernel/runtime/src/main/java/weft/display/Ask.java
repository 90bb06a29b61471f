package weft.display;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Asks the person at the notebook. Imported into every notebook. */
public final class Ask {

    /** Who asks; set once by the agent. */
    @FunctionalInterface
    public interface Desk {
        /**
         * Blocks until there is an answer.
         *
         * @return null at end of input
         */
        @Nullable String ask(String prompt, boolean password);
    }

    private static volatile Desk desk = Ask::atConsole;

    private Ask() {}

    /** Lets every question be asked here from now on. */
    public static void at(Desk newDesk) {
        desk = newDesk;
    }

    /** Asks for a line, and returns it; empty at end of input. */
    public static String input(String prompt) {
        String answer = desk.ask(prompt, false);
        return answer == null ? "" : answer;
    }

    /** Asks for a line with no words before it. */
    public static String input() {
        return input("");
    }

    /** Asks for a line that is not shown while it is typed. */
    public static String password(String prompt) {
        String answer = desk.ask(prompt, true);
        return answer == null ? "" : answer;
    }

    /** Asks for a line that is not shown while it is typed, with no words before it. */
    public static String password() {
        return password("");
    }

    @SuppressWarnings("SystemConsoleNull") // on JDK 21 and older it does
    private static @Nullable String atConsole(String prompt, boolean password) {
        Console console = System.console();
        if (console == null) {
            throw new IllegalStateException("Nobody can be asked \"" + prompt + "\": there is no console");
        }
        if (!password) {
            return console.readLine("%s", prompt);
        }
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? null : new String(typed);
    }
}
