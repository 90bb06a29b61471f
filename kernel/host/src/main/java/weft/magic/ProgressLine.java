package weft.magic;

import java.util.UUID;
import weft.maven.Progress;
import weft.wire.MimeBundle;
import weft.wire.StreamName;

/**
 * One line under the cell that changes while long work goes on, and in the end says what came of it. Work that was over
 * before there was anything to tell leaves an ordinary line.
 *
 * <p><b>Threads.</b> Any.
 */
final class ProgressLine implements Progress {

    private final MagicContext context;
    private final String id = UUID.randomUUID().toString();
    private boolean shown;
    private boolean ended;

    ProgressLine(MagicContext context) {
        this.context = context;
    }

    @Override
    public synchronized void update(String line) {
        if (!ended) {
            context.display(MimeBundle.text(line), id, shown);
            shown = true;
        }
    }

    /** The last line; what comes after it is not shown. */
    synchronized void end(String line) {
        if (shown) {
            update(line);
        } else if (!line.isEmpty()) {
            context.print(StreamName.STDOUT, line + "\n");
        }
        ended = true;
    }
}
