package dev.pesto.order.orders.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.money.Money;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.control.LockTime;
import dev.pesto.order.contention.entity.KeyContested;
import dev.pesto.order.contention.entity.Setback;
import dev.pesto.order.orders.control.DatabaseClock;
import dev.pesto.order.orders.control.Keys;
import dev.pesto.order.orders.control.OrderLock;
import dev.pesto.order.orders.control.Sources;
import dev.pesto.order.orders.entity.Basket;
import dev.pesto.order.orders.entity.EventType;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Offer;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderRefusal;
import dev.pesto.order.orders.entity.ShippingAddress;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.order.stock.entity.StockLevel;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One try to place an order: one transaction, Read Committed.
 *
 * <p>Everything that does not depend on stock is read and written first; the stock rows are locked last, so that they are held for one read, one write and the
 * commit. The unique key of the orders row decides races: its violation ends this transaction, and the next one finds the winner.
 */
@Stateless
public class OrderPlacement {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    Keys keys;

    @Inject
    Sources sources;

    @Inject
    OrderLock lock;

    @Inject
    DatabaseClock clock;

    @Inject
    LockTime lockTime;

    @Inject
    @ConfigProperty(name = "pesto.payment.hold", defaultValue = "PT15M")
    Duration hold;

    /** The request of a buyer, told apart from others by its key and, with one key, by its hash. */
    public record Request(long buyer, String key, PlaceOrder wanted, Body<PlaceOrder> body) {
        byte[] hash() {
            return body.hash();
        }
    }

    /** The order of this key that is there. */
    public Optional<Versioned> before(Request request) {
        return keys.order(request.buyer(), request.key(), request.hash()).map(Versioned::asBefore);
    }

    /** The order of this key: the one that is there, or a new one. */
    public Versioned place(Request request) {
        Optional<Versioned> before = before(request);
        if (before.isPresent()) {
            return before.get();
        }
        Order order;
        Basket basket = request.wanted().basket();
        try {
            order = draft(request, basket);
            refuseShortage(order, sources.available(basket.quantities().keySet()));
        } catch (Refusal refusal) {
            // What was read may be the work of this very request, sent twice: the order that took the last unit.
            return before(request).orElseThrow(() -> refusal);
        }
        write(order);
        reserve(basket, order);
        return Versioned.asChanged(order);
    }

    private Order draft(Request request, Basket basket) {
        PlaceOrder wanted = request.wanted();
        Map<Long, Offer> offers = sources.offers(basket.quantities().keySet());
        List<String> unknown = basket.quantities().keySet().stream()
                .filter(id -> !offers.containsKey(id))
                .map(Ids::format)
                .toList();
        if (!unknown.isEmpty()) {
            throw PlaceOrder.unknownProducts(unknown);
        }
        ShippingAddress address = Ids.parse(wanted.addressId()).stream()
                .mapToObj(id -> sources.address(request.buyer(), id))
                .findFirst()
                .flatMap(found -> found)
                .orElseThrow(() -> new Refusal(OrderRefusal.UNKNOWN_ADDRESS, "You have no such address."));
        Sources.Means means = Ids.parse(wanted.paymentMethodId()).stream()
                .mapToObj(id -> sources.means(request.buyer(), id))
                .findFirst()
                .flatMap(found -> found)
                .orElseThrow(
                        () -> new Refusal(OrderRefusal.UNKNOWN_PAYMENT_METHOD, "You have no such payment method."));
        String currency = theCurrency(offers);
        long total = total(basket, offers);
        refuseChangedPrice(wanted.expectedTotal(), new Money(total, currency));

        long now = clock.now();
        boolean prepaid = means.method() == PaymentMethod.CARD;
        long id = Ids.next();
        Order order = new Order(
                id,
                request.buyer(),
                request.key(),
                request.hash(),
                "P-" + Ids.format(id),
                currency,
                means.method(),
                means.token(),
                prepaid ? Long.valueOf(now + hold.toMillis()) : null,
                address,
                wanted.note(),
                now);
        fill(order, basket, offers);
        order.total(total);
        return order;
    }

