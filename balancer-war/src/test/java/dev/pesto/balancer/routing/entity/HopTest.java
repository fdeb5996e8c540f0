package dev.pesto.balancer.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HopTest {

    @ParameterizedTest
    @DisplayName("R6 what belongs to the hop or speaks in our name does not reach an instance")
    @ValueSource(
            strings = {
                "Connection",
                "TE",
                "Upgrade",
                "Transfer-Encoding",
                "Expect",
                "Forwarded",
                "X-Forwarded-Host",
                "Pesto-Service",
                "Host",
                "x-mine"
            })
    void dropped(String name) {
        assertThat(Headers.passesToInstance(name, Set.of("x-mine"))).isFalse();
    }

    @Test
    @DisplayName("R6 a Connection header cannot strip what the API rests on")
    void protectedHeaders() {
        assertThat(Headers.nominated(List.of("close, X-Mine", "Authorization, Idempotency-Key, If-Match")))
                .containsExactlyInAnyOrder("close", "x-mine");
    }

    @Test
    @DisplayName("R3 an idempotency key has 1 to 255 visible ASCII characters")
    void keys() {
        assertThat(Headers.isIdempotencyKey("k")).isTrue();
        assertThat(Headers.isIdempotencyKey("k".repeat(255))).isTrue();
        for (String key : new String[] {null, "", "a b", "k".repeat(256), "\u00e9", "a\t"}) {
            assertThat(Headers.isIdempotencyKey(key)).isFalse();
        }
    }

    @ParameterizedTest
    @DisplayName("R6 the client is the right-most hop that is no proxy of ours; a forged list buys nothing")
    @CsvSource(
            value = {
                "9.9.9.9 | 1.2.3.4 | 9.9.9.9",
                "10.0.0.1 | 1.2.3.4 | 1.2.3.4",
                "10.0.0.1 | 6.6.6.6, 1.2.3.4 | 1.2.3.4",
                "10.0.0.1 | 6.6.6.6, 1.2.3.4, 10.0.0.2 | 1.2.3.4",
                "10.0.0.1 | 1.2.3.4, evil.example | 10.0.0.1",
                "10.0.0.1 | 2001:db8::5 | 2001:db8::5",
                "10.0.0.1 | '' | 10.0.0.1"
            },
            delimiter = '|')
    void client(String peer, String forwarded, String client) {
        assertThat(new TrustedProxies("10.0.0.0/8, ::1").client(peer, forwarded))
                .isEqualTo(client);
    }

    @Test
    @DisplayName("L1 an IPv6 client is counted by its /64")
    void network() {
        assertThat(TrustedProxies.network("2001:db8:1:2:3:4:5:6")).isEqualTo(TrustedProxies.network("2001:db8:1:2::9"));
        assertThat(TrustedProxies.network("2001:db8:1:3::9")).isNotEqualTo(TrustedProxies.network("2001:db8:1:2::9"));
        assertThat(TrustedProxies.network("1.2.3.4")).isEqualTo("1.2.3.4");
    }

    @Test
    @DisplayName("R6 a proxy list that cannot be read is refused at start")
    void badList() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies("localhost"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies("10.0.0.0/33"));
    }

    @Test
    @DisplayName("R6 a valid traceparent passes, anything else is made anew")
    void trace() {
        String valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(TraceParent.of(valid)).isEqualTo(valid);
        for (String bad : new String[] {null, "", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", valid + "x"}) {
            assertThat(TraceParent.of(bad))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                    .isNotEqualTo(bad);
        }
    }

    @Test
    @DisplayName("R3 the budget is ten a second, and a fifth of the calls where that is more")
    void budget() {
        RetryBudget budget = new RetryBudget();
        long second = 1_000_000_000L;
        for (int i = 0; i < 10; i++) {
            assertThat(budget.takeRetry(0)).isTrue();
        }
        assertThat(budget.takeRetry(0)).isFalse();
        assertThat(budget.takeRetry(second)).isTrue();
        for (int i = 0; i < 1000; i++) {
            budget.call(2 * second);
        }
        int granted = 0;
        while (budget.takeRetry(2 * second)) {
            granted++;
        }
        assertThat(granted).isEqualTo(1000 / 5 - 11);
        assertThat(budget.takeRetry(20 * second)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | true",
                "APPLICATION/JSON; charset=utf-8 | true",
                "text/html, application/*;q=0.1 | true",
                "*/* | true",
                "'' | true",
                "text/html | false",
                "application/json;q=0 | false",
                "application/json ; q=0.000 | false",
                "application/json;q=0, */* | false",
                "application/*;q=0, */* | false",
                "application/*;q=0, application/json | true",
                "*/*;q=0, application/json | true",
                "application/jsonx | false",
                "nonsense | false"
            })
    @DisplayName("what the balancer answers itself is given only to who accepts it")
    void accepts(String accept, boolean expected) {
        assertThat(Headers.accepts(accept, "application/json")).isEqualTo(expected);
    }

    @Test
    @DisplayName("the scheme of a token goes on in the case that services know, all else as it came")
    void scheme() {
        assertThat(Headers.forInstance("authorization", "bEARER abc")).isEqualTo("Bearer abc");
        assertThat(Headers.forInstance("Authorization", "Basic abc")).isEqualTo("Basic abc");
        assertThat(Headers.forInstance("X-Note", "bearer abc")).isEqualTo("bearer abc");
    }
}
