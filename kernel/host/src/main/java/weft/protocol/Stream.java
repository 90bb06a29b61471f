package weft.protocol;

/** Text that a cell printed. */
public record Stream(String name, String text) {}
