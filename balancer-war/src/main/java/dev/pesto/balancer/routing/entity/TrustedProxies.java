package dev.pesto.balancer.routing.entity;

/** The proxies whose forwarded headers are believed, as addresses or CIDR blocks; by default none. */
public final class TrustedProxies {

    private final Networks networks;

    public TrustedProxies(String list) {
        networks = new Networks("pesto.balancer.trusted-proxies", list);
    }

    public boolean contains(String address) {
        return networks.contains(address);
    }

    /**
     * The client's address: the peer, or the right-most hop of X-Forwarded-For that is not a trusted proxy itself.
     *
     * @param forwardedFor all values of X-Forwarded-For joined with commas, or null
     */
    public String client(String peer, String forwardedFor) {
        if (forwardedFor == null || !contains(peer)) {
            return peer;
        }
        String[] hops = forwardedFor.split(",", -1);
        String client = peer;
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = hops[i].strip();
            if (Networks.bytes(hop) == null) {
                return client;
            }
            client = hop;
            if (!contains(hop)) {
                return client;
            }
        }
        return client;
    }

    /** The network an address is counted by: itself for IPv4, its /64 for IPv6. */
    public static String network(String address) {
        byte[] bytes = Networks.bytes(address);
        if (bytes == null || bytes.length == 4) {
            return address;
        }
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < 8; i += 2) {
            network.append(Integer.toHexString(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff)))
                    .append(':');
        }
        return network.append(":/64").toString();
    }
}
