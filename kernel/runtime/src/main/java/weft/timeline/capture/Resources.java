package weft.timeline.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.HoldSpan;
import weft.timeline.model.ResourceKind;
import weft.timeline.model.Source;
import weft.timeline.model.TimelineBuilder;

/** The locks, conditions and queues of a recording: who had them when, and who told those that waited. */
final class Resources {

    /** One of them. An object can be two: its monitor, and the lock that it is. */
    static final class Draft {
        final String id;
        final ResourceKind kind;
        final Object subject;
        String name = "";
        List<Hold> holds = new ArrayList<>();
        final List<Signal> signals = new ArrayList<>();

        Draft(String id, ResourceKind kind, Object subject) {
            this.id = id;
            this.kind = kind;
            this.subject = subject;
        }

        /** Who had it at that time, but for one thread. */
        @Nullable Hold heldAt(long nanos, long butNot) {
            for (int i = after(nanos) - 1; i >= 0 && i >= after(nanos) - LOOK_BACK; i--) {
                Hold hold = holds.get(i);
                if (hold.lane() != butNot && hold.endNanos() > nanos) {
                    return hold;
                }
            }
            return null;
        }

        /** Who has it when the recording ends; the thread itself, if that is among them. */
        @Nullable Hold stillHeld(long lane) {
            Hold found = null;
            for (Hold hold : holds) {
                if (hold.endNanos() == Event.OPEN && (found == null || hold.lane() == lane)) {
                    found = hold;
                }
            }
            return found;
        }

        /** Who gave it back last before that time, but for one thread. */
        @Nullable Hold givenBackBefore(long nanos, long butNot) {
            Hold last = null;
            for (int i = after(nanos) - 1; i >= 0 && i >= after(nanos) - LOOK_BACK; i--) {
                Hold hold = holds.get(i);
                boolean fits = hold.lane() != butNot && hold.endNanos() <= nanos;
                if (fits && (last == null || hold.endNanos() > last.endNanos())) {
                    last = hold;
                }
            }
            return last;
        }

        /**
         * Who told last before that time, or, as the word can come late, first after it.
         *
         * @param lateNanos how late it can come
         */
        @Nullable Signal toldBetween(long startNanos, long endNanos, long butNot, long lateNanos) {
            int first = countUntil(signals, Signal::nanos, endNanos);
            for (int i = first - 1; i >= 0 && signals.get(i).nanos() > startNanos; i--) {
                if (signals.get(i).lane() != butNot) {
                    return signals.get(i);
                }
            }
            for (int i = first; i < signals.size() && signals.get(i).nanos() <= endNanos + lateNanos; i++) {
                if (signals.get(i).lane() != butNot) {
                    return signals.get(i);
                }
            }
            return null;
        }

        /** How many holds had begun by that time. */
        private int after(long nanos) {
            return countUntil(holds, Hold::startNanos, nanos);
        }

