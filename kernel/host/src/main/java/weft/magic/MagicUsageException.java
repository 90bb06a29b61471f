package weft.magic;

/** A magic was used wrongly. The message says what was wrong, what is accepted, and gives an example. */
public final class MagicUsageException extends Exception {
    private static final long serialVersionUID = 1;

    public MagicUsageException(String message) {
        super(message);
    }
}
