package weft.timeline.model;

/** What a mark says happened. */
public enum MarkKind {
    PRINT("print"),
    NOTIFY("notify"),
    INTERRUPT("interrupt"),
    EXCEPTION("exception"),
    /** Set by the user with {@code mark("…")}. */
    USER("mark");

    private final String word;

    MarkKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
