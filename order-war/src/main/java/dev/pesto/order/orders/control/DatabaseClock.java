package dev.pesto.order.orders.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The one clock that all instances share. */
@ApplicationScoped
public class DatabaseClock {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /** Epoch milliseconds. */
    public long now() {
        Object millis = em.createNativeQuery("SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)")
                .getSingleResult();
        return ((Number) millis).longValue();
    }
}
