package weft.protocol;

/** Asks the person for a line. */
public record InputRequest(String prompt, boolean password) {}
