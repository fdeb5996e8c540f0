package dev.pesto.order.fulfilment.boundary;

import dev.pesto.order.orders.entity.ShippingAddress;

/** Where the parcel goes. */
public record DestinationView(
        String name,
        String line1,
        String line2,
        String landmark,
        String city,
        String state,
        String postalCode,
        String country,
        String phone) {

    static DestinationView of(ShippingAddress address) {
        return new DestinationView(
                address.name(),
                address.line1(),
                address.line2(),
                address.landmark(),
                address.city(),
                address.state(),
                address.postalCode(),
                address.country(),
                address.phone());
    }
}
