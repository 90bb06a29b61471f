package weft.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One line of the history file.
 *
 * @param session which run of the kernel, counted from 1
 * @param line the cell's number in it; 0 for the entry that only says that the run began
 */
record HistoryEntry(
        int session,
        int line,
        @Nullable String input,
        @Nullable String output) {

    static HistoryEntry start(int session) {
        return new HistoryEntry(session, 0, null, null);
    }

    boolean isCell() {
        return line > 0 && input != null;
    }

    String text() {
        return input == null ? "" : input;
    }
}
