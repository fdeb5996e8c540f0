package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.orders.entity.MerchantOrder;
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
import java.util.List;

/** Reads merchant orders and their timelines. */
@Stateless
public class WorkQueue {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /**
     * What to look for; null is any.
     *
     * @param merchantId null: an ADMIN sees all
     * @param after id of the last one of the page before
     */
    public record Search(Long merchantId, OrderStatus status, Long updatedAfter, long after, int limit) {}

    /** The merchant orders found, oldest first; one more than the limit when there are more. */
    public List<MerchantOrderView> find(Search search) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<MerchantOrder> query = builder.createQuery(MerchantOrder.class);
        Root<MerchantOrder> part = query.from(MerchantOrder.class);
        part.fetch("order");
        List<Predicate> conditions = new ArrayList<>();
        conditions.add(builder.greaterThan(part.get("id"), search.after()));
        if (search.merchantId() != null) {
            conditions.add(builder.equal(part.get("merchantId"), search.merchantId()));
        }
        if (search.status() != null) {
            conditions.add(builder.equal(part.get("status"), search.status()));
        }
        if (search.updatedAfter() != null) {
            conditions.add(builder.greaterThan(part.get("updatedAt"), search.updatedAfter()));
        }
        query.select(part).where(conditions.toArray(Predicate[]::new)).orderBy(builder.asc(part.get("id")));
        return em
                .createQuery(query)
                .setMaxResults(search.limit() + 1)
                .setHint("eclipselink.batch.type", "IN")
                .setHint("eclipselink.batch", "m.lines")
                .getResultList()
                .stream()
                .map(MerchantOrderView::of)
                .toList();
    }

    /**
     * One merchant order, with its lines.
     *
     * @param merchantId null: an ADMIN sees all
     */
    public MerchantOrderView one(long id, Long merchantId) {
        return em
                .createQuery("SELECT m FROM MerchantOrder m JOIN FETCH m.order WHERE m.id = :id", MerchantOrder.class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .filter(part -> merchantId == null || part.isOf(merchantId))
                .findFirst()
                .map(MerchantOrderView::of)
                .orElseThrow(Refusal::notFound);
    }

    /**
     * A page of a timeline.
     *
     * @param callerId null: an ADMIN sees all
     * @param after number of the last event of the page before
     * @return with one event more than the limit when there are more
     */
    public TimelineView timeline(String trackingId, Long callerId, int after, int limit) {
        // In one statement, which is one moment: the status and what led to it.
        List<Object[]> rows = em.createQuery(
                        "SELECT m, e FROM MerchantOrder m LEFT JOIN OrderEvent e ON e.merchantOrderId = m.id AND e.seq > :after WHERE m.trackingId = :tracking ORDER BY e.seq",
                        Object[].class)
                .setParameter("tracking", trackingId)
                .setParameter("after", after)
                .setMaxResults(limit + 1)
                .getResultList();
        MerchantOrder part = rows.stream()
                .map(row -> (MerchantOrder) row[0])
                .filter(found -> callerId == null
                        || found.isOf(callerId)
                        || found.order().isOf(callerId))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        List<EventView> events = rows.stream()
                .filter(row -> row[1] != null)
                .map(row -> EventView.of((OrderEvent) row[1], part))
                .toList();
        return new TimelineView(
                part.trackingId(), part.status(), part.carrier(), part.carrierTrackingNumber(), events, null);
    }
}
