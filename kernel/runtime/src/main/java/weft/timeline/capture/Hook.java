package weft.timeline.capture;

/** What a call means for the thread that makes it. */
enum Hook {
    /** Waits for a lock or a permit and has it afterwards; where the call gives a boolean, only if that is true. */
    ACQUIRE,
    /** Gives a lock or a permit back. */
    RELEASE,
    /** Gives the lock of a {@code StampedLock} back that the stamp stands for. */
    UNSTAMP,
    /** Changes which lock of a {@code StampedLock} the stamp stands for. */
    CONVERT,
    /** Waits to be told. */
    AWAIT,
    /** Tells those who wait. */
    SIGNAL,
    /** Waits for room or for an element, and afterwards tells those who wait at the other end. */
    EXCHANGE,
    /** Gives a view of a {@code StampedLock}, which is that lock under another type. */
    VIEW,
    SLEEP,
    /** Waits for the other side of a connection, of which the flight recorder tells nothing. */
    CONNECT,
    JOIN,
    START,
    /** Makes and starts a thread that runs the argument, and returns it. */
    SPAWN,
    /** Makes a thread that will run the argument, and returns it. */
    MAKE,
    INTERRUPT,
    PARK,
    UNPARK,
    /** Hands the argument, or what it holds, to a pool. */
    SUBMIT,
    /** Has the argument run when another task is done: by the executor that is the last argument, or by the default. */
    CHAIN,
    /** Puts the receiver, a {@code ForkJoinTask}, into the queue of its pool. */
    FORK,
    /** As {@link #FORK}, with the argument and the receiver's queue. */
    SUBMIT_FORK,
    /** As {@link #SUBMIT_FORK}, and waits for its result. */
    INVOKE_FORK,
    /** Waits for a result. */
    RESULT
}
