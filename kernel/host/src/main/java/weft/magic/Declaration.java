package weft.magic;

/**
 * Something that the notebook has declared.
 *
 * @param words its type, and the value where that is short, as in {@code int = 5}; the parameters of a method
 */
public record Declaration(Kind kind, String name, String words) {

    /** In the order in which they are listed. */
    public enum Kind {
        VARIABLE("Variables"),
        METHOD("Methods"),
        TYPE("Classes");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }
}
