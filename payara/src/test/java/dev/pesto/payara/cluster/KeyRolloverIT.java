package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.keys.KeyRollover;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class KeyRolloverIT {

    @Test
    @DisplayName(
            "a rollover: tokens of the old key live out, new ones have the new key, and no request fails meanwhile")
    void rollsOver(Started started) throws Exception {
        Api api = started.api();
        Map<String, String> admin = AccessMatrixIT.admin(started.cluster().home());
        String old = logIn(api, admin);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> load = new ArrayList<>();
            for (String path : List.of("/users/me", "/products?limit=1", "/orders?limit=1")) {
                load.add(pool.submit(calls(api, path, old, over)));
            }
            Rollover.Result result = started.cluster().rotateKeys();
            String fresh = awaitTokenOf(result.keyId(), api, admin);
            for (String path : List.of("/users/me", "/products?limit=1", "/orders?limit=1", "/ops/instances")) {
                for (int i = 0; i < 20; i++) {
                    api.get(path, fresh).expect(200);
                    started.otherApi().get(path, fresh).expect(200);
                }
            }
            over.set(true);
            for (Future<Integer> calls : load) {
                assertThat(calls.get()).isPositive();
            }
            assertThat(result.oldKeyRetired()).isAfter(Instant.now().plus(Duration.ofMinutes(10)));
            assertThatThrownBy(started.cluster()::rotateKeys)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("lives out until");
            KeyRollover.retire(started.cluster().home().keys(), result.oldKeyRetired());
            awaitRefused(api, old);
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    /** How many calls; fails at the first that is not 200. */
    private static Callable<Integer> calls(Api api, String path, String token, AtomicBoolean over) {
        return () -> {
            int count = 0;
            while (!over.get()) {
                api.get(path, token).expect(200);
                count++;
            }
            return count;
        };
    }

    private static String awaitTokenOf(String keyId, Api api, Map<String, String> login) throws Exception {
        for (int tries = 0; tries < 20; tries++) {
            String token = logIn(api, login);
            if (SignedJWT.parse(token).getHeader().getKeyID().equals(keyId)) {
                return token;
            }
        }
        throw new AssertionError("no token is signed with " + keyId);
    }

    private static void awaitRefused(Api api, String token) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (api.get("/users/me", token).status() != 401) {
            assertThat(System.nanoTime()).as("the key still verifies").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static String logIn(Api api, Map<String, String> login) {
        return api.post("/auth/tokens", null, login)
                .expect(200)
                .path("accessToken")
                .asText();
    }
}
