package weft.timeline.capture;

import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Source;
import weft.timeline.model.ThreadState;

/**
 * What a sampler knows of one thread. How long it ran between two looks is told by its processor time. That it waited
 * is believed where both looks say so and it used no processor in between: one look alone may have met a wait of a few
 * microseconds, and the looks can be far apart.
 *
 * <pre>
 *   look 1: runnable          look 2: waiting       look 3: waiting
 *   [running, as long as its ]  ?                  [waiting        ]
 *   [processor time          ]
 * </pre>
 *
 * <p><b>Threads.</b> Guarded by the sampler.
 */
final class SampledThread {

    /** A thread that had no core for so long, and used none of its time, is more likely inside the system. */
    private static final long NATIVE_NANOS = 30_000_000;

    /** Less than this between two looks is the time that waking and falling asleep take. */
    private static final long OFF_CORE_NANOS = 1_000_000;

    /** @param runs whether it could run; the state is then the one to assume where no processor time is known */
    private record Look(ThreadState state, String detail, boolean runs, Source source) {
        Look(ThreadState state, String detail, boolean runs) {
            this(state, detail, runs, Source.SAMPLED);
        }
    }

    private static final Look RUNNING = new Look(ThreadState.RUNNING, "", true);
    private static final Look READY = new Look(ThreadState.READY, "", true);
    /** It used no processor, and whether it waited for one nobody saw. */
    private static final Look OFF_CORE = new Look(ThreadState.READY, "or waiting already", true, Source.INFERRED);

    private static final Look WAITING = new Look(ThreadState.WAITING, "", false);
    private static final Look BLOCKED = new Look(ThreadState.BLOCKED, "", false);

    private final Thread thread;
    private final boolean virtual;
    private final List<Sighting> done = new ArrayList<>();

    private long atNanos;
    private long cpuNanos = -1;
    private long blocks = -1;
    private @Nullable Look last;

    /** What the stack said of the present wait, or of the present call into the system. */
    private @Nullable Look walked;

    private @Nullable Look current;
    private long currentStart;
    private long currentEnd;

    SampledThread(Thread thread) {
        this.thread = thread;
        this.virtual = LiveThreads.isVirtual(thread);
    }

    boolean isVirtual() {
        return virtual;
    }

    /** Looks once. Returns whether it walked the stack, which it does only where it may. */
    boolean look(ThreadMXBean clock, boolean mayWalk) {
        Look next = see();
        long now = System.nanoTime();
        if (next == null) {
            return false;
        }
        long cpu = virtual ? -1 : clock.getThreadCpuTime(thread.getId());
        long blocksBefore = blocks;
        blocks = next.equals(BLOCKED) ? blocks(clock) : -1;
        Look before = last;
        boolean walks = false;
        if (before != null) {
            long ran = cpu < 0 || cpuNanos < 0 ? -1 : cpu - cpuNanos;
            boolean stayed = ran == 0 || ran < 0 && before.equals(next) || blocks >= 0 && blocks == blocksBefore;
            if (!stayed || before.runs() != next.runs()) {
                walked = null;
            } else if (walked == null && mayWalk && isWorthAWalk(before, next, now)) {
                walks = true;
                walked = StackReason.of(thread.getStackTrace())
                        .map(SampledThread::look)
                        .orElse(null);
                rename(walked);
            }
            between(atNanos, now, named(before), named(next), ran, stayed);
        }
        last = next;
        atNanos = now;
        cpuNanos = cpu;
        return walks;
    }

    private static Look look(StackReason reason) {
        return new Look(reason.state(), reason.detail(), false);
    }

