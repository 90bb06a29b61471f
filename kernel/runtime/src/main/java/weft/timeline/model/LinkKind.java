package weft.timeline.model;

/** How one thread made something happen in another. */
public enum LinkKind {
    START("start"),
    JOIN("join"),
    SUBMIT("submit → run"),
    NOTIFY("notify → wake"),
    UNLOCK("unlock → acquire");

    private final String word;

    LinkKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
