package weft.wire;

/** The two output streams of a cell, named as the messaging specification names them. */
public enum StreamName {
    STDOUT("stdout"),
    STDERR("stderr");

    private final String protocolName;

    StreamName(String protocolName) {
        this.protocolName = protocolName;
    }

    public String protocolName() {
        return protocolName;
    }
}
