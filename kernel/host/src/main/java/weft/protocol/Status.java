package weft.protocol;

/** What the kernel is doing. */
public record Status(String executionState) {
    public static final Status STARTING = new Status("starting");
    public static final Status BUSY = new Status("busy");
    public static final Status IDLE = new Status("idle");
}
