package dev.pesto.order;

import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.Server;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The order service's calls, by anybody. */
public final class OrderApi {

    private OrderApi() {}

    /** Someone who calls. */
    public record Person(String role, long id) {
        public static final Person NOBODY = new Person(null, 0);

        public static Person buyer(long id) {
            return new Person("BUYER", id);
        }

        public static Person merchant(long id) {
            return new Person("MERCHANT", id);
        }

        public static Person admin() {
            return new Person("ADMIN", 1);
        }
    }

    public static Server.Answer get(Person person, String path) {
        return request(person, "GET", path).send();
    }

    public static Server.Answer post(Person person, String path, String json) {
        return post(person, path, json, null);
    }

    /** Posts JSON; body and key may be null. */
    public static Server.Answer post(Person person, String path, String json, String key) {
        Server.Request request = request(person, "POST", path);
        if (json != null) {
            request.json(json);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.send();
    }

    public static String shown(long id) {
        return Ids.format(id);
    }

    private static Server.Request request(Person person, String method, String path) {
        Server.Request request = Server.request(method, "/api/v1/" + path);
        return person.role() == null ? request : request.as(Ids.format(person.id()), person.role());
    }

    /** InnoDB tells nothing new about its transactions to whoever asks more often than every 100 ms. */
    private static final long PAUSE_MILLIS = 120;

    /** Asks until the answer is the expected one or the time is over, and returns the last answer. */
    public static String until(Duration time, String expected, Callable<String> question) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        String answer = question.call();
        while (!expected.equals(answer) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            answer = question.call();
        }
        return answer;
    }
}
