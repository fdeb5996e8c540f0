package dev.pesto.order.orders.boundary;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderEvent;
import dev.pesto.order.orders.entity.OrderStatus;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads orders. Nothing is locked. */
@Stateless
public class OrderReading {

    /** More events than one merchant order gets within a millisecond: those of the page before that share the cursor's. */
    private static final int EVENTS_OF_ONE_INSTANT = 50;

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /**
     * What to look for; null is any.
     *
     * @param buyer null: an ADMIN sees all
     * @param from epoch milliseconds, inclusive
     * @param to epoch milliseconds, exclusive
     * @param before id of the last one of the page before
     */
    public record Search(Long buyer, OrderStatus status, Long from, Long to, Long before, int limit) {}

    /**
     * A page of orders.
     *
     * @param last id of the last one; null when no more follow
     */
    public record Found(List<OrderView> items, Long last) {}

    /** A line of the merged timeline and its place in it. */
    public record TimelineEntry(OrderEventView view, String recordedAt, String part, String seq) {}

    /**
     * One order, whole.
     *
     * @param buyer null: an ADMIN sees all
     */
    public Versioned one(long id, Long buyer) {
        return Versioned.asBefore(find(id, buyer));
    }

    /** The orders found, newest first. */
    public Found find(Search search) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<Order> order = query.from(Order.class);
        List<Predicate> conditions = new ArrayList<>();
        if (search.buyer() != null) {
            conditions.add(builder.equal(order.get("buyerId"), search.buyer()));
        }
        if (search.status() != null) {
            conditions.add(builder.equal(order.get("status"), search.status()));
        }
        if (search.from() != null) {
            conditions.add(builder.ge(order.<Long>get("placedAt"), search.from()));
        }
        if (search.to() != null) {
            conditions.add(builder.lt(order.<Long>get("placedAt"), search.to()));
        }
        if (search.before() != null) {
            conditions.add(builder.lt(order.<Long>get("id"), search.before()));
        }
        query.select(order.get("id"))
                .where(conditions.toArray(Predicate[]::new))
                .orderBy(builder.desc(order.get("id")));
        List<Long> ids = em.createQuery(query).setMaxResults(search.limit() + 1).getResultList();
        boolean more = ids.size() > search.limit();
        List<Long> page = more ? ids.subList(0, search.limit()) : ids;
        return new Found(read(page, search.status()), more ? page.get(page.size() - 1) : null);
    }

    /**
     * Orders and parts are read in one statement, which is one moment; lines never change, and come in one batch. The parts are asked for, with their orders: the other way round
     * EclipseLink makes a statement for the lines of each part.
     */
    private List<OrderView> read(List<Long> ids, OrderStatus status) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<MerchantOrder> parts = em.createNamedQuery("MerchantOrder.page", MerchantOrder.class)
                .setParameter("ids", ids)
                .setHint("eclipselink.batch.type", "IN")
                .setHint("eclipselink.batch", "p.lines")
                .getResultList();
        Map<Long, List<MerchantOrder>> orders = parts.stream()
                .collect(Collectors.groupingBy(part -> part.order().id(), LinkedHashMap::new, Collectors.toList()));
        return orders.values().stream()
                // One may have moved on since its id was found.
                .filter(found -> status == null || found.get(0).order().status() == status)
                .map(found -> OrderView.of(found.get(0).order(), found))
                .toList();
    }

    /**
     * The timelines of all merchant orders, merged by when the events were recorded.
     *
     * @param after recorded at, merchant order and number of the last event of the page before; null: from the start
     * @return one event more than the limit when there are more
     */
    public List<TimelineEntry> timeline(long id, Long buyer, List<String> after, int limit) {
        Map<Long, MerchantOrder> parts =
                find(id, buyer).parts().stream().collect(Collectors.toMap(MerchantOrder::id, Function.identity()));
        Comparator<OrderEvent> order = Comparator.comparingLong(OrderEvent::recordedAt)
                .thenComparingLong(OrderEvent::merchantOrderId)
                .thenComparingInt(OrderEvent::seq);
        // Numbers and times of one merchant order rise together, so each gives at most a page from the last time on.
        List<OrderEvent> candidates = new ArrayList<>();
        for (MerchantOrder part : parts.values()) {
            candidates.addAll(em.createNamedQuery("OrderEvent.since", OrderEvent.class)
                    .setParameter("part", part.id())
                    .setParameter("since", after == null ? 0L : Long.parseLong(after.get(0)))
                    .setMaxResults(limit + EVENTS_OF_ONE_INSTANT)
                    .getResultList());
        }
        return candidates.stream()
                .filter(event -> after == null || isAfter(event, after))
                .sorted(order)
                .limit(limit + 1L)
                .map(event -> new TimelineEntry(
                        OrderEventView.of(event, parts.get(event.merchantOrderId())),
                        Long.toString(event.recordedAt()),
                        Long.toString(event.merchantOrderId()),
                        Integer.toString(event.seq())))
                .toList();
    }

    private static boolean isAfter(OrderEvent event, List<String> after) {
        int byTime = Long.compare(event.recordedAt(), Long.parseLong(after.get(0)));
        int byPart = Long.compare(event.merchantOrderId(), Long.parseLong(after.get(1)));
        int bySeq = Integer.compare(event.seq(), Integer.parseInt(after.get(2)));
        return byTime != 0 ? byTime > 0 : byPart != 0 ? byPart > 0 : bySeq > 0;
    }

    private Order find(long id, Long buyer) {
        return em.createNamedQuery("Order.whole", Order.class).setParameter("id", id).getResultList().stream()
                .filter(order -> buyer == null || order.isOf(buyer))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }
}
