package dev.pesto.order.stock.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StockLevelTest {

    private final StockLevel level = new StockLevel();

    @Test
    @DisplayName("K1 the last unit can be reserved, one more cannot")
    void lastUnit() {
        level.adjust(3);
        level.reserve(3);

        assertThat(level.available()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> level.reserve(1));
    }

    @Test
    @DisplayName("K1 what is shipped leaves both, what is released only the promise, what comes back only the hand")
    void moves() {
        level.adjust(10);
        level.reserve(6);
        level.ship(2);
        level.release(3);
        level.takeBack(1);

        assertThat(level.onHand()).isEqualTo(9);
        assertThat(level.reserved()).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(() -> level.release(2));
    }
}
