package weft.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import weft.magic.ThreadWait;
import weft.magic.WaitPolicy;
import weft.uservm.UserVm;
import weft.uservm.UserVmEndedException;
import weft.wire.StreamName;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * Lets the end of a cell wait for the threads that it started, where its client reads no further than to the end.
 *
 * <p><b>Threads.</b> Belongs to the thread that runs cells.
 */
final class ThreadsAfterCell {

    private final FrontEnd frontEnd;
    private final Interrupts interrupts;
    private final Sessions sessions;
    private WaitPolicy policy = WaitPolicy.DEFAULT;
    private @Nullable CellRun run;
    private @Nullable ThreadWait elsewhere;

    ThreadsAfterCell(FrontEnd frontEnd, Interrupts interrupts, Sessions sessions) {
        this.frontEnd = frontEnd;
        this.interrupts = interrupts;
        this.sessions = sessions;
    }

    /** A cell begins. */
    void began(CellRun newRun) {
        run = newRun;
        elsewhere = null;
    }

    void use(WaitPolicy wanted) {
        policy = wanted;
    }

    /** The cell has threads that are not in the user VM. */
    void awaitAlso(ThreadWait threads) {
        elsewhere = threads;
    }

    void await(Cell cell) {
        CellRun ended = run;
        boolean waits = policy.when() == WaitPolicy.When.ALWAYS
                || policy.when() == WaitPolicy.When.HEADLESS && !cell.stdinAllowed();
        if (!waits || ended == null) {
            return;
        }
        interrupts.began(ended, sessions::current);
        try {
            awaitElsewhere(cell);
            awaitInUserVm(cell, ended);
        } finally {
            interrupts.ended();
        }
    }

    private void awaitElsewhere(Cell cell) {
        ThreadWait threads = elsewhere;
        if (threads == null) {
            return;
        }
        interrupts.stopElsewhere(threads::stop);
        try {
            tellStillRunning(cell, threads.await(policy.millis()));
        } finally {
            interrupts.stopElsewhere(null);
        }
    }

    private void awaitInUserVm(Cell cell, CellRun ended) {
        UserVm vm = sessions.current().vm();
        if (vm.exit() != null) {
            return;
        }
        try {
            ToHost.Reply reply = vm.ask(id -> new ToUserVm.AwaitThreads(id, ended.borderNumber(), policy.millis()));
            if (reply instanceof ToHost.StillRunning still) {
                tellStillRunning(cell, still.threads());
            }
        } catch (UserVmEndedException e) {
            frontEnd.stream(
                    cell.id(),
                    StreamName.STDERR,
                    "note: a thread of the cell ended its Java VM: " + e.getMessage() + "\n");
        }
    }

    private void tellStillRunning(Cell cell, List<String> threads) {
        if (!threads.isEmpty()) {
            frontEnd.stream(
                    cell.id(),
                    StreamName.STDERR,
                    "note: after " + policy.millis() / 1000.0 + " s these threads of the cell still run: "
                            + String.join(", ", threads)
                            + "; what they write later may be lost. To wait longer: %wait 60\n");
        }
    }
}
