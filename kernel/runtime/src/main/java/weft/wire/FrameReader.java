package weft.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link FrameWriter} wrote. */
public final class FrameReader {

    private final ByteBuffer in;

    private FrameReader(ByteBuffer in) {
        this.in = in;
    }

    /**
     * Reads what the host said.
     *
     * @param body a frame without its length
     */
    public static ToUserVm toUserVm(ByteBuffer body) {
        FrameReader r = new FrameReader(body);
        FrameKind kind = FrameKind.of(body.get());
        return switch (kind) {
            case RUN -> new ToUserVm.Run(r.number(), r.number(), r.classes(), r.text(), r.text(), r.flag());
            case REDEFINE -> new ToUserVm.Redefine(r.number(), r.classes());
            case VALUE -> new ToUserVm.Value(r.number(), r.text(), r.text());
            case FORGET -> new ToUserVm.Forget(r.text(), r.text());
            case ADD_TO_CLASS_PATH -> new ToUserVm.AddToClassPath(r.number(), r.text());
            case CARRY_OVER -> new ToUserVm.CarryOver(r.number(), r.text(), r.text());
            case AWAIT_THREADS -> new ToUserVm.AwaitThreads(r.number(), r.number(), body.getLong());
            case START_RECORDING -> new ToUserVm.StartRecording(r.number(), r.text(), r.flag());
            case RECORDING_SO_FAR -> new ToUserVm.RecordingSoFar(r.number());
            case STOP_RECORDING -> new ToUserVm.StopRecording(r.number());
            case INTERRUPT -> new ToUserVm.Interrupt(r.number());
            case CLOSE_BLOCKED_SOCKET -> new ToUserVm.CloseBlockedSocket();
            case INPUT_LINE -> new ToUserVm.InputLine(r.number(), r.optional(), r.text(), r.flag());
            case OUTPUT_TO -> new ToUserVm.OutputTo(r.flag());
            case COMM_FROM_CLIENT -> new ToUserVm.Comm(r.comm());
            case REFERRERS -> new ToUserVm.Referrers(r.number(), r.referrers(), r.text());
            default -> throw new IllegalStateException("A frame of kind " + kind + " is not for the user VM");
        };
    }

    /**
     * Reads what the user VM said.
     *
     * @param body a frame without its length
     */
    public static ToHost toHost(ByteBuffer body) {
        FrameReader r = new FrameReader(body);
        FrameKind kind = FrameKind.of(body.get());
        return switch (kind) {
            case READY -> new ToHost.Ready(body.getLong());
            case OUTPUT -> new ToHost.Output(r.number(), r.flag() ? StreamName.STDERR : StreamName.STDOUT, r.block());
            case DISPLAY -> new ToHost.Display(r.number(), r.requiredBundle(), r.text(), r.flag());
            case CLEAR_OUTPUT -> new ToHost.ClearOutput(r.number(), r.flag());
            case INPUT -> new ToHost.Input(r.number(), r.number(), r.text(), r.flag());
            case FIND_REFERRERS -> new ToHost.FindReferrers(r.number());
            case COMM_FROM_CELL -> new ToHost.Comm(r.number(), r.comm());
            case RETURNED -> new ToHost.Returned(r.number(), r.text(), r.bundle());
            case THREW -> new ToHost.Threw(r.number(), r.requiredThrown());
            case UNRESOLVED -> new ToHost.Unresolved(r.number(), r.number(), r.requiredThrown());
            case STOPPED -> new ToHost.Stopped(r.number());
            case FAILED -> new ToHost.Failed(r.number(), r.text());
            case STILL_RUNNING -> new ToHost.StillRunning(r.number(), r.texts());
            case RECORDED -> new ToHost.Recorded(r.number(), r.text());
            default -> throw new IllegalStateException("A frame of kind " + kind + " is not for the host");
        };
    }

    private int number() {
        return in.getInt();
    }

    private boolean flag() {
        return in.get() != 0;
    }

    private byte[] block() {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }

    private String text() {
        return new String(block(), StandardCharsets.UTF_8);
    }

    private @Nullable String optional() {
        return flag() ? text() : null;
    }

    private List<String> texts() {
        int count = number();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    private List<Referrer> referrers() {
        int count = number();
        List<Referrer> referrers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            referrers.add(new Referrer(text(), text(), text(), flag(), flag()));
        }
        return referrers;
    }

    private List<ClassImage> classes() {
        int count = number();
        List<ClassImage> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            images.add(new ClassImage(text(), text(), block()));
        }
        return images;
    }

    private CommMessage comm() {
        CommMessage.Kind kind = CommMessage.Kind.valueOf(text());
        String id = text();
        String target = text();
        String data = text();
        int count = number();
        List<byte[]> buffers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            buffers.add(block());
        }
        return new CommMessage(kind, id, target, data, buffers);
    }

    private @Nullable MimeBundle bundle() {
        return flag() ? new MimeBundle(map(), map()) : null;
    }

    private MimeBundle requiredBundle() {
        MimeBundle bundle = bundle();
        if (bundle == null) {
            throw new IllegalStateException("A display frame without a bundle");
        }
        return bundle;
    }

    private Map<String, String> map() {
        int count = number();
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(text(), text());
        }
        return map;
    }

    private @Nullable Thrown thrown() {
        return flag() ? thrownFields() : null;
    }

    private Thrown requiredThrown() {
        Thrown thrown = thrown();
        if (thrown == null) {
            throw new IllegalStateException("A frame about a throwable without one");
        }
        return thrown;
    }

    private Thrown thrownFields() {
        String className = text();
        String message = optional();
        int frameCount = number();
        List<StackTraceElement> frames = new ArrayList<>(frameCount);
        for (int i = 0; i < frameCount; i++) {
            String module = optional();
            frames.add(new StackTraceElement(null, module, null, text(), text(), optional(), number()));
        }
        int framesLeftOut = number();
        Thrown cause = thrown();
        int suppressedCount = number();
        List<Thrown> suppressed = new ArrayList<>(suppressedCount);
        for (int i = 0; i < suppressedCount; i++) {
            suppressed.add(requiredThrown());
        }
        return new Thrown(className, message, frames, framesLeftOut, cause, suppressed);
    }
}
