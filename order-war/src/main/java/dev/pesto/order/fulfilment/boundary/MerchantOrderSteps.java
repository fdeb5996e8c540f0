package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.orders.control.DatabaseClock;
import dev.pesto.order.orders.control.OrderLock;
import dev.pesto.order.orders.control.Steps;
import dev.pesto.order.orders.entity.Actor;
import dev.pesto.order.orders.entity.EventType;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.OrderEvent;
import dev.pesto.order.orders.entity.OrderRefusal;
import dev.pesto.order.orders.entity.OrderStatus;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A merchant moves one of its merchant orders; each method is one transaction under the order's lock. */
@Stateless
public class MerchantOrderSteps {

    private static final long CLOCKS_APART_MILLIS = 60_000;

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    OrderLock lock;

    @Inject
    Steps steps;

    @Inject
    DatabaseClock clock;

    /** Takes a step without more to tell than a reason, which may be null. */
    public Taken step(long id, long merchantId, OrderStatus target, String reason) {
        MerchantOrder part = locked(id, merchantId);
        return step(part, merchantId, target, event -> event.telling(null, reason));
    }

    /** Hands the parcel over. */
    public Taken ship(long id, long merchantId, Ship ship) {
        MerchantOrder part = locked(id, merchantId);
        Taken taken = step(part, merchantId, OrderStatus.SHIPPED, event -> {
            part.handTo(ship.carrier(), ship.carrierTrackingNumber());
            return event.telling(null, ship.carrier());
        });
        return taken;
    }

    private Taken step(MerchantOrder part, long merchantId, OrderStatus target, UnaryOperator<OrderEvent> telling) {
        boolean first = part.status() != target;
        if (first) {
            take(part, merchantId, target, telling);
        }
        return new Taken(MerchantOrderView.of(part), first);
    }

    /** Records what happened to the parcel, once for each key. */
    public Reported report(long id, long merchantId, ReportEvent report, String key, byte[] hash) {
        MerchantOrder part = locked(id, merchantId);
        Optional<Reported> earlier = earlier(part, key, hash);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        long now = clock.now();
        Long occurredAt =
                report.occurredAt() == null ? null : report.occurredAt().toEpochMilli();
        if (occurredAt != null && occurredAt > now + CLOCKS_APART_MILLIS) {
            throw Refusal.invalid("/occurredAt", "range", "it lies in the future");
        }
        UnaryOperator<OrderEvent> telling = event ->
                event.telling(report.location(), report.note()).at(occurredAt).requestedBy(key, hash);
        if (report.type() == ReportEvent.Type.NOTE) {
            OrderEvent note = telling.apply(part.record(EventType.NOTE, merchantId, now));
            em.persist(note);
            return new Reported(EventView.of(note, part), Reported.Kind.RECORDED);
        }
        OrderStatus target = OrderStatus.valueOf(report.type().name());
        if (part.status() == target) {
            return new Reported(EventView.of(latest(part, EventType.of(target)), part), Reported.Kind.REPEATED);
        }
        OrderEvent event = take(part, merchantId, target, telling);
        return new Reported(EventView.of(event, part), Reported.Kind.RECORDED);
    }

    /** The event of this key that is there. */
    public Optional<Reported> before(long id, long merchantId, String key, byte[] hash) {
        MerchantOrder part = em.find(MerchantOrder.class, id);
        return part == null || !part.isOf(merchantId) ? Optional.empty() : earlier(part, key, hash);
    }

    private Optional<Reported> earlier(MerchantOrder part, String key, byte[] hash) {
        OrderEvent earlier = first(em.createNamedQuery("OrderEvent.byKey", OrderEvent.class)
                .setParameter("part", part.id())
                .setParameter("actor", part.merchantId())
                .setParameter("key", key)
                .getResultList());
        if (earlier != null && !earlier.isRequestedBy(hash)) {
            throw new Refusal(CommonRefusal.IDEMPOTENCY_KEY_REUSED, "The key was used for another tracking event.");
        }
        return Optional.ofNullable(earlier)
                .map(event -> new Reported(EventView.of(event, part), Reported.Kind.REPLAYED));
    }

    /** The cash of the merchant order has been taken. */
    public Taken collect(long id, long merchantId, CollectCash cash) {
        MerchantOrder part = locked(id, merchantId);
        boolean exact = cash.amount().amount() == part.subtotal()
                && cash.amount().currency().equals(part.order().currency());
        if (!exact) {
            throw Refusal.invalid("/amount", "amount", "it is not the subtotal of this merchant order");
        }
        if (part.isCollected()) {
            return new Taken(MerchantOrderView.of(part), false);
        }
        if (part.status() != OrderStatus.OUT_FOR_DELIVERY || !part.awaitsCash()) {
            throw OrderRefusal.invalidTransition(
                    part.status(), EventType.CASH_COLLECTED.name(), part.targets(Actor.MERCHANT));
        }
        long now = clock.now();
        part.collect();
        em.persist(part.record(EventType.CASH_COLLECTED, merchantId, now));
        steps.settle(part.order(), now);
        return new Taken(MerchantOrderView.of(part), true);
    }

    private OrderEvent take(
            MerchantOrder part, long merchantId, OrderStatus target, UnaryOperator<OrderEvent> telling) {
        if (!part.targets(Actor.MERCHANT).contains(target)) {
            throw part.refusal(target, Actor.MERCHANT);
        }
        return steps.take(part.order(), List.of(part), target, Actor.MERCHANT, merchantId, telling)
                .get(0);
    }

    private MerchantOrder locked(long id, long merchantId) {
        return lock.orderOf(id, merchantId)
                .flatMap(order -> order.parts().stream()
                        .filter(part -> part.id() == id && part.isOf(merchantId))
                        .findFirst())
                .orElseThrow(Refusal::notFound);
    }

    private OrderEvent latest(MerchantOrder part, EventType type) {
        return first(em.createNamedQuery("OrderEvent.latest", OrderEvent.class)
                .setParameter("part", part.id())
                .setParameter("type", type)
                .setMaxResults(1)
                .getResultList());
    }

    private static OrderEvent first(List<OrderEvent> events) {
        return events.isEmpty() ? null : events.get(0);
    }
}
