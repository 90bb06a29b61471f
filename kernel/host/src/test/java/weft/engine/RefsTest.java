package weft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code refs(x)} in a real user VM, whose heap is searched from outside. */
class RefsTest {

    private static Notebook notebook;

    @BeforeAll
    static void start() throws IOException {
        notebook = new Notebook();
    }

    @AfterAll
    static void stop() {
        notebook.close();
    }

    @Test
    void refs_twoVariables_areBothNamed() {
        notebook.run("var a = new ArrayList<String>(); var b = a;");
        assertThat(notebook.value("refs(a).names()")).isEqualTo("[a, b]");
        notebook.run("b = null;");
        assertThat(notebook.value("refs(a).count()")).isEqualTo("1");
    }

    @Test
    void refs_collections_areNamedByTheWayThroughThem() {
        notebook.run("var o = new Object(); var list = new ArrayList<Object>(List.of(\"x\", o));"
                + " var map = new HashMap<String, Object>(); map.put(\"k\", o); Object[] slots = {null, null, o};");
        assertThat(notebook.value("refs(o).names()"))
                .contains("o", "list.elementData[1]", "slots[2]")
                .containsPattern("map\\.table\\[\\d+\\]\\.value");
        assertThat(notebook.value("refs(o).count()")).isEqualTo("4");
    }

    @Test
    void refs_fieldOfAnObjectOfTheCell_isNamed() {
        notebook.run("class Account { Object owner; } var owner = new Object(); var account = new Account();"
                + " account.owner = owner;");
        assertThat(notebook.value("refs(owner).names()")).isEqualTo("[owner, account.owner]");
    }

    @Test
    void refs_threadLocalAndLambda_areSaid() {
        notebook.run("var kept = new Object(); var local = new ThreadLocal<Object>(); local.set(kept);");
        assertThat(notebook.value("refs(kept).names()"))
                .contains("thread \"main\"")
                .contains("thread-local");
        notebook.run("Runnable capture(Object c) { return () -> System.out.println(c); }");
        notebook.run("var held = new Object(); Runnable task = capture(held);");
        assertThat(notebook.value("refs(held).names()")).contains("task captured by a lambda");
    }

    @Test
    void refs_weakReference_isShownButNotCounted() {
        notebook.run("var w = new Object(); var weak = new java.lang.ref.WeakReference<Object>(w);");
        assertThat(notebook.value("refs(w).count()")).isEqualTo("1");
        assertThat(notebook.value("refs(w)")).contains("weak.referent").contains("does not keep it alive");
    }

    @Test
    void refs_cycle_isLedBackToNothingButItself() {
        notebook.run("class Node { Node next; } Node one = new Node(); one.next = new Node(); one.next.next = one;");
        assertThat(notebook.value("refs(one).names()")).contains("one").contains(".next");
    }

    @Test
    void refs_sameVariableAfterRedefinition_isOneName() {
        notebook.run("int f() { return 1; } var r = new Object(); var s = r;");
        notebook.run("int f() { return 2; }");
        assertThat(notebook.value("refs(r).names()")).isEqualTo("[r, s]");
    }

    @Test
    void refs_null_saysWhatToGive() {
        assertThat(notebook.value("refs(null)"))
                .contains("NullPointerException")
                .contains("refs(list)");
    }

    @Test
    void unreachableCycle_isNeverFreedByCountsAndAlwaysByTheCollector() {
        assertThat(notebook.value("UnreachableCycle.run().counts()")).isEqualTo("[1, 1]");
        assertThat(notebook.value("UnreachableCycle.run().freedByCounting()")).isEqualTo("false");
        assertThat(notebook.value("UnreachableCycle.run().freedByCollector()")).isEqualTo("true");
    }
}
