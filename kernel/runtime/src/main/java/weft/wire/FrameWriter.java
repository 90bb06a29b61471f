package weft.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one frame: four bytes of length, one byte of kind, then the fields in the order of the record.
 * {@link FrameReader} is its mirror, and a test holds the two together.
 */
public final class FrameWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private FrameWriter(FrameKind kind) throws IOException {
        out.writeInt(0);
        out.writeByte(kind.code());
    }

    /** The whole frame, ready to be sent. */
    public static ByteBuffer frame(ToUserVm message) {
        try {
            return encode(message).toBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The whole frame, ready to be sent.
     *
     * @throws IllegalArgumentException when it is larger than a frame may be, as the value of a cell can be
     */
    public static ByteBuffer frame(ToHost message) {
        try {
            ByteBuffer frame = encode(message).toBuffer();
            int size = frame.remaining() - Integer.BYTES;
            if (size > FrameChannel.MAX_FRAME_BYTES) {
                throw new IllegalArgumentException("this is too large to be shown: " + (size >> 20) + " MB of at most "
                        + (FrameChannel.MAX_FRAME_BYTES >> 20) + " MB; print it, or write it into a file");
            }
            return frame;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FrameWriter encode(ToUserVm message) throws IOException {
        if (message instanceof ToUserVm.Run m) {
            var w = new FrameWriter(FrameKind.RUN).number(m.id()).number(m.cell());
            return w.classes(m.classes()).text(m.className()).text(m.method()).flag(m.render());
        }
        if (message instanceof ToUserVm.Redefine m) {
            return new FrameWriter(FrameKind.REDEFINE).number(m.id()).classes(m.classes());
        }
        if (message instanceof ToUserVm.Value m) {
            return new FrameWriter(FrameKind.VALUE)
                    .number(m.id())
                    .text(m.className())
                    .text(m.field());
        }
        if (message instanceof ToUserVm.Forget m) {
            return new FrameWriter(FrameKind.FORGET).text(m.className()).text(m.field());
        }
        if (message instanceof ToUserVm.AddToClassPath m) {
            return new FrameWriter(FrameKind.ADD_TO_CLASS_PATH).number(m.id()).text(m.path());
        }
        if (message instanceof ToUserVm.CarryOver m) {
            return new FrameWriter(FrameKind.CARRY_OVER)
                    .number(m.id())
                    .text(m.fromClass())
                    .text(m.toClass());
        }
        if (message instanceof ToUserVm.AwaitThreads m) {
            var w = new FrameWriter(FrameKind.AWAIT_THREADS).number(m.id()).number(m.cell());
            w.out.writeLong(m.millis());
            return w;
        }
        if (message instanceof ToUserVm.StartRecording m) {
            var w = new FrameWriter(FrameKind.START_RECORDING).number(m.id()).text(m.title());
            return w.flag(m.interruptsStuck());
        }
        if (message instanceof ToUserVm.RecordingSoFar m) {
            return new FrameWriter(FrameKind.RECORDING_SO_FAR).number(m.id());
        }
        if (message instanceof ToUserVm.StopRecording m) {
            return new FrameWriter(FrameKind.STOP_RECORDING).number(m.id());
        }
        if (message instanceof ToUserVm.Interrupt m) {
            return new FrameWriter(FrameKind.INTERRUPT).number(m.cell());
        }
        if (message instanceof ToUserVm.CloseBlockedSocket) {
            return new FrameWriter(FrameKind.CLOSE_BLOCKED_SOCKET);
        }
        if (message instanceof ToUserVm.InputLine m) {
            return new FrameWriter(FrameKind.INPUT_LINE)
                    .number(m.id())
                    .optional(m.line())
                    .text(m.refusal())
                    .flag(m.interrupted());
        }
        if (message instanceof ToUserVm.OutputTo m) {
            return new FrameWriter(FrameKind.OUTPUT_TO).flag(m.latest());
        }
        if (message instanceof ToUserVm.Comm m) {
            return new FrameWriter(FrameKind.COMM_FROM_CLIENT).comm(m.message());
        }
        if (message instanceof ToUserVm.Referrers m) {
            var w = new FrameWriter(FrameKind.REFERRERS).number(m.id());
            return w.referrers(m.referrers()).text(m.refusal());
        }
        throw new AssertionError(message);
    }

    private static FrameWriter encode(ToHost message) throws IOException {
        if (message instanceof ToHost.Output m) {
            var w = new FrameWriter(FrameKind.OUTPUT).number(m.cell());
            return w.flag(m.stream() == StreamName.STDERR).block(m.bytes());
        }
        if (message instanceof ToHost.Returned m) {
            return new FrameWriter(FrameKind.RETURNED)
                    .number(m.id())
                    .text(m.text())
                    .bundle(m.value());
        }
        if (message instanceof ToHost.Threw m) {
            return new FrameWriter(FrameKind.THREW).number(m.id()).thrown(m.thrown());
        }
        if (message instanceof ToHost.Unresolved m) {
            return new FrameWriter(FrameKind.UNRESOLVED)
                    .number(m.id())
                    .number(m.snippetId())
                    .thrown(m.thrown());
        }
        if (message instanceof ToHost.Stopped m) {
            return new FrameWriter(FrameKind.STOPPED).number(m.id());
        }
        if (message instanceof ToHost.Failed m) {
            return new FrameWriter(FrameKind.FAILED).number(m.id()).text(m.reason());
        }
        if (message instanceof ToHost.StillRunning m) {
            return new FrameWriter(FrameKind.STILL_RUNNING).number(m.id()).texts(m.threads());
        }
        if (message instanceof ToHost.Recorded m) {
            return new FrameWriter(FrameKind.RECORDED).number(m.id()).text(m.capture());
        }
        if (message instanceof ToHost.Display m) {
            var w = new FrameWriter(FrameKind.DISPLAY).number(m.cell()).bundle(m.bundle());
            return w.text(m.displayId()).flag(m.update());
        }
        if (message instanceof ToHost.Comm m) {
            return new FrameWriter(FrameKind.COMM_FROM_CELL).number(m.cell()).comm(m.message());
        }
        if (message instanceof ToHost.ClearOutput m) {
            return new FrameWriter(FrameKind.CLEAR_OUTPUT).number(m.cell()).flag(m.onNext());
        }
        if (message instanceof ToHost.Input m) {
            var w = new FrameWriter(FrameKind.INPUT).number(m.id()).number(m.cell());
            return w.text(m.prompt()).flag(m.password());
        }
        if (message instanceof ToHost.FindReferrers m) {
            return new FrameWriter(FrameKind.FIND_REFERRERS).number(m.id());
        }
        if (message instanceof ToHost.Ready m) {
            var w = new FrameWriter(FrameKind.READY);
            w.out.writeLong(m.pid());
            return w;
        }
        throw new AssertionError(message);
    }

    private ByteBuffer toBuffer() {
        ByteBuffer frame = ByteBuffer.wrap(bytes.toByteArray());
        frame.putInt(0, frame.capacity() - Integer.BYTES);
        return frame;
    }

    private FrameWriter number(int value) throws IOException {
        out.writeInt(value);
        return this;
    }

    private FrameWriter flag(boolean value) throws IOException {
        out.writeBoolean(value);
        return this;
    }

    private FrameWriter block(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
        return this;
    }

    /** Not {@code writeUTF}, which refuses more than 64 kB. */
    private FrameWriter text(String value) throws IOException {
        return block(value.getBytes(StandardCharsets.UTF_8));
    }

    private FrameWriter optional(@Nullable String value) throws IOException {
        flag(value != null);
        return value == null ? this : text(value);
    }

    private FrameWriter texts(List<String> values) throws IOException {
        number(values.size());
        for (String value : values) {
            text(value);
        }
        return this;
    }

    private FrameWriter referrers(List<Referrer> referrers) throws IOException {
        number(referrers.size());
        for (Referrer one : referrers) {
            text(one.root()).text(one.path()).text(one.holderType());
            flag(one.isNamed()).flag(one.isWeak());
        }
        return this;
    }

    private FrameWriter classes(List<ClassImage> images) throws IOException {
        number(images.size());
        for (ClassImage image : images) {
            text(image.name()).text(image.source()).block(image.bytes());
        }
        return this;
    }

    private FrameWriter comm(CommMessage message) throws IOException {
        text(message.kind().name()).text(message.id()).text(message.target()).text(message.data());
        number(message.buffers().size());
        for (byte[] buffer : message.buffers()) {
            block(buffer);
        }
        return this;
    }

    private FrameWriter bundle(@Nullable MimeBundle bundle) throws IOException {
        flag(bundle != null);
        return bundle == null ? this : map(bundle.data()).map(bundle.metadata());
    }

    private FrameWriter map(Map<String, String> map) throws IOException {
        number(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            text(entry.getKey()).text(entry.getValue());
        }
        return this;
    }

    private FrameWriter thrown(@Nullable Thrown thrown) throws IOException {
        flag(thrown != null);
        if (thrown == null) {
            return this;
        }
        text(thrown.className())
                .optional(thrown.message())
                .number(thrown.frames().size());
        for (StackTraceElement frame : thrown.frames()) {
            optional(frame.getModuleName()).text(frame.getClassName()).text(frame.getMethodName());
            optional(frame.getFileName()).number(frame.getLineNumber());
        }
        number(thrown.framesLeftOut())
                .thrown(thrown.cause())
                .number(thrown.suppressed().size());
        for (Thrown one : thrown.suppressed()) {
            thrown(one);
        }
        return this;
    }
}
