package weft.agent;

import java.io.OutputStream;
import weft.timeline.capture.Probes;
import weft.wire.StreamName;

/** {@code System.out} or {@code System.err}: each write goes to the cell of the thread that writes. */
final class CellOutput extends OutputStream {

    private final Outbox outbox;
    private final StreamName stream;

    CellOutput(Outbox outbox, StreamName stream) {
        this.outbox = outbox;
        this.stream = stream;
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (length > 0) {
            Probes.printing(bytes, offset, length);
            outbox.output(CurrentCell.forOutput(), stream, bytes, offset, length);
        }
    }
}
