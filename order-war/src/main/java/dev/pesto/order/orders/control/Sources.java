package dev.pesto.order.orders.control;

import dev.pesto.order.orders.entity.CatalogueProduct;
import dev.pesto.order.orders.entity.Merchant;
import dev.pesto.order.orders.entity.Offer;
import dev.pesto.order.orders.entity.ShippingAddress;
import dev.pesto.order.settlement.entity.PaymentMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an order is copied from: the catalogue, the buyer's addresses and payment methods, stock as it looks. Plain reads, nothing is locked. */
@ApplicationScoped
public class Sources {

    /** How an order is paid. */
    public record Means(PaymentMethod method, String token) {}

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /** The products that can be ordered now, by id: active, of a merchant that is not locked. */
    public Map<Long, Offer> offers(Collection<Long> products) {
        return em
                .createNamedQuery("CatalogueProduct.withMerchants", Object[].class)
                .setParameter("products", products)
                .setHint("eclipselink.read-only", "true")
                .getResultList()
                .stream()
                .filter(row -> ((CatalogueProduct) row[0]).isActive() && ((Merchant) row[1]).isActive())
                .map(row -> ((CatalogueProduct) row[0]).offer())
                .collect(Collectors.toMap(Offer::productId, Function.identity()));
    }

    /** Units that could be ordered, by product id. By the time they are, they may be gone: only the lock decides. */
    public Map<Long, Long> available(Collection<Long> products) {
        Map<Long, Long> available = new HashMap<>();
        em.createNamedQuery("StockLevel.available", Object[].class)
                .setParameter("products", products)
                .getResultList()
                .forEach(row -> available.put((Long) row[0], (Long) row[1]));
        return available;
    }

    /** The buyer's own address, copied. */
    public Optional<ShippingAddress> address(long buyer, long addressId) {
        return firstRow(em.createNativeQuery("""
                                SELECT id, name, line1, line2, landmark, city, state, postal_code, country, phone
                                FROM address WHERE id = ? AND account_id = ?""")
                        .setParameter(1, addressId)
                        .setParameter(2, buyer)
                        .getResultList())
                .map(row -> new ShippingAddress(
                        ((Number) row[0]).longValue(),
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (String) row[4],
                        (String) row[5],
                        (String) row[6],
                        (String) row[7],
                        (String) row[8],
                        (String) row[9]));
    }

    /** The buyer's own payment method. */
    public Optional<Means> means(long buyer, long paymentMethodId) {
        return firstRow(em.createNativeQuery("SELECT type, token FROM payment_method WHERE id = ? AND account_id = ?")
                        .setParameter(1, paymentMethodId)
                        .setParameter(2, buyer)
                        .getResultList())
                .map(row -> new Means(PaymentMethod.valueOf((String) row[0]), (String) row[1]));
    }

    private static Optional<Object[]> firstRow(List<?> rows) {
        return rows.stream().findFirst().map(Object[].class::cast);
    }
}
