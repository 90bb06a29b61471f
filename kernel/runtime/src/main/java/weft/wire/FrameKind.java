package weft.wire;

/** The byte that says what a frame holds. Both sides come from one build, so the order is the protocol. */
enum FrameKind {
    RUN,
    REDEFINE,
    VALUE,
    FORGET,
    ADD_TO_CLASS_PATH,
    CARRY_OVER,
    AWAIT_THREADS,
    START_RECORDING,
    RECORDING_SO_FAR,
    STOP_RECORDING,
    INTERRUPT,
    CLOSE_BLOCKED_SOCKET,
    INPUT_LINE,
    OUTPUT_TO,
    COMM_FROM_CLIENT,
    REFERRERS,
    READY,
    OUTPUT,
    DISPLAY,
    CLEAR_OUTPUT,
    INPUT,
    FIND_REFERRERS,
    COMM_FROM_CELL,
    RETURNED,
    THREW,
    UNRESOLVED,
    STOPPED,
    FAILED,
    STILL_RUNNING,
    RECORDED;

    private static final FrameKind[] ALL = values();

    @SuppressWarnings("EnumOrdinal") // both sides come from one build
    int code() {
        return ordinal();
    }

    static FrameKind of(int code) {
        return ALL[code];
    }
}
