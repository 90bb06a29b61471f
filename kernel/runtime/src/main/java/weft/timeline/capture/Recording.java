package weft.timeline.capture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import weft.timeline.model.Timeline;

/**
 * A recording that runs. Several may run at once, one in another or side by side: each is its own window over the same
 * probes, and sees every thread that passes one meanwhile.
 *
 * <p><b>Threads.</b> Every method may be called from any thread. Starting and stopping are serialised.
 */
public final class Recording {

    private static final Object SWITCH = new Object();
    private static int running;
    private static @Nullable Session current;

    private final RecordingOptions options;
    private final Session session;
    private final long startNanos;
    private @Nullable Timeline result;

    private Recording(RecordingOptions options, Session session) {
        this.options = options;
        this.session = session;
        this.startNanos = System.nanoTime();
    }

    /** Turns the probes on and begins. */
    public static Recording start(RecordingOptions options) {
        options.sources().forEach(EvidenceSource::begin);
        synchronized (SWITCH) {
            Session session = current;
            if (session == null) {
                session = new Session();
                current = session;
                ProbeSites.switchOn(session);
            }
            running++;
            return new Recording(options, session);
        }
    }

    /** What was recorded up to now; the recording goes on. */
    public Timeline snapshot() {
        Timeline stopped = result;
        return stopped == null ? assemble(System.nanoTime(), EvidenceSource::soFar) : stopped;
    }

    /** Ends the recording. A second call returns the same timeline. */
    public synchronized Timeline stop() {
        Timeline stopped = result;
        if (stopped != null) {
            return stopped;
        }
        long now = System.nanoTime();
        synchronized (SWITCH) {
            running--;
            if (running == 0) {
                ProbeSites.switchOff();
                current = null;
            }
        }
        Timeline timeline = assemble(now, EvidenceSource::end);
        Stranded.remember(timeline, session.logs());
        result = timeline;
        return timeline;
    }

    /** The threads that have done something that a probe saw, and those that they started. */
    List<Thread> threads() {
        Set<Thread> threads = new LinkedHashSet<>();
        for (ThreadLog log : session.logs()) {
            threads.add(log.thread);
            for (Event event : log.events()) {
                if (event.kind == Event.Kind.START && event.subject instanceof Thread started) {
                    threads.add(started);
                }
            }
        }
        return List.copyOf(threads);
    }

    private Timeline assemble(long now, Function<EvidenceSource, Evidence> evidence) {
        List<Evidence> seen = new ArrayList<>();
        options.sources().forEach(source -> seen.add(evidence.apply(source)));
        List<ThreadLog> logs = new ArrayList<>(session.logs());
        logs.addAll(Stranded.inTheWayOf(logs, session));
        return new Assembly(options, logs, startNanos, now, seen).timeline();
    }
}
