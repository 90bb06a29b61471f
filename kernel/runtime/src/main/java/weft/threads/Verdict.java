package weft.threads;

/** What an outcome means: asked for, surprising but allowed, or a fault. */
public enum Verdict {
    ACCEPTABLE,
    INTERESTING,
    FORBIDDEN
}
