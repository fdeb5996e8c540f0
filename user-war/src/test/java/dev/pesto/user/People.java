package dev.pesto.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.sql.testing.Server;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** People of the tests, each made anew and each from a network of their own. */
public final class People {

    public static final String PASSWORD = "seven green parrots";

    private People() {}

    /** Somebody registered. */
    public record Person(String email, String network) {
        public Server.Answer logIn(String password) {
            return logIn(password, network);
        }

        public Server.Answer logIn(String password, String from) {
            return Server.request("POST", "/api/v1/auth/tokens")
                    .header("X-Forwarded-For", from)
                    .json(Map.of("email", email, "password", password))
                    .send();
        }

        public String token() {
            Server.Answer answer = logIn(PASSWORD);
            assertThat(answer.status()).isEqualTo(200);
            return answer.json().path("accessToken").asText();
        }
    }

    public static Person register(String role) {
        Person person = nobody();
        Server.Answer answer = Server.request("POST", "/api/v1/users")
                .json(Map.of("email", person.email(), "password", PASSWORD, "name", "Asha", "role", role))
                .send();
        assertThat(answer.status()).isEqualTo(201);
        return person;
    }

    public static Person nobody() {
        return new Person("p" + ThreadLocalRandom.current().nextLong(Long.MAX_VALUE) + "@example.com", network());
    }

    public static String network() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }

    public static Server.Request call(String token, String method, String path) {
        return Server.request(method, "/api/v1/" + path).header("Authorization", "Bearer " + token);
    }

    /** Calls as many times at once, all let go by one gate. */
    public static List<Server.Answer> atOnce(int calls, IntFunction<Server.Answer> call) {
        CyclicBarrier gate = new CyclicBarrier(calls);
        Server.Answer[] answers = new Server.Answer[calls];
        List<Thread> threads = IntStream.range(0, calls)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        gate.await();
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                    answers[i] = call.apply(i);
                }))
                .toList();
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return List.of(answers);
    }
}
