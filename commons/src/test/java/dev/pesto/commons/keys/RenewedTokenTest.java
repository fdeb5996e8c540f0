package dev.pesto.commons.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("a token that is renewed")
@Timeout(20)
class RenewedTokenTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicInteger made = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch signed = new CountDownLatch(1);

    @Test
    @DisplayName("is the same for half of its life, and a new one afterwards")
    void halfOfItsLife() {
        RenewedToken token = new RenewedToken(now -> "token " + made.incrementAndGet(), Duration.ofSeconds(60));
        assertThat(token.at(START)).isEqualTo("token 1");
        assertThat(token.at(START.plusSeconds(30))).isEqualTo("token 1");
        assertThat(token.at(START.plusSeconds(31))).isEqualTo("token 2");
        assertThat(token.at(START.plusSeconds(61))).isEqualTo("token 2");
        assertThat(token.at(START.plusSeconds(62))).isEqualTo("token 3");
    }

    @Test
    @DisplayName("is made anew by one, while the others go on with the present one")
    void oneRenews() throws Exception {
        RenewedToken token = slow();
        assertThat(token.at(START)).isEqualTo("token 1");
        CompletableFuture<String> renewer = CompletableFuture.supplyAsync(() -> token.at(START.plusSeconds(40)));
        asked.await();
        assertThat(token.at(START.plusSeconds(40))).isEqualTo("token 1");
        signed.countDown();
        assertThat(renewer.get()).isEqualTo("token 2");
        assertThat(token.at(START.plusSeconds(41))).isEqualTo("token 2");
        assertThat(made).hasValue(2);
    }

    @Test
    @DisplayName("is waited for when there is none that is good, and made once")
    void noneIsGood() throws Exception {
        RenewedToken token = slow();
        assertThat(token.at(START)).isEqualTo("token 1");
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> token.at(START.plusSeconds(300)));
        asked.await();
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> token.at(START.plusSeconds(300)));
        signed.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("token 2");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("token 2");
        assertThat(made).hasValue(2);
    }

    /** The second one takes until it is let go. */
    private RenewedToken slow() {
        return new RenewedToken(
                now -> {
                    int number = made.incrementAndGet();
                    if (number == 2) {
                        asked.countDown();
                        await(signed);
                    }
                    return "token " + number;
                },
                Duration.ofSeconds(60));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
