package dev.pesto.order.orders.entity;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.commons.problem.RefusalType;
import java.util.Collection;
import java.util.Locale;

/** The refusals that only this service gives. */
public enum OrderRefusal implements RefusalType {
    OUT_OF_STOCK(409, "Not enough in stock"),
    PRICE_CHANGED(409, "The price has changed"),
    INVALID_TRANSITION(409, "Not possible in the present status"),
    PAYMENT_IN_PROGRESS(409, "Another payment is under way"),
    UNKNOWN_PRODUCT(422, "There is no such product to order"),
    UNKNOWN_ADDRESS(422, "There is no such address"),
    UNKNOWN_PAYMENT_METHOD(422, "There is no such payment method"),
    MIXED_CURRENCIES(422, "One order has one currency");

    private final int status;
    private final String title;

    OrderRefusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** 409 for a step that the life of an order does not have here. */
    public static Refusal invalidTransition(OrderStatus current, String requested, Collection<OrderStatus> allowed) {
        return invalidTransition(
                current, requested, allowed, "It is " + current + " and cannot become " + requested + ".");
    }

    /** The same where more can be said of why. */
    public static Refusal invalidTransition(
            OrderStatus current, String requested, Collection<OrderStatus> allowed, String why) {
        return new Refusal(INVALID_TRANSITION, why)
                .with("currentStatus", current.name())
                .with("requested", requested)
                .with("allowed", allowed.stream().map(Enum::name).toList());
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}
