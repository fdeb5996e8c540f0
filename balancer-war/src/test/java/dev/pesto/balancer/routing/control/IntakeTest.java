package dev.pesto.balancer.routing.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private final Intake intake = new Intake();

    private List<Intake.Place> fill(String network, int wanted) {
        List<Intake.Place> places = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            intake.enter(network).ifPresent(places::add);
        }
        return places;
    }

    @Test
    @DisplayName("R12 a network has 32 places, and the others have theirs")
    void network() {
        List<Intake.Place> places = fill("a", 100);
        assertThat(places).hasSize(Intake.OF_A_NETWORK);
        assertThat(intake.enter("b")).isPresent();
        places.get(0).close();
        assertThat(fill("a", 100)).hasSize(1);
    }

    @Test
    @DisplayName("R12 all networks together have 160 places, and who was refused has taken none")
    void all() {
        List<Intake.Place> places = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            places.addAll(fill("network " + i, 100));
        }
        assertThat(places).hasSize(Intake.PLACES);
        places.forEach(Intake.Place::close);
        assertThat(intake.networks()).isZero();
        assertThat(fill("a", 100)).hasSize(Intake.OF_A_NETWORK);
    }

    @Test
    @DisplayName("R12 a place is given back once, however often it is closed")
    void twice() {
        List<Intake.Place> places = fill("a", 2);
        places.get(0).close();
        places.get(0).close();
        assertThat(fill("a", 100)).hasSize(Intake.OF_A_NETWORK - 1);
    }
}
