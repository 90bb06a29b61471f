package weft.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import weft.language.Completion.Match;

class CompleterTest {

    private static JShell shell;
    private static Completer completer;

    @BeforeAll
    static void startShell() {
        shell = JShell.builder().executionEngine("local").build();
        for (String line : List.of(
                "import java.util.*;",
                "import java.util.stream.*;",
                "int count = 5;",
                "String name = \"x\";",
                "int inc(int a, String b) { return a + 1; }",
                "class Account { int balance; void deposit(int amount) {} }",
                "var list = new ArrayList<String>();")) {
            shell.eval(line);
        }
        completer = new Completer(shell, new CompilerLock());
    }

    @AfterAll
    static void stopShell() {
        shell.close();
    }

    @Test
    void complete_memberOfVariable_hasNameTypeAndSignature() {
        assertThat(match("list.add", "add")).contains(new Match("add", "function", "(E e)\n(int index, E element)"));
    }

    @Test
    void complete_overloadedMethod_isOneMatch() {
        assertThat(texts("System.out.printl")).containsExactly("println");
    }

    @Test
    void complete_start_isTheBeginningOfTheWord() {
        Completion completion = completer.complete("int z = name.sub + 1", 16);

        assertThat(completion.start()).isEqualTo(13);
        assertThat(completion.end()).isEqualTo(16);
        assertThat(completion.matches()).extracting(Match::text).containsExactly("subSequence", "substring");
    }

    @Test
    void complete_matchOfExpectedType_comesFirst() {
        assertThat(texts("int z = name.")).startsWith("charAt", "codePointAt");
        assertThat(texts("String s = name.")).startsWith("concat");
    }

    @Test
    void complete_afterEmojiAndThirtyLines_knowsTheLastSnippet() {
        String cell = "System.out.println(\"😀\");\n".repeat(30) + "Math.ma";

        Completion completion = completer.complete(cell, cell.length());

        assertThat(completion.matches()).extracting(Match::text).containsExactly("max");
        assertThat(completion.start()).isEqualTo(cell.length() - 2);
    }

    @Test
    void complete_variableOfSameCell_isOffered() {
        assertThat(texts("int total = 1;\nfor (int turn = 0; turn < 3; turn++) { t"))
                .startsWith("turn", "total");
    }

    @Test
    void complete_variableOfClosedBlock_isNotOffered() {
        assertThat(texts("{ int hidden = 1; }\nhid")).isEmpty();
    }

    @Test
    void complete_parameterOfUnfinishedMethod_isOffered() {
        assertThat(match("void greet(String person) { per", "person"))
                .contains(new Match("person", "instance", "String"));
    }

    @Test
    void complete_memberOfVariableOfSameCell_isOffered() {
        assertThat(texts("var map = new TreeMap<String, Integer>();\nmap.firstE"))
                .contains("firstEntry");
        assertThat(texts("class Dog { void bark() {} }\nDog dog = new Dog();\ndog.ba"))
                .containsExactly("bark");
        assertThat(texts("Account a = new Account();\na.dep")).containsExactly("deposit");
    }

    @Test
    void complete_memberOfResultOfMethodOfSameCell_isOffered() {
        assertThat(texts("Account open() { return new Account(); }\nopen().dep"))
                .containsExactly("deposit");
    }

    @Test
    void complete_memberOfClassImportedInSameCell_isOffered() {
        assertThat(texts("import java.net.http.HttpClient;\nHttpClient.newH")).contains("newHttpClient");
    }

    @Test
    void complete_memberOfParameterOfUnfinishedMethod_isOffered() {
        assertThat(texts("int size(List<String> words) { return words.siz")).containsExactly("size");
    }

    @Test
    void complete_memberOfLambdaParameter_isOffered() {
        assertThat(texts("list.stream().map(x -> x.toUp")).containsExactly("toUpperCase");
    }

    @Test
    void complete_classNotImported_isOfferedInFull() {
        assertThat(match("HttpCl", "java.net.http.HttpClient"))
                .contains(new Match("java.net.http.HttpClient", "class", ""));
        assertThat(texts("new AtomicInteg")).contains("java.util.concurrent.atomic.AtomicInteger");
    }

    @Test
    void complete_classImported_isOfferedOnce() {
        assertThat(texts("ArrayLis")).containsExactly("ArrayList");
    }

    @Test
    void complete_keyword_isOffered() {
        assertThat(match("whi", "while")).contains(new Match("while", "keyword", ""));
        assertThat(texts("syn")).contains("synchronized");
    }

    @Test
    void complete_insideStringCommentOrNumber_offersNothing() {
        assertThat(texts("String s = \"na")).isEmpty();
        assertThat(texts("// na")).isEmpty();
        assertThat(texts("/* na")).isEmpty();
        assertThat(texts("\"\"\"\n na")).isEmpty();
        assertThat(texts("char c = 'n")).isEmpty();
        assertThat(texts("12")).isEmpty();
    }

    @Test
    void complete_afterClosedString_offersItsMembers() {
        assertThat(texts("\"abc\".le")).contains("length");
    }

    @Test
    void complete_methodReference_offersMembersAndNew() {
        assertThat(texts("list.stream().map(String::toUp")).containsExactly("toUpperCase");
        assertThat(texts("list.stream().map(Account::n")).contains("new");
    }

    @Test
    void complete_importedPackage_isModule() {
        shell.sourceCodeAnalysis().listQualifiedNames("HttpClient", 10);

        assertThat(texts("import java.util.List")).contains("List", "ListIterator");
    }

    @Test
    void complete_belowMagic_ignoresTheMagic() {
        assertThat(texts("%%timeline --title \"x\nMath.ma")).containsExactly("max");
    }

    @Test
    void complete_newClass_offersClasses() {
        assertThat(match("new Acc", "Account")).contains(new Match("Account", "class", "()"));
    }

    private static List<String> texts(String code) {
        return completer.complete(code, code.length()).matches().stream()
                .map(Match::text)
                .toList();
    }

    private static Optional<Match> match(String code, String text) {
        return completer.complete(code, code.length()).matches().stream()
                .filter(match -> match.text().equals(text))
                .findFirst();
    }
}
