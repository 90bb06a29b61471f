package weft.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import weft.wire.ClassImage;
import weft.wire.ToUserVm;

/**
 * The part of the agent's start that most first cells do not need, and that takes as long as a fifth of all of it: done
 * when the first reply is out, while the host compiles the next cell, or before a cell that needs it.
 *
 * <p><b>Threads.</b> Belongs to the main thread.
 */
final class LateStart {

    /** One of them stands in every class that asks for the console, in whatever way. */
    private static final List<String> WORDS_FOR_CONSOLE = List.of("onsole", "java/lang/IO");

    private final HostInput input;
    private boolean hasConsole;
    private boolean over;

    LateStart(HostInput input) {
        this.input = input;
    }

    void before(ToUserVm request) {
        if (over) {
            return;
        }
        boolean asksForConsole =
                request instanceof ToUserVm.Run run && run.classes().stream().anyMatch(LateStart::asksForConsole);
        // A library may ask for the console without a word in the cell.
        if (asksForConsole || request instanceof ToUserVm.AddToClassPath) {
            installConsole();
        }
    }

    void afterReply() {
        if (over) {
            return;
        }
        over = true;
        installConsole();
        StopGuard.warmUp();
    }

    private void installConsole() {
        if (!hasConsole) {
            hasConsole = true;
            NotebookConsole.install(input);
        }
    }

    private static boolean asksForConsole(ClassImage image) {
        // Names in class files are ASCII wherever these words are.
        String text = new String(image.bytes(), StandardCharsets.ISO_8859_1);
        return WORDS_FOR_CONSOLE.stream().anyMatch(text::contains);
    }
}
