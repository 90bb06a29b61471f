package weft.wire;

/**
 * One class on its way into the user VM.
 *
 * @param name binary name with dots, as in {@code REPL.$JShell$3}
 * @param source what stack traces shall call its file, as in {@code cell 3}
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record ClassImage(String name, String source, byte[] bytes) {}
