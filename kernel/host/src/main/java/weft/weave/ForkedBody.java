package weft.weave;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Lets the {@code compute} method of a {@code ForkJoinTask} tell when a worker begins with it and when it is done. */
final class ForkedBody extends WrappedBody {

    private static final Set<String> TASKS = Set.of(
            "java/util/concurrent/RecursiveTask",
            "java/util/concurrent/RecursiveAction",
            "java/util/concurrent/CountedCompleter");

    private static final int NOT_WRITTEN = Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT;

    private final String owner;

    ForkedBody(MethodNode method, String owner) {
        super(method);
        this.owner = owner;
    }

    /** @param parent the class that the method's own class extends */
    static boolean isOne(@Nullable String parent, int access, String name, String descriptor) {
        return parent != null
                && TASKS.contains(parent)
                && (access & NOT_WRITTEN) == 0
                && name.equals("compute")
                && descriptor.startsWith("()");
    }

    @Override
    InsnList enter(LabelNode start) {
        InsnList enter = tell("computing");
        enter.insert(start);
        return enter;
    }

    @Override
    InsnList leave() {
        return tell("computed");
    }

    @Override
    InsnList unwind() {
        return new InsnList();
    }

    @Override
    List<Object> variables() {
        return List.of(owner);
    }

    private static InsnList tell(String what) {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(Opcodes.ALOAD, 0));
        list.add(MethodProbes.probe(what, ""));
        return list;
    }
}