    /** Null for a thread that is not alive. */
    private @Nullable Look see() {
        return switch (thread.getState()) {
            case NEW, TERMINATED -> null;
            case BLOCKED -> BLOCKED;
            case RUNNABLE ->
                virtual && LiveThreads.seesCarriers() && LiveThreads.carrier(thread) == null ? READY : RUNNING;
            case WAITING, TIMED_WAITING -> {
                Object blocker = LockSupport.getBlocker(thread);
                yield blocker == null
                        ? WAITING
                        : new Look(
                                ParkReason.state(blocker.getClass().getName()),
                                ParkReason.word(blocker.getClass().getName()),
                                false);
            }
        };
    }

    /**
     * How often a monitor has held it up. The same number at two looks is the same wait, whatever it used of the
     * processor: before JDK 24 one of the threads that wait for a monitor wakes up now and then and tries again.
     */
    private long blocks(ThreadMXBean clock) {
        ThreadInfo info = virtual ? null : clock.getThreadInfo(thread.getId());
        return info == null ? -1 : info.getBlockedCount();
    }

    private boolean isWorthAWalk(Look before, Look next, long now) {
        if (before.equals(WAITING) && next.equals(WAITING)) {
            return true;
        }
        Look open = current;
        return next.runs() && !virtual && READY.equals(open) && now - currentStart > NATIVE_NANOS;
    }

    /** The better name for what is open, from its beginning. */
    private void rename(@Nullable Look better) {
        Look open = current;
        if (better != null && (WAITING.equals(open) || READY.equals(open))) {
            current = better;
        }
    }

    private Look named(Look look) {
        Look better = walked;
        return better != null && (look.equals(WAITING) || look.runs()) ? better : look;
    }

    private void between(long from, long to, Look before, Look next, long ran, boolean stayed) {
        long span = to - from;
        if (before.runs() && next.runs()) {
            runnable(from, to, ran < 0 ? (next.equals(READY) ? 0 : span) : Math.min(span, ran));
        } else if (stayed && before.equals(next)) {
            add(from, to, next);
        } else if (ran >= 0) {
            changed(from, to, before.runs(), Math.min(span, ran));
        }
    }

    /** It ran for so long, before it fell asleep or after it woke up. */
    private void changed(long from, long to, boolean ranFirst, long ran) {
        long cut = ranFirst ? from + ran : to - ran;
        boolean isOff = to - from - ran >= OFF_CORE_NANOS;
        if (ranFirst) {
            add(from, cut, RUNNING);
        }
        if (isOff) {
            add(ranFirst ? cut : from, ranFirst ? to : cut, OFF_CORE);
        }
        if (!ranFirst) {
            add(cut, to, RUNNING);
        }
    }

    /** It ran for so long of this time; in which part of it is not known, so that with the fewest changes is taken. */
    private void runnable(long from, long to, long ran) {
        long span = to - from;
        if (ran * 10 >= span * 9) {
            add(from, to, RUNNING);
        } else if (ran * 10 <= span) {
            add(from, to, READY);
        } else if (RUNNING.equals(current)) {
            add(from, from + ran, RUNNING);
            add(from + ran, to, READY);
        } else {
            add(from, to - ran, READY);
            add(to - ran, to, RUNNING);
        }
    }

    private void add(long from, long to, Look look) {
        if (to <= from) {
            return;
        }
        Look open = current;
        if (open != null && open.equals(look) && currentEnd == from) {
            currentEnd = to;
            return;
        }
        close();
        current = look;
        currentStart = from;
        currentEnd = to;
    }

    private void close() {
        Look open = current;
        if (open != null) {
            done.add(sighting(open, currentEnd));
        }
        current = null;
    }

    private Sighting sighting(Look look, long end) {
        return new Sighting(thread.getId(), currentStart, end, look.state(), look.source(), look.detail());
    }

    /** @param stillThere whether what it waits for has not ended */
    List<Sighting> sightings(boolean stillThere) {
        List<Sighting> all = new ArrayList<>(done);
        Look open = current;
        if (open != null) {
            boolean isOpen = stillThere && !open.runs() && currentEnd == atNanos;
            all.add(sighting(open, isOpen ? Long.MAX_VALUE : currentEnd));
        }
        return all;
    }
}