        private static <T> int countUntil(List<T> sorted, ToLongFunction<T> time, long nanos) {
            int low = 0;
            int high = sorted.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (time.applyAsLong(sorted.get(middle)) <= nanos) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** @param permits of a semaphore; 1 of another */
    record Hold(long lane, long startNanos, long endNanos, int permits) {}

    /** @param permits of a semaphore; 1 of another */
    record Signal(long lane, long nanos, int permits) {}

    /** Holds that overlap in time are those of permits and read locks; more of them than this is rare. */
    private static final int LOOK_BACK = 64;

    private final IdentityHashMap<Object, Map<ResourceKind, Draft>> bySubject = new IdentityHashMap<>();
    private final Map<String, Draft> byId = new HashMap<>();
    private final List<Draft> inOrder = new ArrayList<>();

    /** Takes what one thread did. */
    void add(long lane, Collection<Event> events) {
        for (Event event : events) {
            Object subject = event.subject;
            ResourceKind kind = event.resource;
            if (subject == null || kind == null || kind == ResourceKind.FUTURE) {
                continue;
            }
            Draft draft = draft(subject, kind);
            if (draft.name.isEmpty()) {
                draft.name = event.name;
            }
            if (event.kind == Event.Kind.HOLD) {
                draft.holds.add(new Hold(lane, event.startNanos, event.endNanos, event.depth));
            } else if (event.kind == Event.Kind.SIGNAL) {
                draft.signals.add(new Signal(lane, event.startNanos, event.depth));
            }
        }
    }

    /** A StampedLock is two locks in one object, which a {@code ReadWriteLock} has apart, with names of their own. */
    private static String nameOf(Object subject, ResourceKind kind, String source) {
        if (!(subject instanceof StampedLock) || source.isEmpty()) {
            return source;
        }
        return source + (kind == ResourceKind.READ_LOCK ? ".readLock" : ".writeLock");
    }

    private Draft draft(Object subject, ResourceKind kind) {
        return bySubject.computeIfAbsent(subject, unused -> new HashMap<>()).computeIfAbsent(kind, unused -> {
            Draft draft = new Draft("r" + (inOrder.size() + 1), kind, subject);
            inOrder.add(draft);
            byId.put(draft.id, draft);
            return draft;
        });
    }

    /** After all threads were added. */
    void finish() {
        UniqueNames names = new UniqueNames();
        IdentityHashMap<Object, List<String>> variables = Variables.held();
        for (Draft draft : inOrder) {
            String source = Variables.name(variables, draft.subject, draft.name);
            String name = nameOf(draft.subject, draft.kind, source);
            draft.name = names.of(name.isEmpty() ? fallback(draft) : name);
            draft.holds.sort(Comparator.comparingLong(Hold::startNanos));
            draft.signals.sort(Comparator.comparingLong(Signal::nanos));
            if (draft.kind == ResourceKind.SEMAPHORE) {
                draft.holds = Permits.settled(draft.holds, draft.signals);
            }
        }
    }

    /** By its class, where the source has no name for it; a class is named as its monitor is written. */
    private static String fallback(Draft draft) {
        if (draft.subject instanceof Class<?> type) {
            return simple(type) + ".class";
        }
        return simple(draft.subject.getClass());
    }

    private static String simple(Class<?> type) {
        String name = type.getSimpleName();
        return name.isEmpty() ? type.getName().replaceFirst(".*[.$](?=\\D)", "") : name;
    }

    @Nullable Draft find(@Nullable Object subject, @Nullable ResourceKind kind) {
        Map<ResourceKind, Draft> kinds = subject == null ? null : bySubject.get(subject);
        return kinds == null || kind == null ? null : kinds.get(kind);
    }

    /** Of a read lock the write lock that belongs to it, and the other way round. */
    @Nullable Draft counterpart(Draft draft) {
        ResourceKind other = draft.kind == ResourceKind.READ_LOCK ? ResourceKind.WRITE_LOCK : ResourceKind.READ_LOCK;
        Object common = ReadWriteLocks.common(draft.subject);
        return common == null
                ? null
                : inOrder.stream()
                        .filter(each -> each.kind == other && ReadWriteLocks.common(each.subject) == common)
                        .findFirst()
                        .orElse(null);
    }

    @Nullable Draft withId(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    /** Puts those into the timeline that threads waited for or had inside of the window. */
    void build(TimelineBuilder builder, Window window, Set<String> waitedFor) {
        for (Draft draft : inOrder) {
            List<Hold> shown = draft.holds.stream()
                    .filter(hold -> window.touches(hold.startNanos(), hold.endNanos()))
                    .toList();
            if (shown.isEmpty() && !waitedFor.contains(draft.id)) {
                continue;
            }
            builder.resource(draft.id, draft.name, draft.kind);
            for (Hold hold : shown) {
                builder.held(
                        draft.id,
                        new HoldSpan(
                                hold.lane(), window.at(hold.startNanos()), window.end(hold.endNanos()), Source.EXACT));
            }
        }
    }
}
