package dev.pesto.product.catalogue.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pesto.commons.problem.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductListTest {

    @Test
    @DisplayName("R3.1 a list shows ACTIVE products, newest first")
    void listsActiveOnes() {
        assertThat(list(Map.of()).query(List.of(), 51).text())
                .endsWith("WHERE p.status = 'ACTIVE' ORDER BY p.id DESC LIMIT ?");
    }

    @Test
    @DisplayName("R3.1 one's own are those not archived")
    void listsOwn() {
        SqlText sql = list(Map.of("merchant", "me")).query(List.of(), 51);

        assertThat(sql.text()).contains("WHERE p.merchant_id = ? AND p.status <> 'ARCHIVED' ORDER");
        assertThat(sql.bindings()).containsExactly(7L, 51);
    }

    @Test
    @DisplayName("What a client sends is bound, never part of the statement")
    void bindsInput() {
        String attack = "x' OR 1=1 -- ";
        SqlText sql = list(Map.of("category", attack, "q", attack + "hat")).query(List.of(), 51);

        assertThat(sql.text()).doesNotContain("1=1");
        assertThat(sql.bindings()).containsExactly(attack, "+hat", 51);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "sort, price",
        "sort, -price",
        "sort, Created",
        "sort, id",
        "minPrice, 1",
        "maxPrice, 1",
        "currency, inr",
        "currency, XXX",
        "currency, ''",
        "merchant, 12",
        "merchant, Me",
        "inStock, yes",
    })
    @DisplayName("R3.4 and R3.5 a parameter that makes no sense is refused")
    void refuses(String name, String value) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> list(Map.of(name, value)));
    }

    @ParameterizedTest
    @CsvSource({"-1", "1.5", "1e3", "9007199254740992", "99999999999999999999", "' 1'", "٣"})
    @DisplayName("R3.4 a bound is an integer in the range of prices")
    void refusesPrices(String price) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> list(Map.of("currency", "INR", "minPrice", price)));
    }

    @Test
    @DisplayName("R3.7 keys of another sort are refused")
    void refusesForeignKeys() {
        ProductList byPrice = list(Map.of("currency", "INR", "sort", "price"));

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> byPrice.query(List.of("a name", "1"), 51));
    }

    private static ProductList list(Map<String, String> parameters) {
        return ProductList.read(parameters::get, 7);
    }
}
