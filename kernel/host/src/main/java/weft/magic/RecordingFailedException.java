package weft.magic;

/** There is no recording: mostly, because the Java VM that made it has ended. */
public final class RecordingFailedException extends Exception {
    private static final long serialVersionUID = 1;

    public RecordingFailedException(String message) {
        super(message);
    }
}
