package weft.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import org.jspecify.annotations.Nullable;
import weft.language.CompilerLock;
import weft.uservm.UserVm;
import weft.uservm.UserVmEndedException;
import weft.weave.FinalAssignedException;
import weft.wire.ClassImage;
import weft.wire.ToHost;
import weft.wire.ToUserVm;

/**
 * JShell's hands in the user VM. Classes are held back until a snippet of theirs runs, or the evaluation ends: only then
 * can JShell say which lines of which cell they come from, and one frame does for both.
 *
 * <p><b>Threads.</b> Belongs to the thread that evaluates. While the user VM runs a snippet the compiler's lock is
 * released, so that completion answers meanwhile.
 */
final class UserVmControl implements ExecutionControl {

    private final UserVm vm;
    private final CompilerLock compiler;
    private final HeldClasses classes;
    private final SnippetResult result = new SnippetResult();

    /** A snippet that is compiled and waits to be run. */
    private record Deferred(List<ClassImage> classes, String className, String method, boolean render) {}

    private final List<Deferred> deferred = new ArrayList<>();
    private Runnable beforeRun = () -> {};
    private boolean deferring;
    private final LiveWrappers wrappers = new LiveWrappers();

    private int cell;
    private boolean render;
    private volatile boolean invoking;
    private long ranNanos;
    private @Nullable UserVmEndedException vmEnded;
    private @Nullable FinalAssignedException finalAssigned;

    UserVmControl(UserVm vm, CompilerLock compiler, HeldClasses classes) {
        this.vm = vm;
        this.compiler = compiler;
        this.classes = classes;
    }

    /** Before each evaluation. */
    void begin(int newCell, boolean valueWanted) {
        cell = newCell;
        render = valueWanted;
        finalAssigned = null;
        result.forget();
        classes.begin();
    }

    /**
     * From now on snippets are compiled but not run, though JShell takes them for run: {@link #runDeferred} runs them
     * one after another, with no compiler between them. Where a class must be replaced they run at once, as its
     * variables are carried over.
     */
    void defer() {
        deferring = true;
    }

    /**
     * Runs what was deferred, up to the first that fails, and ends the deferring. What became of it is asked as after an
     * evaluation.
     *
     * @return whether there was anything to run
     */
    boolean runDeferred() {
        deferring = false;
        return runWaiting();
    }

    /** What was deferred is never run. */
    void dropDeferred() {
        deferring = false;
        deferred.clear();
    }

    /** Does this right before the next snippet runs, once; an empty one takes it back. */
    void beforeNextRun(Runnable first) {
        beforeRun = first;
    }

    private boolean runWaiting() {
        List<Deferred> waiting = List.copyOf(deferred);
        deferred.clear();
        for (Deferred snippet : waiting) {
            result.forget();
            try {
                result.take(run(snippet));
            } catch (RunException | EngineTerminationException e) {
                // Said by the fields that are asked. The rest of the cell does not run, now or later.
                deferring = false;
                return true;
            }
        }
        return !waiting.isEmpty();
    }

    /** After each evaluation: sends the classes that nothing ran, and keeps the variables of replaced wrappers. */
    void finish() {
        if (vmEnded != null || finalAssigned != null) {
            return;
        }
        try {
            List<ClassImage> images = classes.take();
            if (!images.isEmpty()) {
                ask(id -> new ToUserVm.Run(id, cell, images, "", "", false));
                carryOver(images, "");
            }
        } catch (FinalAssignedException e) {
            finalAssigned = e;
        } catch (EngineTerminationException e) {
            // vmEnded says it.
            return;
        }
    }

    /** What became of the snippet that ran last. */
    SnippetResult result() {
        return result;
    }

    @Nullable UserVmEndedException vmEnded() {
        return vmEnded;
    }

    @Nullable FinalAssignedException finalAssigned() {
        return finalAssigned;
    }

    /** The classes of a snippet, unwoven, if this evaluation has sent them; else none. */
    List<ClassBytecodes> sentFor(String snippetId) {
        return classes.sentFor(snippetId);
    }

    /** Whether the user VM is running a snippet; any thread may ask. */
    boolean isInvoking() {
        return invoking;
    }

    /** How long the user VM has been running snippets. */
    long ranNanos() {
        return ranNanos;
    }

