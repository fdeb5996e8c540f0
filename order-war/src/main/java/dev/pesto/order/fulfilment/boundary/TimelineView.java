package dev.pesto.order.fulfilment.boundary;

import java.util.List;

/**
 * One merchant order's timeline.
 *
 * @param next cursor of the following events; absent at the end
 */
public record TimelineView(
        String trackingId,
        String status,
        String carrier,
        String carrierTrackingNumber,
        List<EventView> items,
        String next) {}
