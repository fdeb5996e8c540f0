package dev.pesto.order.orders.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.commons.text.CardNumbers;
import dev.pesto.order.orders.control.DatabaseClock;
import dev.pesto.order.orders.control.OrderLock;
import dev.pesto.order.orders.control.Sources;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderRefusal;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.orders.entity.ShippingAddress;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;

/** Sends an order elsewhere, or changes its note, until a merchant has packed. */
@Stateless
public class OrderRevision {

    @Inject
    OrderLock lock;

    @Inject
    Sources sources;

    @Inject
    DatabaseClock clock;

    /**
     * Changes what the patch names.
     *
     * @param precondition refuses a version that the client has not seen
     */
    public Versioned revise(long id, long buyer, Consumer<Long> precondition, Body<ReviseOrder> patch) {
        Order order = lock.order(id).filter(found -> found.isOf(buyer)).orElseThrow(Refusal::notFound);
        precondition.accept(order.version());
        ReviseOrder revised = patch.mergedInto(
                new ReviseOrder(Ids.format(order.shippingAddress().id()), order.note()));
        CardNumbers.refuse("/note", revised.note());
        // An address that is named is copied afresh, also when its id is the present one.
        ShippingAddress address =
                patch.json().has("addressId") ? address(buyer, revised.addressId()) : order.shippingAddress();
        refuseFrozen(order);
        order.redirect(address, revised.note(), clock.now());
        return Versioned.asChanged(order);
    }

    private ShippingAddress address(long buyer, String addressId) {
        return Ids.parse(addressId).stream()
                .mapToObj(id -> sources.address(buyer, id))
                .findFirst()
                .flatMap(found -> found)
                .orElseThrow(() -> new Refusal(OrderRefusal.UNKNOWN_ADDRESS, "You have no such address."));
    }

    private static void refuseFrozen(Order order) {
        boolean open = order.parts().stream()
                .map(part -> part.status())
                .filter(OrderStatus::isLiving)
                .allMatch(status -> status.compareTo(OrderStatus.PACKED) < 0);
        boolean dead = order.parts().stream().noneMatch(part -> part.status().isLiving());
        if (!open || dead) {
            throw OrderRefusal.invalidTransition(order.status(), "REVISED", List.of());
        }
    }
}
