package dev.pesto.balancer.routing.control;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Places for threads that wait for clients: for bodies that are on their way, and until answers are read. Such a thread can do nothing else, so those who send or read slowly share a part
 * of the threads, and each network a part of that. A body that is here already needs no place, and an answer finds one or has a second to be read: whoever sends and reads at a usual pace
 * does not notice the others.
 */
public final class Patience {

    /** Clients waited for at once; {@code Services} tells what the threads are for besides. */
    public static final int PLACES = 160;

    /** Those of one network. */
    public static final int OF_A_NETWORK = 32;

    /** So long an answer may take to be read without a place: many times what a usual client needs for the longest one. */
    public static final long TO_READ_NANOS = 1_000_000_000L;

    private final Semaphore free = new Semaphore(PLACES);
    private final ConcurrentHashMap<String, Integer> taken = new ConcurrentHashMap<>();

    /**
     * Takes a place, without waiting for it.
     *
     * @return empty when all are taken, or all that the network may have
     */
    public Optional<Place> enter(String network) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        if (taken.merge(network, 1, Integer::sum) > OF_A_NETWORK) {
            leave(network);
            return Optional.empty();
        }
        return Optional.of(new Place(network));
    }

    private void leave(String network) {
        taken.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
        free.release();
    }

    /** Networks that have a place. */
    int networks() {
        return taken.size();
    }

    /** Belongs to one thread. */
    public final class Place implements AutoCloseable {

        private final String network;
        private boolean left;

        private Place(String network) {
            this.network = network;
        }

        @Override
        public void close() {
            if (!left) {
                left = true;
                leave(network);
            }
        }
    }
}