    @Override
    public void load(ClassBytecodes[] compiled) {
        classes.add(List.of(compiled));
    }

    @Override
    public void redefine(ClassBytecodes[] compiled) throws ClassInstallException, EngineTerminationException {
        runWaiting();
        try {
            List<ClassImage> images = classes.weave(List.of(compiled));
            if (ask(id -> new ToUserVm.Redefine(id, images)) instanceof ToHost.Failed failed) {
                throw new ClassInstallException(failed.reason(), new boolean[compiled.length]);
            }
        } catch (FinalAssignedException e) {
            finalAssigned = e;
        }
    }

    /** Tells the user VM that these loaded classes stand elsewhere now. Where it refuses, the old lines stay. */
    void moveLines(List<ClassBytecodes> loaded) {
        if (loaded.isEmpty() || vmEnded != null) {
            return;
        }
        try {
            redefine(loaded.toArray(ClassBytecodes[]::new));
        } catch (ClassInstallException e) {
            System.getLogger("weft.engine").log(System.Logger.Level.DEBUG, "Lines could not be moved", e);
        } catch (EngineTerminationException e) {
            // vmEnded says it.
            return;
        }
    }

    @Override
    public String invoke(String className, String method) throws RunException, EngineTerminationException {
        if (finalAssigned != null) {
            return "";
        }
        List<ClassImage> images;
        try {
            images = classes.take();
        } catch (FinalAssignedException e) {
            finalAssigned = e;
            return "";
        }
        if (wrappers.wouldReplaceOther(images, className)) {
            runWaiting();
            List<ClassImage> first = images;
            ask(id -> new ToUserVm.Run(id, cell, first, "", "", false));
            carryOver(images, className);
            images = List.of();
        } else {
            carryOver(images, className);
        }
        Deferred snippet = new Deferred(images, className, method, render);
        if (deferring) {
            deferred.add(snippet);
            return "";
        }
        return result.take(run(snippet));
    }

    private ToHost.Reply run(Deferred snippet) throws EngineTerminationException {
        Runnable first = beforeRun;
        beforeRun = () -> {};
        first.run();
        invoking = true;
        long began = System.nanoTime();
        try {
            return compiler.releasing(() -> vm.ask(id -> new ToUserVm.Run(
                    id, cell, snippet.classes(), snippet.className(), snippet.method(), snippet.render())));
        } catch (UserVmEndedException e) {
            vmEnded = e;
            throw new EngineTerminationException(e.getMessage());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            ranNanos += System.nanoTime() - began;
            invoking = false;
        }
    }

    private void carryOver(List<ClassImage> images, String invoked) throws EngineTerminationException {
        for (LiveWrappers.Replaced replaced : wrappers.take(images, invoked)) {
            runWaiting();
            ask(id -> new ToUserVm.CarryOver(id, replaced.before(), replaced.now()));
        }
    }

    private ToHost.Reply ask(IntFunction<ToUserVm> request) throws EngineTerminationException {
        try {
            return vm.ask(request);
        } catch (UserVmEndedException e) {
            vmEnded = e;
            throw new EngineTerminationException(e.getMessage());
        }
    }

    @Override
    public String varValue(String className, String varName) throws EngineTerminationException {
        ToHost.Reply reply = ask(id -> new ToUserVm.Value(id, className, varName));
        return reply instanceof ToHost.Returned returned ? returned.text() : "";
    }

    /** Lets go of a dropped variable's value. Returns at once: nothing waits for it. */
    void forget(VarSnippet variable) {
        String wrapper = wrappers.of(variable);
        if (wrapper == null) {
            return;
        }
        try {
            vm.send(new ToUserVm.Forget(wrapper, variable.name()));
        } catch (UserVmEndedException e) {
            System.getLogger("weft.engine").log(System.Logger.Level.DEBUG, "The value went with its VM", e);
        }
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException {
        ask(id -> new ToUserVm.AddToClassPath(id, path));
    }

    @Override
    public void stop() {
        // The engine interrupts the user VM itself, with the cell's number.
    }

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException("Weft has no extension command \"" + command + '"');
    }

    @Override
    public void close() {
        // The user VM belongs to the engine, which may go on with it.
    }
}
