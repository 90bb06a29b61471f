package weft.agent;

import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import weft.wire.Thrown;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * The main thread: it does what the host asks for, one request after the other. A learner's code can leave it waiting
 * for a monitor that is never given back, and nothing ends such a wait; then it is given up with its locks, and another
 * thread becomes the main one, so that the notebook and its variables live on.
 *
 * <p><b>Threads.</b> {@link #serve} belongs to the main thread, whichever it is; the rest is for any thread.
 */
final class CellMain {

    private static final String NAME = "main";

    /** The main thread, whatever a learner calls it: read by the debugger. */
    @SuppressWarnings("UnusedVariable")
    private static volatile @Nullable Thread current;

    private final BlockingQueue<ToUserVm> work;
    private final Outbox outbox;
    private final Runnable afterReply;
    private Thread thread = Thread.currentThread();
    private ToUserVm.@Nullable Run running;

    /** @param afterReply done by the main thread after each reply, before it looks for the next request */
    CellMain(BlockingQueue<ToUserVm> work, Outbox outbox, Runnable afterReply) {
        this.work = work;
        this.outbox = outbox;
        this.afterReply = afterReply;
    }

    synchronized Thread thread() {
        return thread;
    }

    synchronized boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    /** The cell whose code runs now; 0 for none. */
    synchronized int runningCell() {
        ToUserVm.Run run = running;
        return run == null ? 0 : run.cell();
    }

    /** Answers requests for as long as the calling thread is the main one. */
    void serve(Function<ToUserVm, ToHost> answer) {
        current = Thread.currentThread();
        try {
            while (isCurrent()) {
                ToUserVm request = nextRequest();
                begin(request);
                ToHost reply = answer.apply(request);
                end(reply);
                afterReply.run();
            }
        } catch (OutOfMemoryError noReply) {
            // A learner's own is a reply. With no room for one, the VM would end as if it had exited by itself.
            Runtime.getRuntime().halt(UserVmMain.OUT_OF_MEMORY_EXIT);
        }
    }

    /** A thread that a cell left behind may interrupt this one when nothing runs any more; it means nobody then. */
    private ToUserVm nextRequest() {
        while (true) {
            try {
                return work.take();
            } catch (InterruptedException betweenCells) {
                // The flag is cleared, and there is nothing to end.
            }
        }
    }

    private synchronized void begin(ToUserVm request) {
        running = request instanceof ToUserVm.Run run ? run : null;
    }

    private synchronized void end(ToHost reply) {
        // The reply of a thread that was given up, and goes on after all, was sent in its place long ago.
        if (isCurrent()) {
            running = null;
            notifyAll();
            send(reply);
        }
    }

    private void send(ToHost reply) {
        try {
            outbox.send(reply);
        } catch (IllegalArgumentException tooLarge) {
            int id = ((ToHost.Reply) reply).id();
            outbox.send(new ToHost.Threw(id, Thrown.of(tooLarge)));
        }
    }

    /** Waits until the code that the cell runs now has ended, at most so long; returns whether it has. */
    synchronized boolean awaitEnd(int cell, long millis) {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (runningCell() == cell) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /**
     * Ends the wait of the host for a cell that can never end, and lets another thread run the next one. Does nothing
     * where that cell does not run.
     *
     * @return whether it was given up
     */
    synchronized boolean giveUp(int cell, Function<ToUserVm, ToHost> answer) {
        ToUserVm.Run run = running;
        if (run == null || run.cell() != cell) {
            return false;
        }
        Thread stuck = thread;
        stuck.setName(NAME + " of cell " + cell);
        Thread next = new Thread(() -> serve(answer), NAME);
        next.setContextClassLoader(stuck.getContextClassLoader());
        // The caller may be a daemon, and the threads of later cells would inherit that: nobody would wait for them.
        next.setDaemon(false);
        thread = next;
        running = null;
        outbox.send(new ToHost.Stopped(run.id()));
        next.start();
        return true;
    }
}
