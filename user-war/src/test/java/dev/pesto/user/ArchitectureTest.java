package dev.pesto.user;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final String ROOT = "dev.pesto.user";
    private static final String BOUNDARY = "dev.pesto.user.*.boundary";
    private static final String CONTROL = "dev.pesto.user.*.control";
    private static final String ENTITY = "dev.pesto.user.*.entity";
    private static final Set<String> QUERIES = Set.of("createQuery", "createNativeQuery");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts.boundary",
                "accounts.control",
                "accounts.entity",
                "access.boundary",
                "access.control",
                "access.entity",
                "addresses.boundary",
                "addresses.entity",
                "paymentmethods.boundary",
                "paymentmethods.entity"
            })
    @DisplayName("Every package that a rule means has classes")
    void packagesExist(String name) {
        assertThat(PRODUCTION.stream().anyMatch(type -> type.getPackageName().equals(ROOT + "." + name)))
                .isTrue();
    }

    @Test
    @DisplayName("Control knows no boundary, entity neither boundary nor control nor HTTP")
    void dependsInward() {
        noClasses()
                .that()
                .resideInAPackage(CONTROL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BOUNDARY)
                .check(PRODUCTION);
        noClasses()
                .that()
                .resideInAPackage(ENTITY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BOUNDARY, CONTROL, "jakarta.ws.rs..")
                .check(PRODUCTION);
    }

    @Test
    @DisplayName("A feature uses another's control and entity, never its boundary, and no two use each other")
    void featuresDoNotTangle() {
        for (String feature : List.of("accounts", "access", "addresses", "paymentmethods")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "." + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "." + feature + ".boundary")
                    .check(PRODUCTION);
        }
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PRODUCTION);
    }

    @Test
    @DisplayName("Transactions begin in the boundary, and not in a resource")
    void transactionsBeginInTheBoundary() {
        classes()
                .that()
                .areAnnotatedWith(Stateless.class)
                .should()
                .resideInAPackage(BOUNDARY)
                .check(PRODUCTION);
        noClasses()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(EntityManager.class)
                .check(PRODUCTION);
    }

    @Test
    @DisplayName("Every resource method says who may call it")
    void resourceMethodsNameRoles() {
        methods()
                .that(answerHttp())
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .check(PRODUCTION);
    }

    @Test
    @DisplayName("A class that makes queries puts no strings together at run time")
    void queriesAreConstants() throws IOException {
        List<JavaClass> askers = PRODUCTION.stream()
                .filter(type ->
                        type.getMethodCallsFromSelf().stream().anyMatch(call -> QUERIES.contains(call.getName())))
                .toList();
        assertThat(askers).isNotEmpty();
        for (JavaClass asker : askers) {
            try (InputStream in =
                    asker.getSource().orElseThrow().getUri().toURL().openStream()) {
                String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(asker.getName()).doesNotContain("makeConcat", "java/lang/StringBuilder");
            }
        }
    }

    private static DescribedPredicate<JavaMethod> answerHttp() {
        return DescribedPredicate.describe("answer HTTP", method -> method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class)));
    }
}
