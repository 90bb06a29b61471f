package weft.protocol;

/** The last reply of a kernel. */
public record ShutdownReply(String status, boolean restart) {}
