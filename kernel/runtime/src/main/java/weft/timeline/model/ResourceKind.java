package weft.timeline.model;

/** What threads can wait for, apart from each other. */
public enum ResourceKind {
    MONITOR("monitor"),
    LOCK("lock"),
    READ_LOCK("read lock"),
    WRITE_LOCK("write lock"),
    CONDITION("condition"),
    SEMAPHORE("semaphore"),
    LATCH("latch"),
    BARRIER("barrier"),
    QUEUE("queue"),
    FUTURE("future"),
    /** CPython's global interpreter lock, or one built for a lesson. */
    GIL("interpreter lock");

    private final String word;

    ResourceKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether one thread at a time has it, so that the others are serialised by it. */
    public boolean isExclusive() {
        return this == MONITOR || this == LOCK || this == WRITE_LOCK || this == GIL;
    }
}