    private static void fill(Order order, Basket basket, Map<Long, Offer> offers) {
        Map<Long, MerchantOrder> parts = new TreeMap<>();
        basket.quantities().forEach((productId, quantity) -> {
            Offer offer = offers.get(productId);
            parts.computeIfAbsent(
                            offer.merchantId(),
                            merchant -> order.add(Ids.next(), merchant, "T-" + Ids.format(Ids.next())))
                    .add(Ids.next(), productId, offer.sku(), offer.name(), quantity, offer.price());
        });
    }

    private static String theCurrency(Map<Long, Offer> offers) {
        TreeSet<String> currencies = new TreeSet<>();
        offers.values().forEach(offer -> currencies.add(offer.currency()));
        if (currencies.size() > 1) {
            throw new Refusal(
                            OrderRefusal.MIXED_CURRENCIES,
                            "These products are priced in " + String.join(", ", currencies) + ".")
                    .with("currencies", List.copyOf(currencies));
        }
        return currencies.first();
    }

    private static long total(Basket basket, Map<Long, Offer> offers) {
        try {
            long total = 0;
            for (Map.Entry<Long, Integer> wanted : basket.quantities().entrySet()) {
                total = Math.addExact(
                        total, Math.multiplyExact(offers.get(wanted.getKey()).price(), (long) wanted.getValue()));
            }
            if (total <= Money.MAX) {
                return total;
            }
        } catch (ArithmeticException e) {
            // Refused below, as any other total that is too great.
        }
        throw Refusal.invalid("/lines", "range", "the total is more than " + Money.MAX);
    }

    private static void refuseChangedPrice(Money expected, Money current) {
        if (expected != null && !expected.equals(current)) {
            throw new Refusal(OrderRefusal.PRICE_CHANGED, "The total is not the expected one any more.")
                    .with("expectedTotal", expected)
                    .with("currentTotal", current);
        }
    }

    private void write(Order order) {
        em.persist(order);
        claimKey();
        order.parts()
                .forEach(part -> em.persist(part.record(EventType.ORDER_RECEIVED, order.buyerId(), order.placedAt())));
        em.flush();
    }

    /** Writes the orders row. Nothing but its key can make that wait. */
    private void claimKey() {
        try {
            lockTime.waiting("key", () -> {
                em.flush();
                return null;
            });
        } catch (RuntimeException failure) {
            boolean lost = Setback.in(failure)
                    .filter(setback -> setback == Setback.DEADLOCK || setback == Setback.LOCK_TIMEOUT)
                    .isPresent();
            throw lost ? new KeyContested(failure) : failure;
        }
    }

    private void reserve(Basket basket, Order order) {
        SortedMap<Long, Integer> quantities = basket.quantities();
        Map<Long, StockLevel> stock = lock.stock(new TreeSet<>(quantities.keySet()));
        Map<Long, Long> available = new TreeMap<>();
        stock.forEach((productId, level) -> available.put(productId, level.available()));
        refuseShortage(order, available);
        quantities.forEach((productId, quantity) -> stock.get(productId).reserve(quantity));
    }

    /** Names every short product once. */
    private static void refuseShortage(Order order, Map<Long, Long> available) {
        List<Shortage> shortages = new ArrayList<>();
        order.parts().stream().flatMap(part -> part.lines().stream()).forEach(line -> {
            long left = Math.max(0, available.getOrDefault(line.productId(), 0L));
            if (left < line.quantity()) {
                shortages.add(new Shortage(Ids.format(line.productId()), line.sku(), line.quantity(), left));
            }
        });
        if (!shortages.isEmpty()) {
            throw new Refusal(OrderRefusal.OUT_OF_STOCK, "There is not enough of " + shortages.size() + " product(s).")
                    .with("items", shortages);
        }
    }
}
