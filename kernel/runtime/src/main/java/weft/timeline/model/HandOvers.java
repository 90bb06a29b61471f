package weft.timeline.model;

import java.util.ArrayList;
import java.util.List;

/** How an interpreter lock went from thread to thread; a time of holding ends where another thread has it. */
final class HandOvers {

    private HandOvers() {}

    /** For the end of a sentence; empty where it is no interpreter lock, or nobody else had it. */
    static String words(Resource lock) {
        if (lock.kind() != ResourceKind.GIL || lock.holds().isEmpty()) {
            return "";
        }
        List<Long> lengths = new ArrayList<>();
        long holder = lock.holds().get(0).holder();
        long length = 0;
        for (HoldSpan hold : lock.holds()) {
            if (hold.holder() != holder) {
                lengths.add(length);
                holder = hold.holder();
                length = 0;
            }
            length += hold.end().orAt(hold.startNanos()) - hold.startNanos();
        }
        long handOvers = lengths.size();
        if (handOvers == 0) {
            return "";
        }
        lengths.add(length);
        lengths.sort(null);
        return "; " + Words.count(handOvers, "hand-over") + ", median hold "
                + Words.duration(lengths.get(lengths.size() / 2));
    }
}
