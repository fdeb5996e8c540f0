package dev.pesto.balancer.routing.entity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A configured list of addresses and CIDR blocks. */
public final class Networks {

    /** Only literals are parsed, so that no header ever causes a name look-up. */
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final List<Block> blocks = new ArrayList<>();

    /**
     * @param key that the list is configured under
     * @throws IllegalArgumentException naming the key and the part that cannot be read
     */
    public Networks(String key, String list) {
        for (String part : list.split(",", -1)) {
            if (!part.isBlank()) {
                blocks.add(Block.parse(key, part.strip()));
            }
        }
    }

    public boolean contains(String address) {
        byte[] bytes = bytes(address);
        return bytes != null && blocks.stream().anyMatch(block -> block.contains(bytes));
    }

    /** Null when it is not an address in numbers. */
    static byte[] bytes(String address) {
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

        static Block parse(String key, String text) {
            int slash = text.indexOf('/');
            byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                throw new IllegalArgumentException(key + ": not an address: " + text);
            }
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException(key + ": not a prefix length: " + text);
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
