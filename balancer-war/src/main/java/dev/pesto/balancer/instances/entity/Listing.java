package dev.pesto.balancer.instances.entity;

import java.util.Optional;

/** A source's word that an instance exists. Whether it takes calls, its probes decide. */
public record Listing(Endpoint endpoint, boolean draining) {

    /**
     * Reads an entry of the registry, {@code service|host|port|contextRoot|state}; empty when it is not one of ours or cannot be read, since any member of the
     * grid can write there.
     */
    public static Optional<Listing> registered(String name, String value) {
        String[] parts = value.split("\\|", -1);
        if (parts.length < 5 || !parts[2].matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        boolean draining = parts[4].equals("DRAINING");
        return Endpoint.service(parts[3])
                .map(service -> new Endpoint(name, service, parts[1], Integer.parseInt(parts[2])))
                .map(endpoint -> new Listing(endpoint, draining));
    }
}
