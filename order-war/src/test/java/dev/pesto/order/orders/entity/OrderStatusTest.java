package dev.pesto.order.orders.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderStatusTest {

    @ParameterizedTest
    @CsvSource({
        "PLACED, PLACED",
        "PLACED ACCEPTED, PLACED",
        "OUT_FOR_DELIVERY DELIVERY_FAILED, DELIVERY_FAILED",
        "DELIVERED OUT_FOR_DELIVERY, OUT_FOR_DELIVERY",
        "DELIVERED CANCELLED, DELIVERED",
        "SHIPPED REJECTED PACKED, PACKED",
        "EXPIRED EXPIRED, EXPIRED",
        "REJECTED REJECTED, REJECTED",
        "REJECTED CANCELLED, CANCELLED",
        "RETURNED_TO_ORIGIN REJECTED, CANCELLED",
        "RETURNED_TO_ORIGIN, RETURNED_TO_ORIGIN"
    })
    @DisplayName("R7 all alike = that; else the least advanced living one; none living = CANCELLED")
    void derived(String parts, OrderStatus expected) {
        assertThat(OrderStatus.derivedFrom(Arrays.stream(parts.split(" "))
                        .map(OrderStatus::valueOf)
                        .toList()))
                .isEqualTo(expected);
    }
}
