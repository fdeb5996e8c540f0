package dev.pesto.user.addresses.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.addresses.entity.Address;
import dev.pesto.user.addresses.entity.Place;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An address as its owner sees it. */
@Schema(name = "Address")
public record AddressView(
        @Schema(example = "0HZX4M7Q2V3KD") String id,
        String name,
        String line1,
        String line2,
        String landmark,
        String city,
        String state,
        String postalCode,
        @Schema(example = "IN") String country,
        String phone,
        boolean isDefault) {

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
