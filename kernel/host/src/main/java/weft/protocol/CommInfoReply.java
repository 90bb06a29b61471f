package weft.protocol;

import java.util.Map;

/** The open comms by their identifiers. */
public record CommInfoReply(String status, Map<String, Target> comms) {

    /** What an open comm is connected to. */
    public record Target(String targetName) {}
}
