package weft.protocol;

/** The ports on which clients reach this kernel. The request is deprecated since protocol 5.1, and answered all the same. */
public record ConnectReply(String status, int shellPort, int iopubPort, int stdinPort, int controlPort, int hbPort) {}
