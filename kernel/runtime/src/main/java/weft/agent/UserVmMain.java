package weft.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import weft.display.Ask;
import weft.display.Cells;
import weft.display.Comms;
import weft.display.Display;
import weft.threads.Log;
import weft.threads.Refs;
import weft.timeline.capture.JfrSource;
import weft.timeline.capture.ProbeWarmUp;
import weft.timeline.capture.Sampler;
import weft.wire.FrameChannel;
import weft.wire.FrameReader;
import weft.wire.JdkSelectors;
import weft.wire.StreamName;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * The program of the user VM. Its one argument is the socket of the host; when that closes, for whatever reason, the VM
 * ends at once.
 *
 * <p><b>Threads.</b> {@code main} runs cells. {@code weft-reader} reads the host, {@code weft-writer} writes to it,
 * {@code weft-stopper} ends interrupted cells, {@code weft-waiter} waits for threads of cells that are over,
 * {@code weft-comms} hands comm messages to cells' code,
 * {@code weft-warm} loads what the first timeline needs.
 */
public final class UserVmMain {

    /** Exit code when the agent itself ran out of memory, which the host turns into words. */
    public static final int OUT_OF_MEMORY_EXIT = 99;

    /** Exit code when the agent no longer hears the host, or is no longer heard, by a fault of its own. */
    public static final int AGENT_FAILED_EXIT = 98;

    private static final int HOST_GONE_EXIT = 0;

    private static final long WARM_UP_DELAY_MILLIS = 1_500;

    private final FrameChannel channel;
    private final Outbox outbox = new Outbox();
    private final HostInput input = new HostInput(outbox);
    private final HeapDesk heap = new HeapDesk(outbox);
    private final LinkedBlockingQueue<ToUserVm> work = new LinkedBlockingQueue<>();
    private final LateStart lateStart = new LateStart(input);
    private final CellMain main = new CellMain(work, outbox, lateStart::afterReply);
    private final CellStopper stopper = new CellStopper(main, outbox);
    private final CommDesk comms = new CommDesk();
    private final LinkedBlockingQueue<ToUserVm.AwaitThreads> waits = new LinkedBlockingQueue<>();
    private final CellRecorder recorder = new CellRecorder(main, stopper, this::reply);
    private final SnippetRunner runner = new SnippetRunner(stopper);
    private int lastCell = -1;

    private UserVmMain(FrameChannel channel) {
        this.channel = channel;
    }

