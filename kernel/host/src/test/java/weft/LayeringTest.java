package weft;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may call whom; the packages of all modules. */
class LayeringTest {

    private static final List<String> HOST = List.of(
            "weft.protocol..",
            "weft.transport..",
            "weft.kernel..",
            "weft.engine..",
            "weft.language..",
            "weft.uservm..",
            "weft.magic..",
            "weft.python..",
            "weft.maven..",
            "weft.debug..",
            "weft.weave..",
            "weft.javac..",
            "weft.install..");

    private static final List<String> RUNTIME =
            List.of("weft.wire..", "weft.agent..", "weft.display..", "weft.timeline..", "weft.threads..");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("weft");
    }

    /** The package sees none of ours but these, and its own. */
    private static void sees(String subject, String... allowed) {
        List<String> forbidden = new ArrayList<>(HOST);
        forbidden.addAll(RUNTIME);
        forbidden.remove(subject);
        forbidden.removeAll(List.of(allowed));
        check(noClasses()
                .that()
                .resideInAPackage(subject)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new)));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }

    @Test
    void protocol_seesNothingOfOurs() {
        sees("weft.protocol..");
    }

    @Test
    void transport_seesProtocolOnly() {
        sees("weft.transport..", "weft.protocol..");
    }

    @Test
    void kernel_seesWhatItDispatchesTo() {
        sees(
                "weft.kernel..",
                "weft.protocol..",
                "weft.transport..",
                "weft.engine..",
                "weft.language..",
                "weft.magic..",
                "weft.debug..",
                "weft.wire..");
    }

    @Test
    void transport_isSeenByTheMainClassOnly() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("weft.transport..")
                .and()
                .doNotHaveFullyQualifiedName("weft.kernel.Main")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("weft.transport.."));
    }

    @Test
    void engine_seesNoChannelsAndNoMessages() {
        check(noClasses()
                .that()
                .resideInAnyPackage("weft.engine..", "weft.uservm..", "weft.magic..", "weft.python..", "weft.weave..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("weft.protocol..", "weft.transport..", "weft.kernel..", "weft.install.."));
    }

    @Test
    void language_seesWhatCrossesTheBorderOnly() {
        sees("weft.language..", "weft.wire..");
    }

    @Test
    void javac_seesNothingOfOurs_andIsSeenByTheEngineOnly() {
        sees("weft.javac..");
        check(noClasses()
                .that()
                .resideOutsideOfPackages("weft.javac..", "weft.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("weft.javac.."));
    }

    @Test
    void compiler_isSeenFromInsideByJavacOnly() {
        // What is not exported may be another in the next JDK.
        check(noClasses()
                .that()
                .resideOutsideOfPackage("weft.javac..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.tools.javac.."));
    }

    @Test
    void maven_seesNothingOfOurs() {
        sees("weft.maven..");
    }

    @Test
    void resolver_isSeenByMavenOnly() {
        // It is loaded when a notebook asks for its first library.
        check(noClasses()
                .that()
                .resideOutsideOfPackage("weft.maven..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.aether..", "org.apache.maven..", "org.slf4j.."));
    }

    @Test
    void install_seesNothingOfOurs() {
        sees("weft.install..");
    }

    @Test
    void zeroMq_isSeenByTransportAndByTheTrainingClientOnly() {
        // Installing trains the class-data archives: there Weft is its own client.
        check(noClasses()
                .that()
                .resideOutsideOfPackage("weft.transport..")
                .and()
                .doNotHaveSimpleName("TrainingClient")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.zeromq..", "zmq..", "org.dflib.jjava.jupyter.channels.."));
    }

    @Test
    void runtime_neverSeesTheHost() {
        check(noClasses()
                .that()
                .resideInAnyPackage(RUNTIME.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HOST.toArray(String[]::new)));
    }

    @Test
    void runtime_needsNothingButTheJdk() {
        check(noClasses()
                .that()
                .resideInAnyPackage(RUNTIME.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..",
                        "javax..",
                        "jdk..",
                        "sun..",
                        "com.sun.net.httpserver..",
                        "com.sun.management..",
                        "weft..",
                        "org.jspecify.."));
    }

    @Test
    void timeline_isAPipeline() {
        check(noClasses()
                .that()
                .resideInAPackage("weft.timeline.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("weft.timeline.layout..", "weft.timeline.render..", "weft.timeline.capture.."));
        check(noClasses()
                .that()
                .resideInAPackage("weft.timeline.layout..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("weft.timeline.render..", "weft.timeline.capture.."));
        check(noClasses()
                .that()
                .resideInAPackage("weft.timeline.render..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("weft.timeline.capture.."));
    }

    @Test
    void packages_haveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("weft.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
