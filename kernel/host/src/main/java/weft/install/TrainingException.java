package weft.install;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A training run that did not come to its end; the message fits into a sentence of the installer's. */
final class TrainingException extends Exception {

    private static final long serialVersionUID = 1;

    TrainingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Always there, unlike that of other exceptions. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
