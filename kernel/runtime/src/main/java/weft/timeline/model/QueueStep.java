package weft.timeline.model;

/** From this time on, so many tasks waited in a pool's queue. */
public record QueueStep(long atNanos, int length) {}
