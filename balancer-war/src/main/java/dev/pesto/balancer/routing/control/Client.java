package dev.pesto.balancer.routing.control;

/** The client's end of a call. */
public interface Client {

    /** One that is always there. */
    Client PRESENT = new Client() {
        @Override
        public boolean hasLeft() {
            return false;
        }

        @Override
        public void hangUp() {
            // Nobody is there to notice.
        }
    };

    /** Whether nobody waits for the answer any more. */
    boolean hasLeft();

    /** Breaks the connection, so that the client does not take what it has for the whole answer, and nobody waits for it. */
    void hangUp();
}
