package weft.protocol;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The message types that the kernel knows, named as the specification names them. */
public enum MessageType {
    KERNEL_INFO_REQUEST("kernel_info_request"),
    KERNEL_INFO_REPLY("kernel_info_reply"),
    EXECUTE_REQUEST("execute_request"),
    EXECUTE_REPLY("execute_reply"),
    COMPLETE_REQUEST("complete_request"),
    COMPLETE_REPLY("complete_reply"),
    INSPECT_REQUEST("inspect_request"),
    INSPECT_REPLY("inspect_reply"),
    IS_COMPLETE_REQUEST("is_complete_request"),
    IS_COMPLETE_REPLY("is_complete_reply"),
    HISTORY_REQUEST("history_request"),
    HISTORY_REPLY("history_reply"),
    COMM_INFO_REQUEST("comm_info_request"),
    COMM_INFO_REPLY("comm_info_reply"),
    CONNECT_REQUEST("connect_request"),
    CONNECT_REPLY("connect_reply"),
    INTERRUPT_REQUEST("interrupt_request"),
    INTERRUPT_REPLY("interrupt_reply"),
    SHUTDOWN_REQUEST("shutdown_request"),
    SHUTDOWN_REPLY("shutdown_reply"),
    DEBUG_REQUEST("debug_request"),
    DEBUG_REPLY("debug_reply"),
    INPUT_REQUEST("input_request"),
    INPUT_REPLY("input_reply"),
    COMM_OPEN("comm_open"),
    COMM_MSG("comm_msg"),
    COMM_CLOSE("comm_close"),
    STATUS("status"),
    EXECUTE_INPUT("execute_input"),
    EXECUTE_RESULT("execute_result"),
    DISPLAY_DATA("display_data"),
    UPDATE_DISPLAY_DATA("update_display_data"),
    STREAM("stream"),
    ERROR("error"),
    CLEAR_OUTPUT("clear_output"),
    DEBUG_EVENT("debug_event"),
    IOPUB_WELCOME("iopub_welcome");

    private static final Map<String, MessageType> BY_NAME = new HashMap<>();

    static {
        for (MessageType type : values()) {
            BY_NAME.put(type.wireName, type);
        }
    }

    private final String wireName;

    MessageType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The type of this name; null where the kernel knows none, which a message may well have. */
    public static @Nullable MessageType named(String wireName) {
        return BY_NAME.get(wireName);
    }

    /** The type of the reply to this request; null for a message that has none, such as {@code comm_msg}. */
    public @Nullable MessageType reply() {
        if (!wireName.endsWith("_request")) {
            return null;
        }
        return named(wireName.substring(0, wireName.length() - "request".length()) + "reply");
    }
}
