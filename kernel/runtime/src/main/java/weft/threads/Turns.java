package weft.threads;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who of a {@link Schedule} is next: the turns as they are written, and when these are used up, one after the other.
 * Who is not at a step is passed over.
 *
 * <p><b>Threads.</b> Guarded by the schedule's monitor.
 */
final class Turns {

    private final Deque<String> written;
    private final Map<String, Player> players;
    private String latest = "";

    /**
     * Made before the players are known.
     *
     * @param players by name, in the order in which they alternate
     */
    Turns(Collection<String> written, Map<String, Player> players) {
        this.written = new ArrayDeque<>(written);
        this.players = players;
    }

    /** Refuses a turn of a thread that there is not. */
    void check() {
        for (String name : written) {
            if (!players.containsKey(name)) {
                throw new IllegalArgumentException("the schedule gives a turn to \"" + name + "\", but the threads are "
                        + players.keySet() + "; name one of these");
            }
        }
    }

    /** Whose turn it was last; empty before the first. */
    String latest() {
        return latest;
    }

    /** Null where nobody is at a step. */
    @Nullable Player next() {
        Player next = nextWritten();
        if (next == null) {
            next = nextAlternating();
        }
        latest = next == null ? latest : next.name;
        return next;
    }

    private @Nullable Player nextWritten() {
        while (!written.isEmpty()) {
            Player player = players.get(written.removeFirst());
            if (player != null && player.state == Player.State.AT_STEP) {
                return player;
            }
        }
        return null;
    }

    private @Nullable Player nextAlternating() {
        List<Player> all = List.copyOf(players.values());
        int last = List.copyOf(players.keySet()).indexOf(latest);
        for (int i = 1; i <= all.size(); i++) {
            Player player = all.get((last + i) % all.size());
            if (player.state == Player.State.AT_STEP) {
                return player;
            }
        }
        return null;
    }
}
