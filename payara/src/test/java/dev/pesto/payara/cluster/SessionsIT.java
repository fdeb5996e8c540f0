package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How sessions end, as seen by each instance of each WAR. */
@ExtendWith(RunningCluster.class)
class SessionsIT {
    private static final String REVOKED = "401 token_revoked";
    private static final long EVERYWHERE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private Started started;
    private Api api;

    @BeforeEach
    void reach(Started running) {
        started = running;
        api = running.api();
    }

    @AfterEach
    void whole() {
        started.awaitWhole();
    }

    @Test
    @DisplayName(
            "however a session ends, every instance of every WAR refuses its access token within 5 s, and no other")
    void endings() throws Exception {
        Person person = Person.register(api);
        String admin = tokenOf(api.post(
                        "/auth/tokens",
                        null,
                        AccessMatrixIT.admin(started.cluster().home()))
                .expect(200));
        String own = person.token();

        String loggedOut = person.token();
        api.call("DELETE", "/auth/tokens/current", loggedOut, null).expect(204);
        assertRefusedEverywhere(loggedOut);

        String elsewhere = person.token();
        api.call("DELETE", "/users/me/sessions/" + claim(elsewhere, "sid"), own, null)
                .expect(204);
        assertRefusedEverywhere(elsewhere);

        String before = person.token();
        Person changed = person.withPassword("another " + UUID.randomUUID());
        api.call("PUT", "/users/me/password", own, Map.of("current", person.password, "new", changed.password))
                .expect(204);
        assertRefusedEverywhere(before);
        assertLetInEverywhere(own);
        assertThat(api.get("/users/me/sessions", own).expect(200).path("items")).hasSize(1);

        String account = claim(own, "sub");
        api.post("/users/" + account + "/lock", admin, null).expect(200);
        assertRefusedEverywhere(own);
        assertThat(changed.logIn().code()).isEqualTo("account_locked");
        api.post("/users/" + account + "/unlock", admin, null).expect(200);
        assertLetInEverywhere(changed.token());
        assertThat(Inside.of(started).answer(member("order-1"), own)).isEqualTo(REVOKED);
        assertLetInEverywhere(admin);
    }

    @Test
    @DisplayName(
            "a refresh token used again within 5 s gets the same successor; later its session ends, with all that came from it")
    void reuse() throws Exception {
        Person person = Person.register(api);
        String bystander = person.token();
        JsonNode first = person.logIn().expect(200);
        String used = first.path("refreshToken").asText();
        long before = System.nanoTime();
        JsonNode next = refresh(used).expect(200);
        String successor = next.path("refreshToken").asText();
        Api.Answer again = refresh(used);
        while (again.status() == 200) {
            assertThat(again.body().path("refreshToken").asText()).isEqualTo(successor);
            LockSupport.parkNanos(PAUSE_NANOS);
            again = refresh(used);
        }
        assertThat(System.nanoTime() - before)
                .as("nanoseconds of grace")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(again.code()).isEqualTo("token_revoked");
        assertThat(refresh(successor).code()).isEqualTo("token_revoked");
        assertRefusedEverywhere(tokenOf(first));
        assertRefusedEverywhere(tokenOf(next));
        assertLetInEverywhere(bystander);
    }

    @Test
    @DisplayName(
            "an instance of any WAR that was killed and comes back refuses what had ended before, from its first answer on")
    void restarts() throws Exception {
        Person person = Person.register(api);
        String open = person.token();
        String ended = person.token();
        api.call("DELETE", "/auth/tokens/current", ended, null).expect(204);
        List<String> names = List.of("user-1", "product-1", "order-1", "balancer-2");
        names.forEach(started.cluster()::kill);
        ExecutorService pool = Executors.newFixedThreadPool(names.size());
        try {
            List<Future<?>> revived = new ArrayList<>();
            names.forEach(
                    name -> revived.add(pool.submit(() -> started.cluster().revive(name))));
            for (Future<?> future : revived) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }
        Inside inside = Inside.of(started);
        for (String name : names) {
            assertThat(inside.answer(member(name), ended)).as(name).isEqualTo(REVOKED);
            assertThat(inside.answer(member(name), open)).as(name).doesNotStartWith("401");
        }
    }

    private Api.Answer refresh(String token) {
        return api.post("/auth/tokens/refresh", null, Map.of("refreshToken", token));
    }

    /** Counted from now: whoever is asked 5 s after the end, or later, refuses. */
    private void assertRefusedEverywhere(String token) throws Exception {
        long ended = System.nanoTime();
        Inside inside = Inside.of(started);
        Set<Member> open = new HashSet<>(inside.members());
        while (!open.isEmpty()) {
            for (Member member : List.copyOf(open)) {
                long asked = System.nanoTime();
                String answer = inside.answer(member, token);
                if (answer.equals(REVOKED)) {
                    open.remove(member);
                } else {
                    assertThat(asked - ended)
                            .as("%s: %s", member.name(), answer)
                            .isLessThan(EVERYWHERE_NANOS);
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** In or past the door: its role may be wrong there. */
    private void assertLetInEverywhere(String token) throws Exception {
        Inside inside = Inside.of(started);
        for (Member member : inside.members()) {
            assertThat(inside.answer(member, token)).as(member.name()).matches("200|403 role_required");
        }
    }

    private Member member(String name) {
        return started.cluster().state().member(name).orElseThrow();
    }

    private static String tokenOf(JsonNode tokens) {
        return tokens.path("accessToken").asText();
    }

    private static String claim(String token, String name) throws Exception {
        return SignedJWT.parse(token).getJWTClaimsSet().getClaim(name).toString();
    }

    private record Person(Api api, String email, String password) {
        static Person register(Api api) {
            Person person =
                    new Person(api, "t" + UUID.randomUUID() + "@pesto.example", "correct horse " + UUID.randomUUID());
            api.post(
                            "/users",
                            null,
                            Map.of("email", person.email, "password", person.password, "name", "T", "role", "BUYER"))
                    .expect(201);
            return person;
        }

        Person withPassword(String changed) {
            return new Person(api, email, changed);
        }

        Api.Answer logIn() {
            return api.post("/auth/tokens", null, Map.of("email", email, "password", password));
        }

        String token() {
            return tokenOf(logIn().expect(200));
        }
    }
}
