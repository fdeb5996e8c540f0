package dev.pesto.order.settlement.entity;

import static dev.pesto.order.settlement.entity.SettlementFixture.captured;
import static dev.pesto.order.settlement.entity.SettlementFixture.dead;
import static dev.pesto.order.settlement.entity.SettlementFixture.lateVoid;
import static dev.pesto.order.settlement.entity.SettlementFixture.living;
import static dev.pesto.order.settlement.entity.SettlementFixture.refund;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GivingBackTest {

    @Test
    @DisplayName("S6 a paid part that dies is owed once")
    void once() {
        Payment paid = captured(150);
        Part dead = dead(2, 50);
        List<Part> parts = List.of(living(1, 100), dead);

        assertThat(GivingBack.owedFor(paid, parts, List.of())).containsExactly(dead);
        assertThat(GivingBack.owedFor(paid, parts, List.of(refund(paid, dead)))).isEmpty();
    }

    @Test
    @DisplayName("S6 a part that died before the attempt was never in it")
    void diedBefore() {
        assertThat(GivingBack.owedFor(captured(100), List.of(living(1, 100), dead(2, 50)), List.of()))
                .isEmpty();
    }

    @Test
    @DisplayName("S6 of two dead parts the later death is the one that was paid for")
    void newestDeath() {
        Part before = dead(2, 50, 10);
        Part after = dead(3, 50, 20);

        assertThat(GivingBack.owedFor(captured(150), List.of(living(1, 100), before, after), List.of()))
                .containsExactly(after);
    }

    @Test
    @DisplayName("S6 a part without a price has no money to give back")
    void free() {
        assertThat(GivingBack.owedFor(captured(100), List.of(living(1, 100), dead(2, 0)), List.of()))
                .isEmpty();
    }

    @Test
    @DisplayName("S7 a voided attempt owes nothing more")
    void voided() {
        Payment late = captured(100);

        assertThat(GivingBack.owedFor(late, List.of(dead(1, 100)), List.of(lateVoid(late))))
                .isEmpty();
    }
}
