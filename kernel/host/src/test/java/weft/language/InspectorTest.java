package weft.language;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import weft.wire.MimeBundle;

class InspectorTest {

    private static JShell shell;
    private static Inspector inspector;

    @BeforeAll
    static void startShell() {
        shell = JShell.builder().executionEngine("local").build();
        for (String line : List.of(
                "import java.util.*;",
                "int count = 5;",
                "int inc(int a, String b) { return a + 1; }",
                "int inc(int a) { return a + 2; }",
                "record Point(int x, int y) { static Point of(int x) { return new Point(x, 0); } }",
                "class Account { int balance; void deposit(int amount) {} }",
                "var list = new ArrayList<String>();")) {
            shell.eval(line);
        }
        inspector = new Inspector(
                shell,
                new CompilerLock(),
                new LibrarySources(),
                name -> name.equals("count") ? Optional.of("5") : Optional.empty());
    }

    @AfterAll
    static void stopShell() {
        shell.close();
    }

    @Test
    void inspect_variable_hasTypeAndValue() {
        assertThat(plain("cou|nt + 1")).isEqualTo("int count\n\ncount = 5");
    }

    @Test
    void inspect_methodOfNotebook_showsItsSources() {
        assertThat(plain("in|c(1)"))
                .isEqualTo("int inc(int,String)\n\nint inc(int a, String b) { return a + 1; }"
                        + "\n\nint inc(int)\n\nint inc(int a) { return a + 2; }");
    }

    @Test
    void inspect_classOfNotebook_showsItsSource() {
        assertThat(plain("new Account|()")).startsWith("class Account\n\nclass Account { int balance;");
    }

    @Test
    void inspect_nameOfMethod_hasItsSignatures() {
        assertThat(plain("list.ad|d(\"x\")"))
                .contains("boolean ArrayList<E>.add(E e)", "void ArrayList<E>.add(int index, E element)");
        assertThat(plain("list.add|")).contains("boolean ArrayList<E>.add(E e)");
        assertThat(plain("li|st.add(\"x\")")).isEqualTo("ArrayList<String> list");
    }

    @Test
    void inspect_callOfTwoArguments_beginsWithTheOverloadOfTwo() {
        assertThat(plain("list.ad|d(1, \"x\")")).startsWith("void ArrayList<E>.add(int index, E element)");
    }

    @Test
    void inspect_methodOfInstancesBehindTheNameOfTheirType_isFound() {
        assertThat(plain("Thread.join|")).startsWith("void Thread.join(");
        assertThat(plain("Thread.jo|in")).startsWith("void Thread.join(");
        assertThat(plain("java.util.Scanner.hasNext|")).contains("boolean Scanner.hasNext()");
        assertThat(plain("var f = List.of(1).stream().map(Object::hash|Code)")).startsWith("int Object.hashCode()");
        assertThat(plain("Account.deposit|")).startsWith("void Account.deposit(int amount)");
        assertThat(plain("Thread.sleep|")).startsWith("void Thread.sleep(");
    }

    @Test
    void inspect_methodNamedLikeAKeyword_isNoKeyword() {
        assertThat(plain("Thread.yield|()")).startsWith("void Thread.yield()");
        assertThat(plain("Thread.yield(|")).startsWith("void Thread.yield()");
    }

    @Test
    void inspect_insideTheArgumentsAfterADiamond_isAboutTheConstructor() {
        assertThat(plain("var m = new ArrayList<>(|")).contains("ArrayList<E>(int initialCapacity)");
        assertThat(plain("var m = new HashMap<String, List<Integer>>(|")).contains("HashMap<K, V>(int initialCapacity");
    }

    @Test
    void inspect_methodOfRecord_isNamedWithoutTheComponents() {
        assertThat(plain("Point.of|(1)")).isEqualTo("Point Point.of(int x)");
        assertThat(plain("Point.x|")).isEqualTo("int Point.x()");
    }

    @Test
    void inspect_whatIsNotTheJdks_doesNotAskForTheJdksSources() {
        assertThat(plain("new Account().deposit|")).isEqualTo("void Account.deposit(int amount)");
    }

    @Test
    void inspect_insideTheArguments_isAboutTheCall() {
        assertThat(plain("list.add(|")).contains("boolean ArrayList<E>.add(E e)");
        assertThat(plain("list.add(1, |)")).contains("boolean ArrayList<E>.add(E e)");
        assertThat(plain("System.out.println(Math.max(1, 2|))")).startsWith("int Math.max(int a, int b)");
    }

    @Test
    void inspect_className_isItsFullName() {
        assertThat(plain("Opt|ional<String> o")).startsWith("java.util.Optional<T>");
        assertThat(plain("new HashMap|<>()"))
                .contains("HashMap<K,V>(int initialCapacity, float loadFactor)".replace(",V", ", V"));
    }

    @Test
    void inspect_classNotImported_isFound() {
        assertThat(plain("HttpCli|ent")).startsWith("java.net.http.HttpClient");
    }

    @Test
    void inspect_keyword_hasHelp() {
        assertThat(plain("synchro|nized (lock) {")).startsWith("synchronized\n\nOnly one thread at a time");
    }

    @Test
    void inspect_nameDeclaredInSameCell_isKnown() {
        assertThat(plain("double ratio = 1;\nrat|io * 2")).isEqualTo("double ratio\n\nDeclared in this cell.");
        assertThat(plain("var sb = new StringBuilder();\nsb.appe|nd('x')")).contains("StringBuilder.append(char c)");
    }

    @Test
    void inspect_nothing_isEmpty() {
        assertThat(inspector.inspect("", 0, 0)).isEmpty();
        assertThat(inspector.inspect("1 + 2", 1, 0)).isEmpty();
        assertThat(inspector.inspect("nope", 2, 0)).isEmpty();
        assertThat(inspector.inspect("nope.foo()", 6, 0)).isEmpty();
    }

    @Test
    void inspect_jdkMethod_hasDocumentationOrSaysWhatToInstall() {
        String text = plain("\"a\".rep|eat(3)");

        Optional<String> missing = JdkSources.missing();
        assertThat(text).contains("String String.repeat(int count)");
        assertThat(text).contains(missing.orElse("Returns a string whose value is the concatenation of this string"));
        assertThat(html("\"a\".rep|eat(3)")).contains("<b>String String.repeat(int count)</b></pre>");
    }

    private static MimeBundle bundle(String marked) {
        int cursor = marked.indexOf('|');
        String code = marked.substring(0, cursor) + marked.substring(cursor + 1);
        return inspector.inspect(code, cursor, 0).orElseThrow();
    }

    private static String plain(String marked) {
        return requireNonNull(bundle(marked).data().get(MimeBundle.TEXT));
    }

    private static String html(String marked) {
        return requireNonNull(bundle(marked).data().get(MimeBundle.HTML));
    }
}
