package weft.engine;

import java.io.IOException;
import java.util.List;
import weft.language.CompilerLock;
import weft.magic.VmRefusedException;
import weft.uservm.UserVm;
import weft.uservm.UserVmEndedException;
import weft.uservm.UserVmOptions;
import weft.wire.ToUserVm;

/**
 * The session in which cells run. A fresh one takes its place when its user VM has ended, or when other options are
 * wanted; what was put on the class path, and where output goes, stays.
 *
 * <p><b>Threads.</b> {@link #current}, {@link #tell} and {@link #close}: any thread. The rest belongs to the thread that
 * runs cells.
 */
final class Sessions implements AutoCloseable {

    private final FrontEnd frontEnd;
    private final CellEvents events;
    private final CompilerLock compiler;
    private final Libraries libraries = new Libraries();
    private volatile UserVmOptions options;
    private volatile boolean outputToLatest;
    private volatile boolean closed;
    private volatile Session current;

    /** Opens the first one. */
    Sessions(FrontEnd frontEnd, CellEvents events, CompilerLock compiler, UserVmOptions options, PlainCompiler first)
            throws IOException {
        this.frontEnd = frontEnd;
        this.events = events;
        this.compiler = compiler;
        this.options = options;
        this.current = open(first);
    }

    private Session open(PlainCompiler plainCompiler) throws IOException {
        UserVm vm = UserVm.start(options, events);
        return compiler.holding(() -> {
            Session opened = new Session(vm, plainCompiler, compiler);
            if (!libraries.files().isEmpty()) {
                opened.addToClassPath(libraries.files());
            }
            return opened;
        });
    }

    /** The session that runs cells now; after its user VM has ended, still the old one. */
    Session current() {
        return current;
    }

    /** Opens a fresh session where the user VM has ended. */
    void revive() throws IOException {
        if (current.vm().exit() != null && !closed) {
            reopen();
        }
    }

    private void reopen() throws IOException {
        current.close();
        frontEnd.commsEnded();
        current = open(PlainCompiler.prepared(options));
        if (outputToLatest) {
            tell(new ToUserVm.OutputTo(true));
        }
    }

    /**
     * Ends the user VM and starts one with these options.
     *
     * @throws VmRefusedException when none starts with them; then one with the former options takes its place
     */
    void replace(List<String> vmOptions) throws VmRefusedException {
        UserVmOptions before = options;
        options = options.with(vmOptions);
        try {
            reopen();
            current.vm().awaitReady();
        } catch (IOException | IllegalArgumentException e) {
            options = before;
            throw new VmRefusedException(String.valueOf(e.getMessage()));
        } catch (UserVmEndedException e) {
            String said = current.vm().console();
            options = before;
            throw new VmRefusedException(said);
        }
    }

    List<String> vmOptions() {
        return options.vmOptions();
    }

    Libraries libraries() {
        return libraries;
    }

    void outputToLatest(boolean wanted) {
        outputToLatest = wanted;
        tell(new ToUserVm.OutputTo(wanted));
    }

    /** Where the user VM has ended, there is nobody to tell. */
    void tell(ToUserVm message) {
        try {
            current.vm().send(message);
        } catch (UserVmEndedException e) {
            System.getLogger("weft.engine").log(System.Logger.Level.DEBUG, "Not sent", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        current.close();
    }
}
