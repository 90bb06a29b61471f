package weft.agent;

import java.nio.charset.StandardCharsets;
import weft.wire.ClassImage;
import weft.wire.ToUserVm;

/**
 * The part of the agent's start that most first cells do not need, and that takes as long as a fifth of all of it: done
 * when the first reply is out, while the host compiles the next cell, or before a cell that needs it.
 *
 * <p><b>Threads.</b> Belongs to the main thread.
 */
final class LateStart {

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
        // A library may ask for the console without a word in the cell.
        boolean asksForConsole = request instanceof ToUserVm.AddToClassPath;
        if (request instanceof ToUserVm.Run run) {
            for (ClassImage image : run.classes()) {
                asksForConsole |= asksForConsole(image);
            }
        }
        if (asksForConsole) {
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

    /** One of these words stands in every class that asks for the console, in whatever way. */
    private static boolean asksForConsole(ClassImage image) {
        // Names in class files are ASCII wherever these words are.
        String text = new String(image.bytes(), StandardCharsets.ISO_8859_1);
        return text.contains("onsole") || text.contains("java/lang/IO");
    }
}
