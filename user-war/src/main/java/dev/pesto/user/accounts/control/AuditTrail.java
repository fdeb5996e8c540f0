package dev.pesto.user.accounts.control;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.accounts.entity.AuditEntry;
import dev.pesto.user.accounts.entity.AuditEntry.Action;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** Writes what was done in the transaction that did it. */
@ApplicationScoped
public class AuditTrail {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    /**
     * Adds a row, in the transaction of the caller.
     *
     * @param actor who did it; null when nobody was logged in
     * @param subject the account it was done to; null when there is none
     * @param network from where; null when not over HTTP
     */
    public void record(Action action, Long actor, Long subject, String network, String detail) {
        em.persist(new AuditEntry(Ids.next(), Instant.now(), actor, subject, action, network, detail));
    }
}
