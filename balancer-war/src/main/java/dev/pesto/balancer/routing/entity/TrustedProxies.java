package dev.pesto.balancer.routing.entity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The proxies whose forwarded headers are believed, as addresses or CIDR blocks; by default none. */
public final class TrustedProxies {

    /** Only literals are parsed, so that no header ever causes a name look-up. */
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final List<Block> blocks = new ArrayList<>();

    public TrustedProxies(String list) {
        for (String part : list.split(",", -1)) {
            if (!part.isBlank()) {
                blocks.add(Block.parse(part.strip()));
            }
        }
    }

    public boolean contains(String address) {
        byte[] bytes = bytes(address);
        return bytes != null && blocks.stream().anyMatch(block -> block.contains(bytes));
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
            if (bytes(hop) == null) {
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
        byte[] bytes = bytes(address);
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

    private static byte[] bytes(String address) {
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static final class Block {

        private final byte[] address;
        private final int bits;

        private Block(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        static Block parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                throw new IllegalArgumentException("pesto.balancer.trusted-proxies: not an address: " + text);
            }
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("pesto.balancer.trusted-proxies: not a prefix length: " + text);
            }
            return new Block(address, bits);
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((address[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
