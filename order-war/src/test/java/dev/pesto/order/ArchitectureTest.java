package dev.pesto.order;

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
import dev.pesto.order.stock.control.StockLock;
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

    private static final String BASE = "dev.pesto.order.";
    private static final String BOUNDARY = BASE + "*.boundary";
    private static final String CONTROL = BASE + "*.control";
    private static final String ENTITY = BASE + "*.entity";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pesto.order");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders.boundary",
                "orders.control",
                "orders.entity",
                "stock.boundary",
                "stock.control",
                "stock.entity",
                "contention.control",
                "contention.entity",
                "settlement.control",
                "settlement.entity",
                "fulfilment.boundary",
                "payments.boundary",
                "payments.control"
            })
    @DisplayName("Every package that a rule names has classes")
    void packagesExist(String name) {
        assertThat(PRODUCTION.stream().anyMatch(type -> type.getPackageName().equals(BASE + name)))
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
    @DisplayName("No feature uses another's boundary; stock and settlement know no orders")
    void featuresAreApart() {
        for (String feature : new String[] {"orders", "stock", "fulfilment", "payments"}) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(BASE + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(BASE + feature + ".boundary")
                    .check(PRODUCTION);
        }
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "stock..", BASE + "settlement..", BASE + "contention..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + "orders..", BASE + "fulfilment..", BASE + "payments..")
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
    @DisplayName("Stock is locked in one place")
    void stockIsLockedOnce() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(StockLock.class.getName())
                .should()
                .callMethodWhere(calls("setLockMode"))
                .check(PRODUCTION);
        assertThat(PRODUCTION.get(StockLock.class).getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("setLockMode")))
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
