package weft.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One end of the border: whole frames over a socket. The channel is read and written directly, because on JDK 17 the
 * streams of one {@code SocketChannel} block each other.
 *
 * <p><b>Threads.</b> One thread may read while one other writes. Neither may ever be interrupted: an interrupt closes a
 * {@code SocketChannel}. So a thread that runs a learner's code must never call this.
 */
public final class FrameChannel implements AutoCloseable {

    static final int MAX_FRAME_BYTES = 256 << 20;

    private final SocketChannel socket;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    public FrameChannel(SocketChannel socket) {
        this.socket = socket;
    }

    /** Blocks until a whole frame is there. Its buffer begins with the kind. */
    public ByteBuffer read() throws IOException {
        length.clear();
        fill(length);
        int size = length.getInt(0);
        if (size < 1 || size > MAX_FRAME_BYTES) {
            throw new IOException("A frame of " + size + " bytes cannot be right");
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        fill(body);
        return body.flip();
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                throw new EOFException("The other VM closed the connection");
            }
        }
    }

    /** Blocks until all is with the operating system. */
    public void write(ByteBuffer frame) throws IOException {
        while (frame.hasRemaining()) {
            socket.write(frame);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
