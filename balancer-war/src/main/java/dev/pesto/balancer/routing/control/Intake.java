package dev.pesto.balancer.routing.control;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Places for requests whose bodies are on their way. A thread that waits for a body can do nothing else, so those who send slowly share a part of the threads, and
 * each network a part of that. A body that is here already needs no place: whoever sends at a usual pace does not notice the others.
 */
public final class Intake {

    /** Bodies awaited at once; {@code Services} tells what the threads are for besides. */
    public static final int PLACES = 160;

    /** Those of one network. */
    public static final int OF_A_NETWORK = 32;

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