    /** Runs until the host closes the connection. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        JdkInternals.open();
        JdkSelectors.use();
        SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])));
        Path folder = Path.of(arguments[0]).resolveSibling("jfr");
        new UserVmMain(new FrameChannel(socket)).run(folder);
    }

    private void run(Path folder) {
        ignoreTerminalInterrupt();
        BlockedSocket.prepare();
        StopSignal.prepare();
        takeStreams();
        startDaemon("weft-writer", () -> endOnFault(() -> outbox.sendTo(channel)));
        outbox.send(new ToHost.Ready(ProcessHandle.current().pid()));
        startDaemon("weft-reader", () -> endOnFault(this::readHost));
        startDaemon("weft-stopper", stopper::run);
        startDaemon("weft-waiter", this::awaitThreads);
        startDaemon("weft-comms", comms::run);
        startDaemon("weft-warm", () -> warmCapture(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(this::flushAtExit, "weft-flush"));
        // While the host compiles the first cell.
        SnippetRunner.warmUp();
        main.serve(this::reply);
    }

    /** Ctrl+C at a terminal reaches the whole process group; the host turns it into an interrupt of the cell. */
    private static void ignoreTerminalInterrupt() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler)
                    .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger("weft.agent").log(System.Logger.Level.DEBUG, "Ctrl+C ends the user VM here", e);
        }
    }

    private void takeStreams() {
        System.setOut(printStream(StreamName.STDOUT));
        System.setErr(printStream(StreamName.STDERR));
        System.setIn(input);
        Display.to(new HostDisplay(outbox));
        Ask.at(input::ask);
        Refs.by(heap::find);
        Cells.at(new CurrentCell.Register());
        Comms.to(message -> outbox.send(new ToHost.Comm(CurrentCell.forOutput(), message)), CurrentCell::get);
        Thread.setDefaultUncaughtExceptionHandler(UserVmMain::uncaught);
    }

    private PrintStream printStream(StreamName name) {
        return new PrintStream(new CellOutput(outbox, name), false, StandardCharsets.UTF_8) {
            /** A writer around it that is closed, as after {@code try (…)}, must not silence the cells that follow. */
            @Override
            public void close() {
                flush();
            }
        };
    }

    private static void uncaught(Thread thread, Throwable thrown) {
        if (thrown instanceof StopSignal) {
            return;
        }
        MemoryCheck.after(thrown);
        CellSources.correct(thrown);
        System.err.print("Exception in thread \"" + thread.getName() + "\" " + PrintedTrace.of(thrown));
    }

    private void enterCell(int cell) {
        if (cell != lastCell) {
            lastCell = cell;
            input.forget();
            CurrentCell.enter(cell);
            Log.restartClock();
        }
    }

    private ToHost reply(ToUserVm request) {
        lateStart.before(request);
        if (request instanceof ToUserVm.Run run) {
            enterCell(run.cell());
            return runner.run(run);
        }
        if (request instanceof ToUserVm.Redefine redefine) {
            return runner.redefine(redefine);
        }
        if (request instanceof ToUserVm.Value value) {
            return runner.value(value);
        }
        if (request instanceof ToUserVm.AddToClassPath add) {
            return runner.addToClassPath(add);
        }
        if (request instanceof ToUserVm.CarryOver carry) {
            return runner.carryOver(carry);
        }
        if (request instanceof ToUserVm.StartRecording start) {
            return recorder.start(start);
        }
        if (request instanceof ToUserVm.StopRecording stop) {
            return recorder.stop(stop);
        }
        throw new AssertionError(request);
    }

    private void readHost() throws IOException {
        while (true) {
            ToUserVm message = FrameReader.toUserVm(channel.read());
            if (message instanceof ToUserVm.Interrupt interrupt) {
                stopper.stop(interrupt.cell());
            } else if (message instanceof ToUserVm.CloseBlockedSocket) {
                BlockedSocket.close();
            } else if (message instanceof ToUserVm.InputLine line) {
                input.answer(line);
            } else if (message instanceof ToUserVm.Referrers referrers) {
                heap.answer(referrers);
            } else if (message instanceof ToUserVm.Comm comm) {
                comms.add(comm.message());
            } else if (message instanceof ToUserVm.Forget forget) {
                runner.forget(forget);
            } else if (message instanceof ToUserVm.OutputTo output) {
                CurrentCell.outputToLatest(output.latest());
            } else if (message instanceof ToUserVm.RecordingSoFar soFar) {
                // Not here: to put it together takes some milliseconds, and an interrupt may come behind it.
                startDaemon("weft-live", () -> outbox.send(recorder.soFar(soFar)));
            } else if (message instanceof ToUserVm.AwaitThreads wait) {
                waits.add(wait);
            } else {
                work.add(message);
            }
        }
    }

    private void awaitThreads() throws InterruptedException {
        while (true) {
            ToUserVm.AwaitThreads wait = waits.take();
            long deadline = System.nanoTime() + wait.millis() * 1_000_000;
            outbox.send(new ToHost.StillRunning(wait.id(), stillRunning(wait.cell(), deadline)));
        }
    }

    /** Threads may start further threads, so all are looked for again after each has ended. */
    private List<String> stillRunning(int cell, long deadline) throws InterruptedException {
        while (true) {
            List<Thread> awaited = CellThreads.of(cell, main.thread()).stream()
                    .filter(CellThreads::isAwaited)
                    .toList();
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (awaited.isEmpty() || left <= 0) {
                return awaited.stream().map(Thread::getName).toList();
            }
            Optional<Thread> ending = awaited.stream()
                    .filter(thread -> !CellThreads.mayGoIdle(thread))
                    .findFirst();
            if (ending.isPresent()) {
                // It may turn out to be one that never ends.
                ending.get().join(Math.min(left, 100));
            } else {
                // A worker that goes idle tells nobody, so look again soon.
                awaited.get(0).join(Math.min(left, 20));
            }
        }
    }

    private void flushAtExit() {
        try {
            System.out.flush();
            outbox.flush(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not at once: at the start both VMs load what the first cell needs. */
    private static void warmCapture(Path folder) throws InterruptedException {
        Thread.sleep(WARM_UP_DELAY_MILLIS);
        ProbeWarmUp.run();
        Sampler.warmUp();
        JfrSource.warmUp(folder);
    }

    private interface Body {
        void run() throws IOException, InterruptedException;
    }

    private static void startDaemon(String name, Body body) {
        Thread thread = new Thread(() -> runUntilHostIsGone(body), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Without its connection the VM would be waited for in vain. */
    private static void endOnFault(Body body) throws IOException, InterruptedException {
        try {
            body.run();
        } catch (RuntimeException e) {
            // Not System.err, which is the cells'.
            e.printStackTrace(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
            Runtime.getRuntime().halt(AGENT_FAILED_EXIT);
        }
    }

    /** The agent's threads end the VM when they cannot go on: with the host gone there is nobody left to tell. */
    private static void runUntilHostIsGone(Body body) {
        try {
            body.run();
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY_EXIT);
        } catch (IOException | InterruptedException e) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
            Runtime.getRuntime().halt(HOST_GONE_EXIT);
        }
    }
}
