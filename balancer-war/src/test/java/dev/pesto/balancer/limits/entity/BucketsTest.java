package dev.pesto.balancer.limits.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    private static final long SECOND = 1_000_000_000L;

    private final LocalBuckets buckets = new LocalBuckets(1000);
    private final Policy policy = Policy.parse("default", "300/60s").orElseThrow();
    private long now = 5 * SECOND;

    @Test
    @DisplayName("L1 a full bucket lets q pass at once, then one every w/q")
    void bucket() {
        for (int left = 299; left >= 0; left--) {
            Decision decision = buckets.take("a", policy, now);
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(left);
        }
        assertThat(buckets.take("a", policy, now).allowed()).isFalse();
        now += SECOND / 5;
        assertThat(buckets.take("a", policy, now).allowed()).isTrue();
        assertThat(buckets.take("a", policy, now).allowed()).isFalse();
        assertThat(buckets.take("b", policy, now).allowed()).isTrue();
        now += 60 * SECOND;
        assertThat(buckets.take("a", policy, now).remaining()).isEqualTo(299);
    }

    @ParameterizedTest
    @DisplayName(
            "L4 Retry-After is true: the next request at that time passes, one nanosecond before the wait it does not")
    @CsvSource({"300/60s", "60/60s", "10/60s", "7/1m", "1/1h", "1000/1s"})
    void retryAfter(String text) {
        Policy tried = Policy.parse("auth", text).orElseThrow();
        Decision decision = buckets.take("a", tried, now);
        while (decision.allowed()) {
            decision = buckets.take("a", tried, now);
        }
        assertThat(buckets.take("a", tried, now + decision.nanosToWait() - 2).allowed())
                .isFalse();
        now += Long.parseLong(decision.retryAfter()) * SECOND;
        assertThat(buckets.take("a", tried, now).allowed()).isTrue();
    }

    @Test
    @DisplayName("L1 the headers have the form of draft 10")
    void headers() {
        assertThat(policy.header()).isEqualTo("\"default\";q=300;w=60");
        assertThat(new Decision(policy, true, 297, 0, 41 * SECOND - 1).header()).isEqualTo("\"default\";r=297;t=41");
        assertThat(new Decision(policy, false, 0, SECOND + 1, 60 * SECOND).header())
                .isEqualTo("\"default\";r=0;t=2");
        assertThat(new Decision(policy, false, 0, SECOND + 1, 60 * SECOND).retryAfter())
                .isEqualTo("2");
    }

    @Test
    @DisplayName("L5 a million addresses leave the memory bounded")
    void bounded() {
        Bounded<String, Integer> map = new Bounded<>(1000);
        for (int i = 0; i < 1_000_000; i++) {
            map.put("a:" + i, i);
        }
        assertThat(map.size()).isLessThanOrEqualTo(1000);
        assertThat(map.get("a:999999")).isEqualTo(999_999);
    }

    @Test
    @DisplayName("L6 off is no limit; a value that cannot be read is said")
    void parsing() {
        assertThat(Policy.parse("default", "off")).isEmpty();
        assertThat(Policy.parse("default", " 5/2m ").orElseThrow().window()).isEqualTo(Duration.ofMinutes(2));
        assertThat(policy.share(2).quota()).isEqualTo(150);
        assertThat(policy.share(1000).quota()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0/60s", "300", "300/0s", "-1/60s", "300/60", "on"})
    @DisplayName("L6 nonsense is refused with the key it stands under")
    void nonsense(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policy.parse("auth", text))
                .withMessageContaining("pesto.limits.auth");
    }

    @Test
    @DisplayName("L3 three failures in a second open the breaker; one question a second, until one is answered")
    void breaker() {
        Breaker breaker = new Breaker();
        breaker.failed(now);
        breaker.failed(now);
        assertThat(breaker.allows(now)).isTrue();
        breaker.failed(now);
        assertThat(breaker.allows(now)).isFalse();
        now += SECOND;
        assertThat(breaker.allows(now)).isTrue();
        assertThat(breaker.allows(now)).isFalse();
        breaker.failed(now);
        now += SECOND;
        assertThat(breaker.allows(now)).isTrue();
        breaker.succeeded();
        assertThat(breaker.allows(now)).isTrue();
    }
}
