package weft.magic;

/** A question was asked where nobody can answer. The message says why. */
public final class NobodyAnswersException extends Exception {
    private static final long serialVersionUID = 1;

    public NobodyAnswersException(String message) {
        super(message);
    }
}
