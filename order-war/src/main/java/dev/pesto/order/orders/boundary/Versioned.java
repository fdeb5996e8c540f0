package dev.pesto.order.orders.boundary;

import dev.pesto.order.orders.entity.Order;

/**
 * An order and the version that its view shows.
 *
 * @param before it was there before this request
 */
public record Versioned(OrderView view, long version, boolean before) {

    static Versioned asBefore(Order order) {
        return new Versioned(OrderView.of(order), order.version(), true);
    }

    static Versioned asChanged(Order order) {
        return new Versioned(OrderView.of(order), order.version(), false);
    }
}
