package weft.threads;

/** The ways in which a {@link RefCounted} guards its count. */
public enum Counting {
    /** Nothing guards it: a read, then a write. Broken as soon as two threads count. */
    UNSYNCHRONISED,
    /** Each object has a lock of its own around its count: the lesson's solution 1. */
    LOCKED,
    /** Read, add and write are one instruction of the processor. */
    ATOMIC,
    /** A read, then a write, in a thread that holds the one {@link Gil}: the lesson's solution 2. */
    UNDER_GIL
}
