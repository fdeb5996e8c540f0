package dev.pesto.payara.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The balancers as an edge shows them to clients: each client uses one until its connection breaks, and none that says it is not
 * ready, as one that starts.
 */
public final class Doors {
    static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than the 15 s in which the contract ends every call. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final long PROBE_NANOS = 500_000_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<String> bases;
    private final ThreadLocal<Integer> preferred;
    private final boolean[] away;
    private final Thread probing = new Thread(this::probe, "doors");

    public Doors(List<String> bases) {
        this.bases = List.copyOf(bases);
        this.away = new boolean[bases.size()];
        probing.setDaemon(true);
        probing.start();
        AtomicInteger clients = new AtomicInteger();
        this.preferred = ThreadLocal.withInitial(() -> clients.getAndIncrement() % bases.size());
    }

    Answer get(String path, String token) {
        return call("GET", path, token, null, null);
    }

    Answer post(String path, String token, String body, String key) {
        return call("POST", path, token, body, key);
    }

    /** The caller's thread goes through this door from now on, until it fails. */
    void prefer(int door) {
        preferred.set(door % bases.size());
    }

    /** An edge's health check. Clients that meet an old view are told so by a broken connection or a 503. */
    private void probe() {
        while (!Thread.currentThread().isInterrupted()) {
            probeAll();
            LockSupport.parkNanos(PROBE_NANOS);
        }
    }

    private void probeAll() {
        for (int door = 0; door < away.length; door++) {
            HttpRequest question = HttpRequest.newBuilder(
                            URI.create(bases.get(door)).resolve("/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            boolean ready = false;
            try {
                ready = http.send(question, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException silent) {
                // It is away.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            synchronized (away) {
                away[door] = !ready;
            }
        }
    }

    /** The preferred one, or the next that is ready; with none ready the preferred one all the same. */
    private int door() {
        synchronized (away) {
            for (int i = 0; i < away.length; i++) {
                int door = (preferred.get() + i) % away.length;
                if (!away[door]) {
                    return door;
                }
            }
        }
        return preferred.get();
    }

    /** Asks for readiness no longer. */
    public void close() {
        probing.interrupt();
    }

    private Answer call(String method, String path, String token, String body, String key) {
        int door = door();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(bases.get(door) + path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            boolean replayed = response.headers()
                    .firstValue("Idempotent-Replayed")
                    .filter("true"::equals)
                    .isPresent();
            return new Answer(response.statusCode(), read(response.body()), replayed);
        } catch (IOException broken) {
            preferred.set((door + 1) % bases.size());
            return Answer.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.NONE;
        }
    }

    private static JsonNode read(byte[] body) throws IOException {
        return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    }

    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
