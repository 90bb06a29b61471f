package weft.timeline.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Note;
import weft.timeline.model.Words;

/**
 * Looks at all threads every 1.5 ms. It tells running from ready by the processor time that each was given, and sees
 * what leaves no event because it never ended. Its edges are as coarse as its period.
 *
 * <p>It takes at most a twentieth of one core: what a look costs is measured, and the period grows with it, for example
 * when there are ten thousand virtual threads.
 *
 * <p><b>Threads.</b> A thread of its own, {@code weft-sampler}, looks. {@link #begin}, {@link #soFar} and {@link #end}
 * may be called from any thread. The instance's monitor guards all that was seen.
 */
public final class Sampler implements EvidenceSource {

    private static final long PERIOD_NANOS = 1_500_000;
    private static final int COST_DIVISOR = 20;

    /** However many threads there are, states that last longer than this are seen. */
    private static final long LONGEST_PERIOD_NANOS = 50_000_000;

    /** One look in a long time costs several times as much as the average, since nothing of it is in the caches. */
    private static final int SMOOTHING = 4;

    private static final int WARM_LOOKS = 200;
    private static final long STOP_WAIT_MILLIS = 2_000;

    /** A walk of a stack costs some 30 µs, most looks without one less than 10 µs. */
    private static final int WALKS_A_LOOK = 4;

    private static final int MAX_SIGHTINGS = 200_000;

    private final Supplier<List<Thread>> threads;
    private final IdentityHashMap<Thread, SampledThread> alive = new IdentityHashMap<>();
    private final List<Sighting> ended = new ArrayList<>();
    private final Set<Thread> carriers = new HashSet<>();
    private long looks;
    private long costNanos;
    private long beganNanos;
    private long elapsedNanos;
    private long left;

    private volatile boolean stopped;
    private @Nullable Thread looker;

    public Sampler() {
        this(LiveThreads::ofPrograms);
    }

    Sampler(Supplier<List<Thread>> threads) {
        this.threads = threads;
    }

    /** Loads the JDK's management classes, which would otherwise hold up the first recording by some 50 ms. */
    public static void warmUp() {
        Sampler sampler = new Sampler();
        sampler.begin();
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM_LOOKS; i++) {
            sampler.lookAtAll(clock);
        }
        // Only a thread that a monitor holds up is asked for more.
        clock.getThreadInfo(Thread.currentThread().getId());
        sampler.end();
    }

    @Override
    public void begin() {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        beganNanos = System.nanoTime();
        lookAtAll(clock);
        // It inherits nothing, so that it does not become a thread of the cell.
        Thread thread = new Thread(null, () -> run(clock), "weft-sampler", 0, false);
        thread.setDaemon(true);
        thread.start();
        looker = thread;
    }

    private void run(ThreadMXBean clock) {
        long smoothed = 0;
        while (!stopped) {
            LockSupport.parkNanos(Math.min(LONGEST_PERIOD_NANOS, Math.max(PERIOD_NANOS, smoothed * COST_DIVISOR)));
            // Processor time, since time on the clock also passes while others have the core.
            long before = clock.getCurrentThreadCpuTime();
            lookAtAll(clock);
            long cost = clock.getCurrentThreadCpuTime() - before;
            smoothed += (cost - smoothed) / SMOOTHING;
            account(cost);
        }
    }

    private synchronized void account(long cost) {
        looks++;
        costNanos += cost;
        elapsedNanos = System.nanoTime() - beganNanos;
    }

    private synchronized void lookAtAll(ThreadMXBean clock) {
        int walks = WALKS_A_LOOK;
        Set<Thread> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread thread : threads.get()) {
            seen.add(thread);
            SampledThread sampled = alive.computeIfAbsent(thread, SampledThread::new);
            if (sampled.look(clock, walks > 0)) {
                walks--;
            }
            Thread carrier = sampled.isVirtual() ? LiveThreads.carrier(thread) : null;
            if (carrier != null) {
                carriers.add(carrier);
            }
        }
        alive.entrySet().removeIf(entry -> {
            if (!seen.contains(entry.getKey())) {
                keep(entry.getValue().sightings(false));
                return true;
            }
            return false;
        });
    }

    private void keep(List<Sighting> sightings) {
        int room = Math.min(sightings.size(), MAX_SIGHTINGS - ended.size());
        ended.addAll(sightings.subList(0, room));
        left += sightings.size() - room;
    }

    @Override
    public synchronized Evidence soFar() {
        List<Sighting> all = new ArrayList<>(ended);
        alive.values().forEach(thread -> all.addAll(thread.sightings(true)));
        return new Evidence(all, List.of(), List.of(), List.of(), looks());
    }

    @Override
    public Evidence end() {
        stop();
        synchronized (this) {
            alive.values().forEach(thread -> keep(thread.sightings(true)));
            alive.clear();
            return new Evidence(ended, List.of(), List.of(), notes(), looks());
        }
    }

    private void stop() {
        stopped = true;
        Thread thread = looker;
        if (thread == null) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            // It looks once more, so that what is open at the end is known as of now.
            thread.join(STOP_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Evidence.Looks looks() {
        return new Evidence.Looks(looks == 0 ? 0 : elapsedNanos / looks, carriers.size());
    }

    private List<Note> notes() {
        List<Note> notes = new ArrayList<>();
        if (left > 0) {
            notes.add(new Note(Note.Kind.DROPPED, Words.count(left, "sampled state") + " did not fit."));
        }
        return notes;
    }

    /** The part of one core that the looks took. */
    synchronized double costShare() {
        return elapsedNanos == 0 ? 0 : (double) costNanos / elapsedNanos;
    }
}
