package dev.pesto.payara.proof;

import dev.pesto.commons.ids.Ids;
import dev.pesto.payara.cluster.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Somebody with an account, logged in again before the access token ends. */
public final class Person {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration TOKEN_USE = Duration.ofMinutes(7);

    private final Doors doors;
    private final String login;
    private final long id;
    private String token;
    private long loggedInAt;

    private Person(Doors doors, String login) {
        this.doors = doors;
        this.login = login;
        this.id = Ids.parse(get("/users/me").body().path("id").asText()).orElseThrow();
    }

    public static Person register(Doors doors, String role, String name) {
        String email = "proof-" + UUID.randomUUID() + "@pesto.example";
        String password = "proof " + UUID.randomUUID();
        Map<String, String> account = Map.of("email", email, "password", password, "name", name, "role", role);
        require(doors.post("/users", null, Doors.json(account), null), "register " + name);
        return new Person(doors, Doors.json(Map.of("email", email, "password", password)));
    }

    static Person existing(Doors doors, String email, String password) {
        return new Person(doors, Doors.json(Map.of("email", email, "password", password)));
    }

    long id() {
        return id;
    }

    public synchronized String token() {
        if (token == null || System.nanoTime() - loggedInAt > TOKEN_USE.toNanos()) {
            logIn();
        }
        return token;
    }

    /** The token was refused. */
    synchronized void forget(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private void logIn() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = doors.post("/auth/tokens", null, login, null);
        while (!answer.isSuccess()) {
            if (System.nanoTime() > deadline) {
                throw new Failure("cannot log in: " + answer.status() + " " + answer.code());
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            answer = doors.post("/auth/tokens", null, login, null);
        }
        token = answer.body().path("accessToken").asText();
        loggedInAt = System.nanoTime();
    }

    /** Reads until there is an answer. */
    Answer get(String path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = doors.get(path, token());
        while (!answer.isSuccess()) {
            if (System.nanoTime() > deadline) {
                throw new Failure("cannot read " + path + ": " + answer.status() + " " + answer.code());
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            answer = doors.get(path, token());
        }
        return answer;
    }

    /** For the set-up, before anything is pulled. */
    public String create(String path, Object body) {
        return require(doors.post(path, token(), Doors.json(body), null), path)
                .body()
                .path("id")
                .asText();
    }

    private static Answer require(Answer answer, String what) {
        if (!answer.isSuccess()) {
            throw new Failure("cannot " + what + ": " + answer.status() + " " + answer.code());
        }
        return answer;
    }
}
