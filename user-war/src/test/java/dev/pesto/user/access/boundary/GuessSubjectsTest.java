package dev.pesto.user.access.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.user.access.boundary.GuessSubjects.Subject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuessSubjectsTest {

    @Test
    @DisplayName("R2.7 five for an account in a network, fifty for the network")
    void limits() {
        assertThat(of("asha@example.com", "192.0.2.1").all())
                .extracting(Subject::limit)
                .containsExactlyInAnyOrder(5, 50);
    }

    @Test
    @DisplayName("R2.7 an account is one however its email is written, and another in another network")
    void accounts() {
        Subject account = of("asha@example.com", "192.0.2.1").account();
        assertThat(of("Asha@Example.COM", "192.0.2.1").account()).isEqualTo(account);
        assertThat(of("asha@example.com", "192.0.2.2").account()).isNotEqualTo(account);
        assertThat(of("asha@example.org", "192.0.2.1").account()).isNotEqualTo(account);
    }

    @Test
    @DisplayName("R2.7 a network counts all accounts, and tells none")
    void networks() {
        Subject network = of("asha@example.com", "192.0.2.1").network();
        assertThat(of("ravi@example.com", "192.0.2.1").network()).isEqualTo(network);
        assertThat(of("ravi@example.com", "192.0.2.2").network()).isNotEqualTo(network);
        assertThat(network.key()).matches("[0-9a-f]{64}");
    }

    private static GuessSubjects of(String email, String network) {
        return GuessSubjects.of(email, network);
    }
}
