package dev.pesto.order.fulfilment.boundary;

/** What a report led to. */
public record Reported(EventView view, Kind kind) {

    public enum Kind {
        /** A new event. */
        RECORDED,
        /** The event that this very request made before. */
        REPLAYED,
        /** The merchant order was there already. */
        REPEATED
    }
}
