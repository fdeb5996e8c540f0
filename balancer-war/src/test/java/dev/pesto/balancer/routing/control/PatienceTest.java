package dev.pesto.balancer.routing.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Patience patience = new Patience();

    private List<Patience.Place> fill(String network, int wanted) {
        List<Patience.Place> places = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            patience.enter(network).ifPresent(places::add);
        }
        return places;
    }

    @Test
    @DisplayName("R12 a network has 32 places, and the others have theirs")
    void network() {
        List<Patience.Place> places = fill("a", 100);
        assertThat(places).hasSize(Patience.OF_A_NETWORK);
        assertThat(patience.enter("b")).isPresent();
        places.get(0).close();
        assertThat(fill("a", 100)).hasSize(1);
    }

    @Test
    @DisplayName("R12 all networks together have 160 places, and who was refused has taken none")
    void all() {
        List<Patience.Place> places = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            places.addAll(fill("network " + i, 100));
        }
        assertThat(places).hasSize(Patience.PLACES);
        places.forEach(Patience.Place::close);
        assertThat(patience.networks()).isZero();
        assertThat(fill("a", 100)).hasSize(Patience.OF_A_NETWORK);
    }

    @Test
    @DisplayName("R12 a place is given back once, however often it is closed")
    void twice() {
        List<Patience.Place> places = fill("a", 2);
        places.get(0).close();
        places.get(0).close();
        assertThat(fill("a", 100)).hasSize(Patience.OF_A_NETWORK - 1);
    }
}
