package dev.pesto.user.access.entity;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A short list of instants (epoch milliseconds) as bytes, for a column. */
final class Instants {

    private Instants() {}

    static List<Long> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Long> instants = new ArrayList<>();
        while (in.remaining() >= Long.BYTES) {
            instants.add(in.getLong());
        }
        return instants;
    }

    static byte[] write(List<Long> instants) {
        ByteBuffer out = ByteBuffer.allocate(instants.size() * Long.BYTES);
        instants.forEach(out::putLong);
        return out.array();
    }
}
