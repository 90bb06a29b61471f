package weft.engine;

import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.ExecutionControl.StoppedException;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.jspecify.annotations.Nullable;
import weft.wire.MimeBundle;
import weft.wire.Thrown;
import weft.wire.ToHost;

/** What became of the snippet that ran last; more of it than JShell's events tell. */
final class SnippetResult {

    private @Nullable MimeBundle value;
    private @Nullable Thrown thrown;
    private @Nullable String unresolvedId;
    private boolean stopped;

    void forget() {
        value = null;
        thrown = null;
        unresolvedId = null;
        stopped = false;
    }

    /**
     * Keeps the user VM's reply, and tells JShell its part.
     *
     * @return the value as JShell has it
     */
    String take(ToHost.Reply reply) throws RunException {
        if (reply instanceof ToHost.Returned returned) {
            value = returned.value();
            return returned.text();
        }
        if (reply instanceof ToHost.Threw threw) {
            thrown = threw.thrown();
            throw new UserException(String.valueOf(thrown.message()), thrown.className(), new StackTraceElement[0]);
        }
        if (reply instanceof ToHost.Unresolved unresolved) {
            unresolvedId = String.valueOf(unresolved.snippetId());
            throw new ResolutionException(unresolved.snippetId(), new StackTraceElement[0]);
        }
        if (reply instanceof ToHost.Stopped) {
            stopped = true;
            throw new StoppedException();
        }
        throw new IllegalStateException("The user VM could not run a snippet: " + reply);
    }

    @Nullable MimeBundle value() {
        return value;
    }

    @Nullable Thrown thrown() {
        return thrown;
    }

    /** The id of a snippet that was called but refers to something missing. */
    @Nullable String unresolved() {
        return unresolvedId;
    }

    boolean wasStopped() {
        return stopped;
    }
}
