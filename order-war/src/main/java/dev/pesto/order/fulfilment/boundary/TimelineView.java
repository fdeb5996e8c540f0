package dev.pesto.order.fulfilment.boundary;

import dev.pesto.order.orders.entity.OrderStatus;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One merchant order's timeline.
 *
 * @param next cursor of the following events; absent at the end
 */
@Schema(name = "Timeline")
public record TimelineView(
        @Schema(ref = "TrackingId", required = true) String trackingId,
        @NotNull OrderStatus status,
        @Schema(example = "Blue Dart") String carrier,
        @Schema(example = "BD 4711") String carrierTrackingNumber,
        @NotNull List<EventView> items,
        @Schema(ref = "Next") String next) {}
