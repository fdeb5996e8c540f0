package dev.pesto.balancer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

@AnalyzeClasses(packages = "dev.pesto.balancer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> FEATURES = List.of("routing", "instances", "limits", "operations");

    @ArchTest
    static final ArchRule ENTITIES_KNOW_NO_OTHER_LAYER = noClasses()
            .that()
            .resideInAPackage("..entity")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..control", "..boundary");

    @ArchTest
    static final ArchRule CONTROLS_KNOW_NO_BOUNDARY = noClasses()
            .that()
            .resideInAPackage("..control")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..boundary");

    @ArchTest
    static final ArchRule THE_CORE_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage("..entity", "..control")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "fish.payara..")
            .because("the algorithms are tested without a server and with the clock in hand");

    @ArchTest
    static final ArchRule ALGORITHMS_NEED_NO_LIBRARY = noClasses()
            .that()
            .resideInAPackage("..entity")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "com.hazelcast..", "io.github.bucket4j..", "com.nimbusds..");

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("dev.pesto.balancer.(*).(entity)").should().beFreeOfCycles();

    @ArchTest
    static void boundariesBelongToTheirFeature(JavaClasses classes) {
        for (String feature : FEATURES) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.pesto.balancer." + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.pesto.balancer." + feature + ".boundary")
                    .check(classes);
        }
    }

    @ArchTest
    static void everyPackageNamedInARuleExists(JavaClasses classes) {
        for (String feature : FEATURES) {
            for (String layer : List.of("entity", "control", "boundary")) {
                assertThat(classes.containPackage("dev.pesto.balancer." + feature + "." + layer))
                        .as(feature + "." + layer)
                        .isTrue();
            }
        }
    }
}
