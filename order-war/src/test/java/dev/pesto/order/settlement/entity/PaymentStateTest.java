package dev.pesto.order.settlement.entity;

import static dev.pesto.order.settlement.entity.SettlementFixture.captured;
import static dev.pesto.order.settlement.entity.SettlementFixture.collected;
import static dev.pesto.order.settlement.entity.SettlementFixture.dead;
import static dev.pesto.order.settlement.entity.SettlementFixture.declined;
import static dev.pesto.order.settlement.entity.SettlementFixture.done;
import static dev.pesto.order.settlement.entity.SettlementFixture.lateVoid;
import static dev.pesto.order.settlement.entity.SettlementFixture.living;
import static dev.pesto.order.settlement.entity.SettlementFixture.refund;
import static dev.pesto.order.settlement.entity.SettlementFixture.undecided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentStateTest {

    private static final Part A = living(1, 100);
    private static final Part B = living(2, 50);

    @ParameterizedTest(name = "{0} -> {2}, {3} due")
    @MethodSource
    @DisplayName("S2, S5 cash at the door")
    void cash(String order, List<Part> parts, PaymentStatus status, long due) {
        assertThat(PaymentState.ofCash(parts)).isEqualTo(new PaymentState(status, due));
    }

    static Stream<Arguments> cash() {
        return Stream.of(
                arguments("new", List.of(A, B), PaymentStatus.DUE, 150),
                arguments("one rejected", List.of(A, dead(2, 50)), PaymentStatus.DUE, 100),
                arguments("all dead", List.of(dead(1, 100), dead(2, 50)), PaymentStatus.CANCELLED, 0),
                arguments("one collected", List.of(collected(1, 100), B), PaymentStatus.PARTLY_COLLECTED, 50),
                arguments(
                        "one collected, one dead", List.of(collected(1, 100), dead(2, 50)), PaymentStatus.COLLECTED, 0),
                arguments("all collected", List.of(collected(1, 100), collected(2, 50)), PaymentStatus.COLLECTED, 0));
    }

    @ParameterizedTest(name = "{0} -> {4}, {5} due")
    @MethodSource
    @DisplayName("S3, S4, S5 prepaid")
    void card(
            String order,
            List<Part> parts,
            List<Payment> attempts,
            List<Refund> refunds,
            PaymentStatus status,
            long due) {
        assertThat(PaymentState.ofCard(parts, attempts, refunds)).isEqualTo(new PaymentState(status, due));
    }

    static Stream<Arguments> card() {
        Payment paid = captured(150);
        Part deadB = dead(2, 50);
        Part deadA = dead(1, 100);
        return Stream.of(
                arguments("new", List.of(A, B), List.of(), List.of(), PaymentStatus.AWAITING, 150),
                arguments("one cancelled before", List.of(A, deadB), List.of(), List.of(), PaymentStatus.AWAITING, 100),
                arguments("being asked", List.of(A, B), List.of(undecided(150)), List.of(), PaymentStatus.PENDING, 150),
                arguments(
                        "declined once", List.of(A, B), List.of(declined(150)), List.of(), PaymentStatus.AWAITING, 150),
                arguments(
                        "expired while asked",
                        List.of(deadA, deadB),
                        List.of(undecided(150)),
                        List.of(),
                        PaymentStatus.CANCELLED,
                        0),
                arguments("paid", List.of(A, B), List.of(declined(150), paid), List.of(), PaymentStatus.CAPTURED, 0),
                arguments(
                        "part going back",
                        List.of(A, deadB),
                        List.of(paid),
                        List.of(refund(paid, deadB)),
                        PaymentStatus.REFUND_PENDING,
                        0),
                arguments(
                        "part gone back",
                        List.of(A, deadB),
                        List.of(paid),
                        List.of(done(refund(paid, deadB))),
                        PaymentStatus.PARTLY_REFUNDED,
                        0),
                arguments(
                        "all gone back",
                        List.of(deadA, deadB),
                        List.of(paid),
                        List.of(done(refund(paid, deadA)), done(refund(paid, deadB))),
                        PaymentStatus.REFUNDED,
                        0),
                arguments(
                        "late capture going back",
                        List.of(deadA, deadB),
                        List.of(paid),
                        List.of(lateVoid(paid)),
                        PaymentStatus.REFUND_PENDING,
                        0),
                arguments(
                        "late capture voided",
                        List.of(deadA, deadB),
                        List.of(paid),
                        List.of(done(lateVoid(paid))),
                        PaymentStatus.CANCELLED,
                        0));
    }
}
