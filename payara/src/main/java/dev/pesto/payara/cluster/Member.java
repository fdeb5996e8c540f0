package dev.pesto.payara.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/** One process of the cluster as it was recorded, alive or not. */
public record Member(String name, String service, long pid, long startedAtMillis, int port, boolean draining) {

    static Member of(String name, String service, ProcessHandle process, int port) {
        long started = process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
        return new Member(name, service, process.pid(), started, port, false);
    }

    Member draining(boolean wanted) {
        return new Member(name, service, pid, startedAtMillis, port, wanted);
    }

    /** The process, unless it has ended; a stranger that got its id later started later. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> p.info().startInstant().orElse(Instant.EPOCH).toEpochMilli() == startedAtMillis);
    }

    @JsonIgnore
    public boolean isAlive() {
        return process().isPresent();
    }

    @JsonIgnore
    public int number() {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
