package weft.protocol;

import java.util.List;

/** The reply to a request that failed, whatever its type. */
public record ErrorReply(String status, String ename, String evalue, List<String> traceback) {

    public static ErrorReply of(ErrorContent error) {
        return new ErrorReply("error", error.ename(), error.evalue(), error.traceback());
    }
}
