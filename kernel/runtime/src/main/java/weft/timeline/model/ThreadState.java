package weft.timeline.model;

/**
 * What a thread was doing. The words are those of {@link java.lang.Thread.State} where it has one, plus the
 * differences that it hides: ready is not running, and parked, joining and I/O are not one kind of waiting.
 */
public enum ThreadState {
    /** On a core, as far as the source of the span can tell. */
    RUNNING('R', "running", Hatch.SOLID),
    /** Could run, but had no core. The letter is that of the core it waits for, as R is taken. */
    READY('C', "ready, no core", Hatch.EMPTY),
    /** Waits to enter a monitor or to take a lock. */
    BLOCKED('B', "blocked on a lock", Hatch.CROSSED),
    /** Waits to be told: {@code Object.wait}, a condition, a latch, a queue, a future. */
    WAITING('W', "waiting", Hatch.FALLING),
    /** Waits for another thread to end. */
    JOINING('J', "joining", Hatch.UPRIGHT),
    SLEEPING('S', "sleeping", Hatch.LEVEL),
    /** Parked with nothing known about the reason. */
    PARKED('P', "parked", Hatch.RISING),
    /** In a read or write of a file or socket. */
    IO('I', "in I/O", Hatch.DOTTED),
    /** Ended. It takes no share of any total. */
    FINISHED('.', "finished", Hatch.EMPTY);

    private final char letter;
    private final String word;
    private final Hatch hatch;

    ThreadState(char letter, String word, Hatch hatch) {
        this.letter = letter;
        this.word = word;
        this.hatch = hatch;
    }

    /** The letter that stands for the state in bars and in the text picture; no two states share one. */
    public char letter() {
        return letter;
    }

    public String word() {
        return word;
    }

    public Hatch hatch() {
        return hatch;
    }

    /** Whether a thread in this state waits for something that another thread has to do. */
    public boolean isWaitForOthers() {
        return this == BLOCKED || this == WAITING || this == JOINING || this == PARKED;
    }
}
