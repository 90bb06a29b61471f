package weft.protocol;

/** A message that must be refused; the message of the exception is half a sentence for the log. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedMessageException(String reason) {
        super(reason);
    }
}
