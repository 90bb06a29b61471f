package weft.uservm;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectCollectedException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import weft.wire.Referrer;

/**
 * Finds everything in the heap that refers to one object, and for each place a way to it that begins with a name: a
 * variable of the notebook, a static field, a thread.
 *
 * <p>Each step back is a walk through the heap that takes some tens of milliseconds, so their number is limited; what
 * is not led back to a name by then is told by its kind.
 */
final class ReferrerSearch {

    /** Where the object lies while it is asked about. */
    static final String DESK = "weft.agent.HeapDesk";

    /** A hash map's value is four steps from its variable, a thread-local five from its thread. */
    private static final int MOST_STEPS = 6;

    private static final int MOST_WALKS = 60;

    /** More places than fit on a slide are of no use; the count still says how many there are. */
    private static final int MOST_NAMED = 20;

    private final ObjectReference target;
    private int walks;

    /** One place that refers to something: a field or a slot of a holder. */
    private record Place(ObjectReference holder, String path, boolean isWeak) {}

    /** A step on the way back from the object, with all that leads from it to the object. */
    private record Step(ObjectReference at, String path, int depth) {}

    ReferrerSearch(ObjectReference target) {
        this.target = target;
    }

    List<Referrer> referrers() {
        Map<String, Referrer> found = new LinkedHashMap<>();
        for (Place place : places(target)) {
            Referrer referrer = found.size() < MOST_NAMED ? named(place) : unnamed(place);
            // JShell replaces the class around a variable and leaves the old one behind: the same name is one variable.
            String key = referrer.isNamed() ? referrer.name() : referrer.name() + "#" + found.size();
            found.putIfAbsent(key, referrer);
        }
        return found.values().stream()
                .sorted(Comparator.comparing(Referrer::isWeak)
                        .thenComparing(referrer -> !referrer.path().isEmpty())
                        .thenComparing(Referrer::name))
                .toList();
    }

    private Referrer named(Place place) {
        Optional<String> own = rootName(place);
        if (own.isPresent()) {
            return new Referrer(own.get(), "", "", true, false);
        }
        String type = simpleName(place.holder().referenceType());
        Set<ObjectReference> seen = new HashSet<>(Set.of(target));
        ArrayDeque<Step> steps = new ArrayDeque<>(List.of(new Step(place.holder(), place.path(), 1)));
        while (!steps.isEmpty()) {
            Step step = steps.remove();
            if (!seen.add(step.at()) || step.depth() > MOST_STEPS || walks > MOST_WALKS) {
                continue;
            }
            if (step.at() instanceof ThreadReference thread) {
                return new Referrer("thread \"" + thread.name() + "\"", step.path(), type, true, place.isWeak());
            }
            for (Place before : places(step.at())) {
                Optional<String> root = rootName(before);
                if (root.isPresent()) {
                    return new Referrer(root.get(), step.path(), type, true, place.isWeak());
                }
                if (!before.isWeak()) {
                    steps.add(new Step(before.holder(), before.path() + step.path(), step.depth() + 1));
                }
            }
        }
        return unnamed(place);
    }

    private static Referrer unnamed(Place place) {
        String type = simpleName(place.holder().referenceType());
        return new Referrer("(a " + type + ")", place.path(), type, false, place.isWeak());
    }

    /** A static field is a root: a variable where it belongs to a cell, else with its class. */
    private static Optional<String> rootName(Place place) {
        if (!(place.holder() instanceof ClassObjectReference holder)) {
            return Optional.empty();
        }
        String className = holder.reflectedType().name();
        String field = place.path().substring(1);
        boolean isVariable = className.startsWith("REPL.$JShell$") && className.indexOf('$', 13) < 0;
        return Optional.of(isVariable ? field : simpleName(holder.reflectedType()) + "." + field);
    }

    private List<Place> places(ObjectReference object) {
        walks++;
        List<Place> places = new ArrayList<>();
        for (ObjectReference holder : object.referringObjects(0)) {
            try {
                addPlaces(holder, object, places);
            } catch (ObjectCollectedException gone) {
                places.removeIf(place -> place.holder().equals(holder));
            }
        }
        return places;
    }

    private static void addPlaces(ObjectReference holder, ObjectReference object, List<Place> places) {
        if (holder instanceof ArrayReference array) {
            List<Value> values = array.getValues();
            for (int i = 0; i < values.size(); i++) {
                if (object.equals(values.get(i))) {
                    places.add(new Place(holder, "[" + i + "]", false));
                }
            }
            return;
        }
        if (holder instanceof ClassObjectReference type) {
            addStaticFields(type, object, places);
            return;
        }
        List<Field> fields = new ArrayList<>(holder.referenceType().allFields());
        fields.removeIf(Field::isStatic);
        holder.getValues(fields).forEach((field, value) -> {
            if (object.equals(value)) {
                places.add(new Place(holder, path(holder, field), isWeak(field)));
            }
        });
    }

    private static void addStaticFields(ClassObjectReference holder, ObjectReference object, List<Place> places) {
        ReferenceType type = holder.reflectedType();
        if (isOurs(type.name())) {
            return;
        }
        List<Field> fields = new ArrayList<>(type.fields());
        fields.removeIf(field -> !field.isStatic() || isTemporary(field.name()));
        type.getValues(fields).forEach((field, value) -> {
            if (object.equals(value)) {
                places.add(new Place(holder, "." + field.name(), false));
            }
        });
    }

    /** The kernel's own bookkeeping is not the learner's. */
    private static boolean isOurs(String className) {
        return className.startsWith("weft.agent.") || className.startsWith("weft.wire.");
    }

    /** JShell keeps the value of an expression in {@code $1}; nobody wrote that name. */
    private static boolean isTemporary(String name) {
        return name.matches("\\$\\d+");
    }

    private static boolean isWeak(Field field) {
        return field.name().equals("referent") && field.declaringType().name().equals("java.lang.ref.Reference");
    }

    private static String path(ObjectReference holder, Field field) {
        String type = holder.referenceType().name();
        if (field.name().startsWith("arg$") && type.contains("$$Lambda")) {
            return " captured by a lambda";
        }
        return type.equals("java.lang.ThreadLocal$ThreadLocalMap$Entry")
                        && field.name().equals("value")
                ? " (a thread-local)"
                : "." + field.name();
    }

    private static String simpleName(ReferenceType type) {
        String name = type.name();
        String plain = name.contains("$$Lambda") ? "lambda" : name.replaceFirst("^REPL\\.\\$JShell\\$\\w+\\$", "");
        return plain.substring(plain.lastIndexOf('.') + 1);
    }
}
