package dev.pesto.user.addresses.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.addresses.entity.Address;
import dev.pesto.user.addresses.entity.Place;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An address as its owner sees it. */
@Schema(name = "Address")
public record AddressView(
        @Schema(ref = "Id", required = true) String id,
        @NotNull @Schema(example = "Asha Rao") String name,
        @NotNull @Schema(example = "12 Church Street") String line1,
        @Schema(example = "Flat 4") String line2,
        @Schema(example = "opposite the library") String landmark,
        @NotNull @Schema(example = "Bengaluru") String city,
        @Schema(example = "Karnataka") String state,
        @NotNull @Schema(example = "560001") String postalCode,
        @NotNull @Schema(example = "IN") String country,
        @Schema(example = "+91 98450 00000") String phone,
        @NotNull Boolean isDefault) {

    static AddressView of(Address address) {
        Place place = address.place();
        return new AddressView(
                Ids.format(address.id()),
                place.name(),
                place.line1(),
                place.line2(),
                place.landmark(),
                place.city(),
                place.state(),
                place.postalCode(),
                place.country(),
                place.phone(),
                address.isDefault());
    }
}
