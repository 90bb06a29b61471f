package weft.timeline.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers a recording piece by piece. Capture and tests fill it; times are nanoseconds since the recording began.
 *
 * <p><b>Threads.</b> For one thread only.
 */
public final class TimelineBuilder {

    private final String title;
    private long durationNanos;
    private Environment environment = Environment.UNKNOWN;
    private final Map<Long, LaneBuilder> lanes = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final Map<String, ResourceBuilder> resources = new LinkedHashMap<>();
    private final List<Pool> pools = new ArrayList<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    private record ResourceBuilder(String id, String name, ResourceKind kind, List<HoldSpan> holds) {}

    TimelineBuilder(String title) {
        this.title = title;
    }

    public TimelineBuilder lasting(long nanos) {
        durationNanos = nanos;
        return this;
    }

    public TimelineBuilder on(Environment where) {
        environment = where;
        return this;
    }

    /** The lane with this id, made when it is first asked for. */
    public LaneBuilder lane(long id, String name, LaneKind kind) {
        return lanes.computeIfAbsent(id, unused -> new LaneBuilder(id, name, kind));
    }

    /** A platform thread under the next free number. */
    public LaneBuilder thread(String name) {
        long id = lanes.size() + 1L;
        while (lanes.containsKey(id)) {
            id++;
        }
        return lane(id, name, LaneKind.PLATFORM);
    }

    public TimelineBuilder resource(String id, String name, ResourceKind kind) {
        resources.putIfAbsent(id, new ResourceBuilder(id, name, kind, new ArrayList<>()));
        return this;
    }

    /** Adds a time of holding to a resource named before. */
    public TimelineBuilder held(String resourceId, HoldSpan hold) {
        ResourceBuilder resource = resources.get(resourceId);
        if (resource == null) {
            throw new IllegalArgumentException(
                    "No resource has the id \"" + resourceId + "\"; call resource(id, name, kind) first.");
        }
        resource.holds().add(hold);
        return this;
    }

    public TimelineBuilder held(String resourceId, long lane, long startNanos, long endNanos) {
        return held(resourceId, new HoldSpan(lane, startNanos, End.at(endNanos), Source.EXACT));
    }

    public TimelineBuilder link(Link link) {
        links.add(link);
        return this;
    }

    public TimelineBuilder pool(Pool pool) {
        pools.add(pool);
        return this;
    }

    public TimelineBuilder pause(Pause pause) {
        pauses.add(pause);
        return this;
    }

    public TimelineBuilder note(Note.Kind kind, String text) {
        notes.add(new Note(kind, text));
        return this;
    }

    /** The whole. A duration that was not given is that of the last thing known. */
    public Timeline build() {
        List<Lane> built = lanes.values().stream().map(LaneBuilder::build).toList();
        List<Resource> builtResources = resources.values().stream()
                .map(part -> new Resource(part.id(), part.name(), part.kind(), part.holds()))
                .toList();
        long last = built.stream()
                .mapToLong(lane -> lane.spans().isEmpty()
                        ? lane.ended().or(0)
                        : lane.ended()
                                .or(lane.spans()
                                        .get(lane.spans().size() - 1)
                                        .endNanos(lane.spans()
                                                .get(lane.spans().size() - 1)
                                                .startNanos())))
                .max()
                .orElse(0);
        return new Timeline(
                title,
                durationNanos == 0 ? last : durationNanos,
                built,
                links,
                builtResources,
                pools,
                pauses,
                notes,
                environment);
    }
}
