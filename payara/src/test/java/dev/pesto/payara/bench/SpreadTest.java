package dev.pesto.payara.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R1 several rounds")
class SpreadTest {

    @Test
    @DisplayName("are told by their middle and their extremes")
    void medianAndExtremes() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(1, 3, 9));
    }

    @Test
    @DisplayName("are compared round by round: one that was slow for both sides changes no ratio")
    void ratiosWithinRounds() {
        assertThat(Spread.ofRatios(List.of(50.0, 5.0, 60.0), List.of(100.0, 10.0, 100.0)))
                .isEqualTo(new Spread(0.5, 0.5, 0.6));
        assertThat(Spread.ofDifferences(List.of(3.0, 12.0), List.of(1.0, 10.0))).isEqualTo(new Spread(2, 2, 2));
    }

    @Test
    @DisplayName("cannot be compared when one side has fewer")
    void missingRound() {
        assertThatThrownBy(() -> Spread.ofRatios(List.of(1.0), List.of(1.0, 2.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
