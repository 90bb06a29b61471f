package weft.timeline.model;

/** What a lane stands for. */
public enum LaneKind {
    PLATFORM("thread"),
    VIRTUAL("virtual thread"),
    PYTHON("Python thread"),
    PROCESS("process");

    private final String word;

    LaneKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
