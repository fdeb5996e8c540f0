package dev.pesto.product;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.HttpMethod;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final String BOUNDARY = "dev.pesto.product.catalogue.boundary";
    private static final String CONTROL = "dev.pesto.product.catalogue.control";
    private static final String ENTITY = "dev.pesto.product.catalogue.entity";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pesto.product");

    @ParameterizedTest
    @ValueSource(strings = {BOUNDARY, CONTROL, ENTITY})
    @DisplayName("Every package that a rule names has classes")
    void packagesExist(String name) {
        assertThat(PRODUCTION.containPackage(name)).isTrue();
        assertThat(PRODUCTION.stream().anyMatch(type -> type.getPackageName().equals(name)))
                .isTrue();
    }

    @Test
    @DisplayName("Control knows no boundary, entity neither boundary nor control")
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
                .areAnnotatedWith(jakarta.ws.rs.Path.class)
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
    @DisplayName("Queries in SQL are made of constants by SqlText alone")
    void nativeQueriesHaveOneMaker() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(CONTROL + ".SqlText")
                .should()
                .callMethodWhere(calls("createNativeQuery"))
                .check(PRODUCTION);
        assertThat(PRODUCTION.get(CONTROL + ".SqlText").getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("createNativeQuery")))
                .isTrue();
    }

    @Test
    @DisplayName("Queries in JPQL stand in annotations")
    void jpqlIsNamed() {
        noClasses().should().callMethodWhere(calls("createQuery")).check(PRODUCTION);
        assertThat(PRODUCTION.get(CONTROL + ".StoredProducts").getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("createNamedQuery")))
                .isTrue();
    }

    private static DescribedPredicate<JavaMethod> answerHttp() {
        return DescribedPredicate.describe("answer HTTP", method -> method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class)));
    }

    private static DescribedPredicate<JavaMethodCall> calls(String name) {
        return DescribedPredicate.describe(
                "calls of " + name, call -> call.getName().equals(name));
    }
}
