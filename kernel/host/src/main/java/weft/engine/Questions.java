package weft.engine;

import java.util.Optional;
import weft.language.CompilerLock;
import weft.language.Completeness;
import weft.language.CompletenessCheck;
import weft.language.Completer;
import weft.language.Completion;
import weft.language.Inspector;
import weft.magic.Magics;
import weft.wire.MimeBundle;

/**
 * Answers questions about code: those about magics and foreign cells by the magics, those about Java by JShell.
 *
 * <p><b>Threads.</b> Any thread, also while a cell runs. Positions are in UTF-16 units.
 */
final class Questions {

    private final Sessions sessions;
    private final CompilerLock compiler;
    private final Magics magics;

    Questions(Sessions sessions, CompilerLock compiler, Magics magics) {
        this.sessions = sessions;
        this.compiler = compiler;
        this.magics = magics;
    }

    Completion complete(String code, int cursor) {
        Session session = readySession();
        return magics.complete(code, cursor)
                .orElseGet(
                        () -> new Completer(session.shell(), compiler).complete(magics.asJava(code, cursor), cursor));
    }

    Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        Session session = readySession();
        return magics.isNoJava(code, cursor)
                ? magics.inspect(code, cursor, detail)
                : new Inspector(session.shell(), compiler, sessions.libraries().sources(), this::shortValue)
                        .inspect(magics.asJava(code, cursor), cursor, detail);
    }

    Completeness completeness(String code) {
        return new CompletenessCheck(text ->
                        compiler.holding(() -> sessions.current().analysis().analyzeCompletion(text)))
                .check(code);
    }

    /** A question may be about any name, and wants all of them. */
    private Session readySession() {
        Session asked = sessions.current();
        asked.allowListing();
        compiler.holding(() -> {
            asked.importRest();
            return asked;
        });
        return asked;
    }

    /**
     * The value of a variable whose text can be had without running a learner's {@code toString}. Not while a cell runs:
     * the thread that could tell is busy.
     */
    private Optional<String> shortValue(String name) {
        return compiler.holding(() -> shortValueNow(name));
    }

    private Optional<String> shortValueNow(String name) {
        Session session = sessions.current();
        return session.control().isInvoking() ? Optional.empty() : DeclaredNames.shortValue(session.shell(), name);
    }
}
