package dev.pesto.order.payments.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.orders.control.DatabaseClock;
import dev.pesto.order.orders.control.OrderLock;
import dev.pesto.order.orders.control.Steps;
import dev.pesto.order.orders.entity.Actor;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderRefusal;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.payments.control.Answer;
import dev.pesto.order.payments.control.Charge;
import dev.pesto.order.settlement.control.Settlement;
import dev.pesto.order.settlement.entity.Payment;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes attempts to pay and what became of them, each in a transaction of its own under the order's lock. The provider is asked in between. */
@Stateless
public class PaymentAttempts {

    private static final int LAST_DECLINE = 3;

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    OrderLock lock;

    @Inject
    Steps steps;

    @Inject
    Settlement settlement;

    @Inject
    DatabaseClock clock;

    /** Writes a new attempt, undecided; or finds the one that this key made before. */
    public Begun begin(long orderId, long buyerId, String key, byte[] hash) {
        Order order = lock.order(orderId).filter(found -> found.isOf(buyerId)).orElseThrow(Refusal::notFound);
        List<Payment> attempts = attemptsOf(orderId);
        Optional<Begun> earlier = earlier(order, key, hash);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (!order.isAwaitingPayment()) {
            throw OrderRefusal.invalidTransition(order.status(), "PAID", Set.of(), whyNot(order));
        }
        if (attempts.stream().anyMatch(Payment::isUndecided)) {
            throw new Refusal(OrderRefusal.PAYMENT_IN_PROGRESS, "An attempt to pay this order is not decided yet.")
                    .with("currentStatus", order.status().name());
        }
        long now = clock.now();
        Payment attempt = new Payment(Ids.next(), orderId, order.paymentDue(), order.currency(), key, hash, now);
        em.persist(attempt);
        em.flush();
        steps.settle(order, now);
        return new Begun(PaymentView.of(attempt), charge(attempt, order), false);
    }

    /** The attempt of this key that is there. */
    public Optional<Begun> before(long orderId, long buyerId, String key, byte[] hash) {
        Order order = em.find(Order.class, orderId);
        return order == null || !order.isOf(buyerId) ? Optional.empty() : earlier(order, key, hash);
    }

    private Optional<Begun> earlier(Order order, String key, byte[] hash) {
        Optional<Payment> earlier = em
                .createNamedQuery("Payment.byKey", Payment.class)
                .setParameter("order", order.id())
                .setParameter("key", key)
                .getResultList()
                .stream()
                .findFirst();
        earlier.filter(found -> !found.isRequestedBy(hash)).ifPresent(found -> {
            throw new Refusal(CommonRefusal.IDEMPOTENCY_KEY_REUSED, "The key was used for another payment.");
        });
        return earlier.map(
                found -> new Begun(PaymentView.of(found), found.isUndecided() ? charge(found, order) : null, true));
    }

    private static String whyNot(Order order) {
        if (order.isPaidAtTheDoor()) {
            return "It is paid in cash on delivery: there is nothing to pay before.";
        }
        return order.status().isDead()
                ? "It is " + order.status() + ": nobody pays it any more."
                : "It is paid already.";
    }

    /** Records the provider's answer, once; an attempt that is decided already stays as it is. */
    public PaymentView record(long orderId, long attemptId, Answer answer) {
        Order order = lock.order(orderId).orElseThrow();
        Payment attempt = em.find(Payment.class, attemptId);
        if (!attempt.isUndecided() || answer == Answer.UNDECIDED) {
            return PaymentView.of(attempt);
        }
        long now = clock.now();
        if (answer == Answer.CAPTURED) {
            attempt.capture(now);
            if (order.isAwaitingPayment()) {
                move(order, OrderStatus.PLACED);
            } else {
                settlement.voidLate(attempt, now);
                steps.settle(order, now);
            }
        } else {
            attempt.decline(now);
            long declines =
                    attemptsOf(orderId).stream().filter(Payment::isDeclined).count();
            if (order.isAwaitingPayment() && declines >= LAST_DECLINE) {
                move(order, OrderStatus.EXPIRED);
            } else {
                steps.settle(order, now);
            }
        }
        return PaymentView.of(attempt);
    }

    private void move(Order order, OrderStatus target) {
        List<MerchantOrder> waiting = order.parts().stream()
                .filter(part -> part.status() == OrderStatus.PENDING_PAYMENT)
                .toList();
        steps.take(order, waiting, target, Actor.SYSTEM, null, event -> event);
    }

    private List<Payment> attemptsOf(long orderId) {
        return em.createNamedQuery("Payment.ofOrder", Payment.class)
                .setParameter("order", orderId)
                .getResultList();
    }

    private static Charge charge(Payment attempt, Order order) {
        return new Charge(
                attempt.id(),
                order.id(),
                order.paymentToken(),
                attempt.amount(),
                attempt.currency(),
                Instant.ofEpochMilli(attempt.createdAt()),
                Instant.ofEpochMilli(order.expiresAt()));
    }

    /** The order's attempts, oldest first; one more than the limit when there are more. */
    public List<PaymentView> find(long orderId, long buyerId, long after, int limit) {
        Order order = em.find(Order.class, orderId);
        if (order == null || !order.isOf(buyerId)) {
            throw Refusal.notFound();
        }
        return em
                .createNamedQuery("Payment.page", Payment.class)
                .setParameter("order", orderId)
                .setParameter("after", after)
                .setMaxResults(limit + 1)
                .getResultList()
                .stream()
                .map(PaymentView::of)
                .toList();
    }

    /** Undecided attempts whose time to be asked about has come. */
    public List<Long> toAskAgain(int limit) {
        return em.createQuery(
                        "SELECT p.id FROM Payment p WHERE p.status = :status AND p.nextAskAt <= :now ORDER BY p.nextAskAt",
                        Long.class)
                .setParameter("status", Payment.Status.PENDING)
                .setParameter("now", clock.now())
                .setMaxResults(limit)
                .getResultList();
    }

    /** Takes it on to ask about an attempt; null when another instance has, or it is decided. */
    public Charge takeOn(long attemptId) {
        long now = clock.now();
        boolean mine = !em.createNativeQuery(
                        "SELECT id FROM payment WHERE id = ? AND status = 'PENDING' AND next_ask_at <= ? FOR UPDATE SKIP LOCKED")
                .setParameter(1, attemptId)
                .setParameter(2, now)
                .getResultList()
                .isEmpty();
        if (!mine) {
            return null;
        }
        Payment attempt = em.find(Payment.class, attemptId);
        attempt.askAgain(now);
        return charge(attempt, em.find(Order.class, attempt.orderId()));
    }
}
