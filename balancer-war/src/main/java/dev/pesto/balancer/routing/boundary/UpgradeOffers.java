package dev.pesto.balancer.routing.boundary;

import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpHeader;

/**
 * Passes over offers to speak another protocol than HTTP/1.1, as RFC 9110, 7.8 allows. Java's own client makes one with the first call of each connection. The server would take the
 * offer for accepted: read a body without its framing, and close the connection after the answer without a word, so that the client's next POST is lost.
 */
final class UpgradeOffers extends BaseFilter {

    /** From now on for all requests of the listener with this chain. Events come to the last filter as to all others. */
    void watch(FilterChain chain) {
        chain.add(this);
    }

    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
        if (event instanceof HttpEvents.IncomingHttpUpgradeEvent offer) {
            HttpHeader head = offer.getHttpHeader();
            head.getUpgradeDC().recycle();
            head.setIgnoreContentModifiers(false);
        }
        return context.getInvokeAction();
    }

    void end(FilterChain chain) {
        chain.remove(this);
    }
}
