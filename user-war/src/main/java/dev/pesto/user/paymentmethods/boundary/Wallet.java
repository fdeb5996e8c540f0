package dev.pesto.user.paymentmethods.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.paymentmethods.entity.PaymentMethod;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;

/** An account's payment methods. */
@Stateless
public class Wallet {

    private static final int MOST = 50;

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private Accounts accounts;

    public List<PaymentMethodView> list(long accountId, long afterId, int count) {
        return em.createQuery(
                        "SELECT p FROM PaymentMethod p WHERE p.accountId = :account AND p.id > :after ORDER BY p.id",
                        PaymentMethod.class)
                .setParameter("account", accountId)
                .setParameter("after", afterId)
                .setMaxResults(count)
                .getResultStream()
                .map(PaymentMethodView::of)
                .toList();
    }

    public PaymentMethodView read(long accountId, long id) {
        return PaymentMethodView.of(own(accountId, id));
    }

    public PaymentMethodView add(long accountId, AddPaymentMethod request) {
        // The lock makes the count exact.
        accounts.lock(accountId);
        if (list(accountId, 0, MOST).size() == MOST) {
            throw Refusal.invalid("", "too_many", "an account has 50 payment methods at most");
        }
        long id = Ids.next();
        Instant now = Instant.now();
        PaymentMethod method =
                switch (request.type()) {
                    case COD -> PaymentMethod.cashOnDelivery(id, accountId, now);
                    case CARD ->
                        PaymentMethod.card(
                                id,
                                accountId,
                                request.token(),
                                request.brand(),
                                request.last4(),
                                request.expMonth(),
                                request.expYear(),
                                now);
                };
        em.persist(method);
        return PaymentMethodView.of(method);
    }

    public void delete(long accountId, long id) {
        em.remove(own(accountId, id));
    }

    private PaymentMethod own(long accountId, long id) {
        return em.createQuery(
                        "SELECT p FROM PaymentMethod p WHERE p.id = :id AND p.accountId = :account",
                        PaymentMethod.class)
                .setParameter("id", id)
                .setParameter("account", accountId)
                .getResultStream()
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }
}
