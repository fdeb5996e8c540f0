package dev.pesto.order.settlement.entity;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How an order is paid. */
@Schema(name = "WayToPay")
public enum PaymentMethod {
    /** Cash, collected at the door for each merchant order. */
    COD,
    /** Prepaid through the payment provider. */
    CARD
}
