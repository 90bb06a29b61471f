package weft.uservm;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.spi.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import weft.wire.Referrer;

/**
 * The debug connection to a user VM. The VM connects out to a listener that is closed after it, so that nobody else can
 * connect; who comes before it and does not know the handshake is turned away. The debugger's classes are loaded when they are first needed.
 *
 * <p><b>Threads.</b> {@link #accept} works on a thread of its own; {@link #stopMainThread} is called by one thread at a
 * time.
 */
final class DebugConnection implements AutoCloseable {

    private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
    private static final int ACCEPT_MILLIS = 60_000;
    private static final int HANDSHAKE_MILLIS = 1_000;
    private static final int BACKLOG = 8;
    private static final int MAX_STOP_TRIES = 200;

    private final ServerSocket listener;
    private final CompletableFuture<Socket> socket = new CompletableFuture<>();
    private @Nullable VirtualMachine vm;

    private DebugConnection(ServerSocket listener) {
        this.listener = listener;
    }

    @SuppressWarnings("AddressSelection") // A number, not a name: it has one address.
    static DebugConnection listen() throws IOException {
        ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        listener.setSoTimeout(ACCEPT_MILLIS);
        return new DebugConnection(listener);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Accepts the user VM, which waits for the handshake before it runs its main. */
    void accept() {
        Thread thread = new Thread(this::acceptUserVm, "weft-debug-accept");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptUserVm() {
        try (listener) {
            Socket accepted = listener.accept();
            while (!shakesHands(accepted)) {
                accepted.close();
                accepted = listener.accept();
            }
            socket.complete(accepted);
        } catch (SocketTimeoutException e) {
            socket.completeExceptionally(new IOException("The user VM did not connect its debug agent", e));
        } catch (IOException e) {
            socket.completeExceptionally(e);
        }
    }

    private static boolean shakesHands(Socket accepted) {
        try {
            accepted.setTcpNoDelay(true);
            accepted.setSoTimeout(HANDSHAKE_MILLIS);
            accepted.getOutputStream().write(HANDSHAKE);
            byte[] answer = accepted.getInputStream().readNBytes(HANDSHAKE.length);
            accepted.setSoTimeout(0);
            return Arrays.equals(answer, HANDSHAKE);
        } catch (IOException e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.DEBUG, "Somebody else than the user VM came", e);
            return false;
        }
    }

    private synchronized VirtualMachine vm() throws IOException {
        VirtualMachine connected = vm;
        if (connected == null) {
            connected = Bootstrap.virtualMachineManager().createVirtualMachine(new JdwpPackets(socket.join()));
            vm = connected;
        }
        return connected;
    }

    /**
     * Throws the stop signal in the main thread.
     *
     * @param wanted whether it still runs what is to be stopped; asked while the thread is held, since connecting may
     *     take longer than the cell, and the signal must not hit the next one
     * @return whether the thread waits in a socket, which the agent now knows and must close
     */
    boolean stopMainThread(BooleanSupplier wanted) {
        try {
            VirtualMachine target = vm();
            ThreadReference main = mainThread(target);
            ObjectReference signal = stopSignal(target);
            for (int i = 0; i < MAX_STOP_TRIES && main != null && signal != null && wanted.getAsBoolean(); i++) {
                if (stopAtSafePlace(main, signal, wanted)) {
                    return tellBlockedSocket(target, main);
                }
                Thread.onSpinWait();
            }
        } catch (IOException | VMDisconnectedException e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.DEBUG, "The main thread was not stopped", e);
        }
        return false;
    }

    /** What refers to the object that lies on the agent's {@code HeapDesk}. */
    List<Referrer> referrers() throws IOException {
        VirtualMachine target = vm();
        ReferenceType desk = target.classesByName(ReferrerSearch.DESK).get(0);
        return desk.getValue(desk.fieldByName("asked")) instanceof ObjectReference asked
                ? new ReferrerSearch(asked).referrers()
                : List.of();
    }

    private static boolean tellBlockedSocket(VirtualMachine vm, ThreadReference main) {
        main.suspend();
        try {
            for (StackFrame frame : main.frames()) {
                ObjectReference self = frame.location().method().isNative() ? null : frame.thisObject();
                if (self != null && self.referenceType().name().equals("sun.nio.ch.NioSocketImpl")) {
                    ClassType holder = (ClassType)
                            vm.classesByName("weft.agent.BlockedSocket").get(0);
                    holder.setValue(holder.fieldByName("found"), self);
                    return true;
                }
            }
        } catch (IncompatibleThreadStateException | InvalidTypeException | ClassNotLoadedException e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.DEBUG, "Looking for a socket", e);
        } finally {
            main.resume();
        }
        return false;
    }

    /**
     * Throws the stop signal in the main thread. Not while the thread is inside the agent or a print stream, whose state
     * an exception out of nowhere would break: then it is let go for a moment.
     */
    private static boolean stopAtSafePlace(ThreadReference main, ObjectReference signal, BooleanSupplier wanted) {
        main.suspend();
        try {
            if (!wanted.getAsBoolean()) {
                return false;
            }
            for (StackFrame frame : main.frames()) {
                String type = frame.location().declaringType().name();
                if (type.startsWith("weft.agent.SnippetRunner")) {
                    break;
                }
                if (type.startsWith("weft.agent.") || type.equals("java.io.PrintStream")) {
                    return false;
                }
            }
            main.stop(signal);
            return true;
        } catch (IncompatibleThreadStateException | InvalidTypeException e) {
            return false;
        } finally {
            main.resume();
        }
    }

    /** Not by its name, which a learner may change. */
    private static @Nullable ThreadReference mainThread(VirtualMachine vm) {
        return staticField(vm, "weft.agent.CellMain", "current") instanceof ThreadReference main ? main : null;
    }

    private static @Nullable ObjectReference stopSignal(VirtualMachine vm) {
        return staticField(vm, "weft.agent.StopSignal", "INSTANCE");
    }

    private static @Nullable ObjectReference staticField(VirtualMachine vm, String type, String field) {
        return vm.classesByName(type).stream()
                .filter(ClassType.class::isInstance)
                .map(each -> (ObjectReference) each.getValue(each.fieldByName(field)))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        try {
            listener.close();
            if (socket.isDone() && !socket.isCompletedExceptionally()) {
                socket.join().close();
            }
        } catch (IOException e) {
            System.getLogger("weft.uservm").log(System.Logger.Level.DEBUG, "Closing the debug connection", e);
        }
    }

    /** JDWP packets over a socket whose handshake is done: four bytes of length, itself counted, then the rest. */
    private static final class JdwpPackets extends Connection {
        private final Socket socket;

        JdwpPackets(Socket socket) {
            this.socket = socket;
        }

        @Override
        public byte[] readPacket() throws IOException {
            byte[] head = socket.getInputStream().readNBytes(Integer.BYTES);
            if (head.length < Integer.BYTES) {
                return new byte[0];
            }
            int length = java.nio.ByteBuffer.wrap(head).getInt();
            byte[] packet = Arrays.copyOf(head, length);
            int read = socket.getInputStream().readNBytes(packet, Integer.BYTES, length - Integer.BYTES);
            return read < length - Integer.BYTES ? new byte[0] : packet;
        }

        @Override
        public void writePacket(byte[] packet) throws IOException {
            synchronized (this) {
                socket.getOutputStream().write(packet);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }

        @Override
        public boolean isOpen() {
            return !socket.isClosed();
        }
    }
}
