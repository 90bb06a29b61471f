package weft.timeline.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who had permits of a semaphore when. Another thread than the one that took a permit may give it back, and permits
 * have no names: of those who do not give theirs back themselves, the one that has had one for the longest is then taken
 * to have it no more.
 *
 * <pre>
 *   A takes one, and later another    [1 permit     ][2 permits     …
 *   B gives one, and later another          ^              ^
 *   A had one                         [=====]        [=====]
 * </pre>
 */
final class Permits {

    /** From this time on the thread has taken so many more than it has given back; without a thread, one gave so many. */
    private record Step(long nanos, @Nullable Account account, int permits) {}

    private final Map<Long, Account> accounts = new LinkedHashMap<>();

    private Permits() {}

    /** One thread. */
    private static final class Account {
        final long lane;
        final List<Resources.Hold> had = new ArrayList<>();
        boolean keepsAll;
        int taken;
        int lost;
        long sinceNanos;

        Account(long lane) {
            this.lane = lane;
        }

        boolean canLose() {
            return keepsAll && taken > lost;
        }

        void has(int permits, long nanos) {
            int before = taken - lost;
            taken = permits;
            lost = permits == 0 ? 0 : lost;
            changed(before, nanos);
        }

        void loses(long nanos) {
            lost++;
            changed(taken - lost + 1, nanos);
        }

        private void changed(int before, long nanos) {
            int now = taken - lost;
            if (before <= 0 && now > 0) {
                sinceNanos = nanos;
            } else if (before > 0 && now <= 0) {
                had.add(new Resources.Hold(lane, sinceNanos, nanos, 1));
            }
        }
    }

    /**
     * The holds as they really were, sorted by their starts, as both arguments are.
     *
     * @param given permits that came from threads which had none
     */
    static List<Resources.Hold> settled(List<Resources.Hold> holds, List<Resources.Signal> given) {
        return new Permits().settle(holds, given);
    }

    private List<Resources.Hold> settle(List<Resources.Hold> holds, List<Resources.Signal> given) {
        for (Step step : steps(holds, given)) {
            Account account = step.account();
            if (account != null) {
                account.has(step.permits(), step.nanos());
                continue;
            }
            // Integer.MAX_VALUE permits open a gate for everybody; no more are lost than somebody has.
            Optional<Account> longest = longestLoser();
            for (int i = 0; i < step.permits() && longest.isPresent(); i++) {
                longest.get().loses(step.nanos());
                longest = longestLoser();
            }
        }
        List<Resources.Hold> settled = new ArrayList<>();
        for (Account account : accounts.values()) {
            account.has(0, Event.OPEN);
            settled.addAll(account.had);
        }
        settled.sort(Comparator.comparingLong(Resources.Hold::startNanos));
        return settled;
    }

    private Optional<Account> longestLoser() {
        return accounts.values().stream()
                .filter(Account::canLose)
                .min(Comparator.comparingLong(each -> each.sinceNanos));
    }

    private List<Step> steps(List<Resources.Hold> holds, List<Resources.Signal> given) {
        List<Step> steps = new ArrayList<>();
        Map<Account, Long> until = new LinkedHashMap<>();
        for (Resources.Hold hold : holds) {
            Account account = accounts.computeIfAbsent(hold.lane(), Account::new);
            account.keepsAll |= hold.endNanos() == Event.OPEN;
            Long before = until.put(account, hold.endNanos());
            if (before != null && before < hold.startNanos()) {
                steps.add(new Step(before, account, 0));
            }
            steps.add(new Step(hold.startNanos(), account, hold.permits()));
        }
        until.forEach((account, end) -> steps.add(new Step(end, account, 0)));
        given.forEach(signal -> steps.add(new Step(signal.nanos(), null, signal.permits())));
        steps.sort(Comparator.comparingLong(Step::nanos));
        return steps;
    }
}
