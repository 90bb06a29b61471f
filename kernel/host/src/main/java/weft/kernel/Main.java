package weft.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import weft.engine.Engine;
import weft.engine.FrontEnd;
import weft.engine.JShellEngine;
import weft.protocol.Session;
import weft.transport.Channels;
import weft.transport.ConnectionFile;
import weft.wire.JdkSelectors;

/** What Jupyter starts: {@code java … weft.kernel.Main connection-file.json}. */
public final class Main {

    /** A user VM that does not end in this time is left to notice by itself that its host is gone. */
    private static final int EXIT_MILLIS = 4_000;

    private Main() {}

    public static void main(String[] arguments) {
        launch(arguments, JShellEngine::prepare);
    }

    /**
     * Runs a kernel until it is shut down; ends the process with 1 where it cannot start.
     *
     * @param engine begins with what the engine needs, and gives what makes it
     */
    public static void launch(String[] arguments, Supplier<Function<FrontEnd, Engine>> engine) {
        if (arguments.length != 1) {
            System.err.println("weft: expected the path of a connection file, as Jupyter passes it; got \""
                    + String.join(" ", arguments) + "\"; to install the kernel: java -jar weft.jar install");
            System.exit(2);
        }
        try {
            open(Path.of(arguments[0]), engine);
        } catch (IOException unreadable) {
            System.err.println("weft: cannot read the connection file \"" + arguments[0] + "\": " + unreadable
                    + "; let Jupyter start the kernel");
            System.exit(1);
        } catch (RuntimeException refused) {
            System.err.println("weft: " + refused.getMessage());
            System.exit(1);
        }
    }

    private static void open(Path file, Supplier<Function<FrontEnd, Engine>> engine) throws IOException {
        Consumer<String> log = Main::log;
        JdkSelectors.use();
        ConnectionFile connectionFile = ConnectionFile.read(file);
        Session session = new Session();
        Function<FrontEnd, Engine> factory = engine.get();
        // Before all else that listens: the client has chosen the ports, and whoever asks for any could be given one.
        Channels channels = Channels.open(connectionFile, session, log);
        Path folder = DataFolder.of(
                System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
        History history = new History(new HistoryFile(folder.resolve("history.jsonl"), HistoryFile.MAX_BYTES), log);
        Kernel kernel = new Kernel(channels, session, history, log);
        Runnable exit = () -> exit(kernel, channels);
        kernel.start(factory, exit);
        channels.start(kernel);
        InterruptSignal.handle(kernel::interrupt, log);
        ParentProcess.watch(System.getenv().getOrDefault("JPY_PARENT_PID", ""), exit, log);
    }

    /** Lets the last messages leave, ends the user VM, and then this one, even if one of the two does not end. */
    private static void exit(Kernel kernel, Channels channels) {
        Thread closing = new Thread(
                () -> {
                    channels.close();
                    kernel.close();
                },
                "weft-exit");
        // No daemon: with the channels' thread gone, the VM would end in the midst of closing.
        closing.setDaemon(false);
        closing.start();
        try {
            closing.join(EXIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(0);
    }

    /** One line a fact, on the stream that servers show in their log. */
    private static void log(String line) {
        System.err.println("[weft " + LocalTime.now(ZoneId.systemDefault()) + "] "
                + line.replace('\n', ' ').replace('\r', ' '));
    }
}
