package weft.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import weft.weave.FinalAssignedException;
import weft.weave.Origin;
import weft.weave.Weaver;
import weft.weave.Wrappers;
import weft.wire.ClassImage;

/**
 * Classes that JShell has compiled and the user VM does not have yet, and those of this evaluation that it has got.
 * They are woven when they leave: only then can JShell say which lines of which cell they come from.
 */
final class HeldClasses {

    private final Weaver weaver;
    private final Function<String, Origin> origins;
    private final Consumer<ClassBytecodes> ofJShell;
    private final List<ClassBytecodes> held = new ArrayList<>();

    /** Snippet id → its classes as the compiler made them, of those that this evaluation has sent. */
    private final Map<String, List<ClassBytecodes>> sent = new HashMap<>();

    /**
     * @param origins wrapper class name → where its source stands; asked when the class is about to be sent
     * @param ofJShell gets each class that JShell has made, unwoven, when it is about to be sent
     */
    HeldClasses(Weaver weaver, Function<String, Origin> origins, Consumer<ClassBytecodes> ofJShell) {
        this.weaver = weaver;
        this.origins = origins;
        this.ofJShell = ofJShell;
    }

    /** Before each evaluation. */
    void begin() {
        held.clear();
        sent.clear();
    }

    void add(List<ClassBytecodes> classes) {
        held.addAll(classes);
    }

    /** Those that are held, woven; they are held no more. */
    List<ClassImage> take() throws FinalAssignedException {
        List<ClassImage> images = weave(held);
        held.clear();
        return images;
    }

    List<ClassImage> weave(List<ClassBytecodes> classes) throws FinalAssignedException {
        List<ClassImage> images = new ArrayList<>(classes.size());
        for (ClassBytecodes one : classes) {
            String wrapper = Wrappers.wrapperOf(one.name());
            Origin origin = origins.apply(wrapper);
            if (!Wrappers.isOfWeft(wrapper)) {
                ofJShell.accept(one);
            }
            sent.computeIfAbsent(Wrappers.snippetId(wrapper), id -> new ArrayList<>())
                    .add(one);
            images.add(new ClassImage(one.name(), origin.sourceName(), weaver.weave(one.bytecodes(), origin)));
        }
        return images;
    }

    /** The classes of a snippet, unwoven, if this evaluation has sent them; else none. */
    List<ClassBytecodes> sentFor(String snippetId) {
        return sent.getOrDefault(snippetId, List.of());
    }
}
