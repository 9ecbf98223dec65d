package io.deltatape.endtoend;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The rules of ARCHITECTURE.md, "Modules", held by the build. Before changing one, think about the layering.
final class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
            .importPackages("io.deltatape");

    private static final List<String> APPLICATIONS = List.of("bridge", "delta", "gateway", "client");
    private static final List<String> INFRA = List.of("simulator", "local", "benchmarks");

    private static String in(String module) {
        return "io.deltatape." + module + "..";
    }

    @Test
    void everyModuleIsLookedAt() {
        for (String module :
                List.of("contract", "bridge", "delta", "gateway", "client", "simulator", "local", "benchmarks")) {
            if (CODE.stream().noneMatch(c -> c.getPackageName().startsWith("io.deltatape." + module))) {
                throw new AssertionError("no class of io.deltatape." + module + " is on the class path of this test");
            }
        }
    }

    @Test
    void applicationsMeetAtATopicOrASocketNeverOnTheClassPath() {
        for (String application : APPLICATIONS) {
            String[] others = APPLICATIONS.stream()
                    .filter(other -> !other.equals(application))
                    .map(ArchitectureTest::in)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(in(application))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CODE);
        }
    }

    @Test
    void nothingDependsOnInfra() {
        noClasses()
                .that()
                .resideInAnyPackage(in("contract"), in("bridge"), in("delta"), in("gateway"), in("client"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INFRA.stream().map(ArchitectureTest::in).toArray(String[]::new))
                .check(CODE);
    }

    @Test
    void theContractIsBelowEverythingAndKnowsKafkaOnlyInItsKafkaPackage() {
        classes()
                .that()
                .resideInAPackage(in("contract"))
                .and(not(resideInAPackage("io.deltatape.contract.kafka..")))
                .and(not(resideInAPackage("io.deltatape.contract.codec..")))
                .and(not(resideInAPackage("io.deltatape.contract.health..")))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.deltatape.contract..", "java..", "org.jspecify..")
                .check(CODE);
        classes()
                .that()
                .resideInAPackage("io.deltatape.contract.codec..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.deltatape.contract..", "java..", "org.jspecify..", "com.fasterxml.jackson.core..")
                .check(CODE);
    }

    @Test
    void theHealthEndpointNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("io.deltatape.contract.health..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.deltatape.contract.health..", "java..", "org.jspecify..", "com.sun.net.httpserver..")
                .check(CODE);
    }

    @Test
    void onlyTheGatewayAndInfraKnowJetty() {
        noClasses()
                .that(not(resideInAnyPackage(in("gateway"), in("local"), in("benchmarks"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(CODE);
        noClasses()
                .that()
                .resideInAnyPackage("io.deltatape.gateway.state..", "io.deltatape.gateway.fanout..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(CODE);
    }

    /// Within a module the root package wires its siblings; what they share they get from further down.
    @Test
    void packagesOfAModuleHaveNoCycles() {
        slices().matching("io.deltatape.(*).(**)").should().beFreeOfCycles().check(CODE);
        slices().matching("io.deltatape.contract.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CODE);
    }

    @Test
    void noStaticStateChanges() {
        fields().that().areStatic().should().beFinal().check(CODE);
    }

    /// Standard output belongs to commands; everything else logs.
    @Test
    void onlyCommandsPrint() {
        noClasses()
                .that(not(isCommand()))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CODE);
    }

    private static DescribedPredicate<JavaClass> isCommand() {
        return DescribedPredicate.describe(
                "are commands",
                c -> c.getPackageName().endsWith(".cli")
                        || c.getPackageName().startsWith("io.deltatape.benchmarks")
                        || outermost(c).matches(".*Main|Simulate"));
    }

    private static String outermost(JavaClass c) {
        return c.getEnclosingClass().map(ArchitectureTest::outermost).orElse(c.getSimpleName());
    }

    /// Time is injected; the classes named here are the adapters where it comes in.
    @Test
    void onlyAdaptersReadTheClock() {
        var adapters = Map.of(
                "MarketTopics", "waits for Kafka while a component starts",
                "EmbeddedBroker", "waits for the broker while it starts");
        noClasses()
                .that(not(isCommand()))
                .and(not(DescribedPredicate.describe(
                        "are adapters", (JavaClass c) -> adapters.containsKey(outermost(c)))))
                .and(not(resideInAnyPackage(in("benchmarks"))))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CODE);
    }
}
