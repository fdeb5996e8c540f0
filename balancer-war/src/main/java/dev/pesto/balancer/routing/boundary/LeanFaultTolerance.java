package dev.pesto.balancer.routing.boundary;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedField;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessSyntheticAnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.util.logging.Logger;

/**
 * Spares each call through {@link Services} a bean that nobody uses. Payara's interceptor of fault tolerance looks up a {@link RequestContextController} at every
 * call, for {@code @Asynchronous} methods only; it takes none when there is none, and each lookup makes a bean that is kept until the interceptor ends. Measured
 * as a quarter of the door's time: its injection point is given a qualifier that no bean has.
 *
 * <p>A server that has no such interceptor, or one with another field, is left as it is, and the log says so.
 */
// Found by its name in META-INF/services.
public class LeanFaultTolerance implements Extension {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");
    private static final String INTERCEPTOR = "fish.payara.microprofile.faulttolerance.cdi.FaultToleranceInterceptor";

    private boolean spared;

    <T> void spare(@Observes ProcessSyntheticAnnotatedType<T> type) {
        if (type.getAnnotatedType().getJavaClass().getName().equals(INTERCEPTOR)) {
            type.configureAnnotatedType()
                    .filterFields(LeanFaultTolerance::isForAsynchronousCalls)
                    .forEach(field -> {
                        field.add(NamedLiteral.of("no request context controller"));
                        spared = true;
                    });
        }
    }

    void tell(@Observes AfterDeploymentValidation deployed) {
        LOG.info(
                spared
                        ? "fault tolerance looks up no request context controllers"
                        : "fault tolerance is not the one known here: it may look up a request context controller at every call");
    }

    private static boolean isForAsynchronousCalls(AnnotatedField<?> field) {
        return field.getBaseType() instanceof ParameterizedType type
                && type.getRawType() == Instance.class
                && type.getActualTypeArguments()[0] == RequestContextController.class;
    }
}
