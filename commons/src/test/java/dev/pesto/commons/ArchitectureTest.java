package dev.pesto.commons;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("commons is technique and stays small")
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.pesto.commons");

    @Test
    @DisplayName("it maps no table")
    void noEntities() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.persistence..")
                .check(CLASSES);
    }

    @Test
    @DisplayName("it knows no WAR")
    void knowsNoWar() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.pesto.user..", "dev.pesto.product..", "dev.pesto.order..", "dev.pesto.balancer..")
                .check(CLASSES);
    }

    @Test
    @DisplayName("JSON needs no HTTP, ids and money need nothing but refusals")
    void valuesStandAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.pesto.commons.ids", "dev.pesto.commons.money", "dev.pesto.commons.text")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.pesto.commons.http", "dev.pesto.commons.identity", "dev.pesto.commons.grid")
                .check(CLASSES);
        slices().matching("dev.pesto.commons.(lists|ids|money|text|grid)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    @DisplayName("the packages that these rules name exist")
    void packagesExist() {
        for (String name :
                new String[] {"ids", "money", "text", "http", "identity", "grid", "lists", "json", "problem"}) {
            assertThat(CLASSES.containPackage("dev.pesto.commons." + name))
                    .as(name)
                    .isTrue();
        }
    }
}
