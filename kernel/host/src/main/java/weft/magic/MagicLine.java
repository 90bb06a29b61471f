package weft.magic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a cell that begins with a percent sign, with the cursor in it. Positions are UTF-16 units of the cell.
 *
 * @param start where its percent signs begin
 * @param mayBeCell whether nothing but blanks stands before it, so that it may be a cell magic
 * @param name what stands behind them, whole; empty where nothing does
 * @param nameEnd where the name ends
 * @param beforeCursor the line up to the cursor, from {@code start}
 */
record MagicLine(int start, boolean mayBeCell, String name, int nameEnd, String beforeCursor) {

    private static final Pattern FORM = Pattern.compile("^([ \\t]*)(%%?)(\\p{Alpha}\\w*|(?=\\s|$))");

    static Optional<MagicLine> at(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        int lineEnd = code.indexOf('\n', cursor);
        Matcher form = FORM.matcher(code.substring(lineStart, lineEnd < 0 ? code.length() : lineEnd));
        if (!form.find() || cursor <= lineStart + form.start(2)) {
            return Optional.empty();
        }
        int start = lineStart + form.start(2);
        boolean mayBeCell = code.substring(0, start).isBlank();
        return Optional.of(
                new MagicLine(start, mayBeCell, form.group(3), lineStart + form.end(3), code.substring(start, cursor)));
    }

    /** Whether the cursor stands in the name, or right behind it. */
    boolean isInName() {
        return start + beforeCursor.length() <= nameEnd;
    }

    /** The word at the cursor, as far as it is typed; words end at blanks. */
    String word() {
        int blank = Math.max(beforeCursor.lastIndexOf(' '), beforeCursor.lastIndexOf('\t'));
        return beforeCursor.substring(blank + 1);
    }
}
