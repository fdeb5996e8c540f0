package dev.pesto.payara.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses at which a process accepts TCP connections: the kernel's tables, joined with the descriptors that the process holds. */
final class ListeningSockets {
    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    static List<InetSocketAddress> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> held = descriptors(process.resolve("fd"));
        List<InetSocketAddress> listening = new ArrayList<>();
        // The tables are those of the process's network namespace, not of the reader's.
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : Files.readAllLines(process.resolve(table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && columns[3].equals(LISTEN) && held.contains("socket:[" + columns[9] + "]")) {
                    listening.add(address(columns[1]));
                }
            }
        }
        return listening;
    }

    /** Those that another machine can reach. */
    static List<InetSocketAddress> beyondLoopback(Collection<InetSocketAddress> listening) {
        return listening.stream()
                .filter(socket -> !socket.getAddress().isLoopbackAddress())
                .toList();
    }

    private static Set<String> descriptors(Path directory) throws IOException {
        Set<String> targets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(directory)) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException closed) {
                    // Meanwhile: it listens no longer.
                }
            }
        }
        return targets;
    }

    /** {@code 0100007F:1F90}: words of 32 bits in the byte order of the machine, and the port as one reads it. */
    private static InetSocketAddress address(String written) throws IOException {
        String[] parts = written.split(":", -1);
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
        ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            bytes.putInt(words.getInt());
        }
        return new InetSocketAddress(InetAddress.getByAddress(bytes.array()), Integer.parseInt(parts[1], 16));
    }
}
