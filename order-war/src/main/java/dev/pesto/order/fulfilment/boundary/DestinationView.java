package dev.pesto.order.fulfilment.boundary;

import dev.pesto.order.orders.entity.ShippingAddress;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where the parcel goes. */
@Schema(name = "Destination")
public record DestinationView(
        @NotNull @Schema(example = "Asha Rao") String name,
        @NotNull @Schema(example = "12 Church Street") String line1,
        @Schema(example = "Flat 4") String line2,
        @Schema(example = "opposite the library") String landmark,
        @NotNull @Schema(example = "Bengaluru") String city,
        @Schema(example = "Karnataka") String state,
        @NotNull @Schema(example = "560001") String postalCode,
        @NotNull @Schema(example = "IN") String country,
        @Schema(example = "+91 98450 00000") String phone) {

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
