package dev.pesto.product.catalogue.boundary;

import static dev.pesto.product.catalogue.boundary.CatalogueClient.lamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.Server.Answer;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnPayara
class CreatingProductsIT {

    @Test
    @DisplayName("R1.1 a product comes with its stock and the first line of its ledger")
    void createsStock() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        Answer answer = merchant.create(lamp());
        String id = answer.json().path("id").asText();
        long product = Ids.parse(id).orElseThrow();

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location").orElseThrow()).startsWith("http").endsWith("/api/v1/products/" + id);
        assertThat(answer.header("ETag")).hasValue("\"1-5\"");
        assertThat(answer.json().path("available").asLong()).isEqualTo(5);
        assertThat(answer.json().path("merchantId").asText()).isEqualTo(merchant.id());
        assertThat(answer.json().has("version")).isFalse();
        assertThat(TestDatabase.number("SELECT on_hand FROM stock WHERE product_id = ? AND reserved = 0", product))
                .isEqualTo(5);
        assertThat(TestDatabase.number(
                        "SELECT SUM(delta) FROM stock_ledger WHERE product_id = ? AND kind = 'INITIAL'", product))
                .isEqualTo(5);
        assertThat(merchant.read(id).json()).isEqualTo(answer.json());
    }

    @Test
    @DisplayName("R1.2 of many at once with one SKU one is created; another merchant may use it too")
    void keepsSkusUnique() throws Exception {
        CatalogueClient merchant = CatalogueClient.merchant();
        Map<String, Object> product = lamp();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<Answer>> answers = clients.invokeAll(
                    java.util.Collections.nCopies(8, (Callable<Answer>) () -> merchant.create(product)));
            int created = 0;
            for (Future<Answer> answer : answers) {
                if (answer.get().status() == 201) {
                    created++;
                } else {
                    assertThat(answer.get().status()).isEqualTo(409);
                    assertThat(answer.get().code()).isEqualTo("duplicate");
                    assertThat(answer.get().json().path("field").asText()).isEqualTo("sku");
                }
            }
            assertThat(created).isEqualTo(1);
        } finally {
            clients.shutdownNow();
        }
        assertThat(CatalogueClient.merchant().create(product).status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "stock {0}")
    @ValueSource(
            strings = {
                "4294967297",
                "1.9",
                "\"5\"",
                "1e30",
                "1e0",
                "null",
                "-1",
                "1000000001",
                "true",
                "[]",
                "5,\"stock\":5"
            })
    @DisplayName("R1.4 a number that is not a plain integer in its range is refused with its pointer")
    void refusesBentStock(String stock) throws SQLException {
        assertRefused("\"stock\":" + stock, "\"price\":{\"amount\":1,\"currency\":\"INR\"}", "/stock");
    }

    @ParameterizedTest(name = "amount {0}")
    @ValueSource(
            strings = {
                "9007199254740992",
                "92233720368547758080",
                "1.9",
                "\"5\"",
                "1e30",
                "null",
                "-1",
                "1,\"amount\":1"
            })
    @DisplayName("R1.4 so is an amount")
    void refusesBentAmounts(String amount) throws SQLException {
        assertRefused("\"stock\":5", "\"price\":{\"amount\":" + amount + ",\"currency\":\"INR\"}", "/price/amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sku", "name", "category", "price", "status", "stock"})
    @DisplayName("R1.4 a member that is needed is missed")
    void missesMembers(String member) throws SQLException {
        Map<String, Object> product = lamp();
        product.remove(member);
        Answer answer = CatalogueClient.merchant().create(product);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo("/" + member);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "sku, ' A'",
        "name, ''",
        "name, 'a\nb'",
        "category, ' '",
        "status, ARCHIVED",
        "status, active",
        "imageUrl, 'javascript:alert(1)'",
        "imageUrl, ''",
        "id, 0000000000001",
        "merchantId, 0000000000001",
        "version, 7",
    })
    @DisplayName("R1.3 R1.5 what is not declared or has another form is refused")
    void refusesForms(String member, String value) throws SQLException {
        Answer answer = CatalogueClient.merchant().create(lamp(member, value));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo("/" + member);
    }

    @Test
    @DisplayName("R1.3 any character is kept, but NUL and lone surrogates")
    void keepsText() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String name = "😀 𝒶 हिन्दी \\\" '; DROP TABLE product; -- % _ <b>";

        assertThat(merchant.create(lamp("name", name)).json().path("name").asText())
                .isEqualTo(name);
        assertThat(merchant.create(lamp("name", "a\0b")).status()).isEqualTo(422);
        assertThat(merchant.create(lamp("description", "a\0b")).status()).isEqualTo(422);
        assertThat(merchant.create("{\"name\":\"a\\ud800b\"}").status()).isEqualTo(422);
    }

    @Test
    @DisplayName("R1.4 the ends of the ranges are within them")
    void acceptsTheEnds() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        Map<String, Object> most = lamp("price", Map.of("amount", 9007199254740991L, "currency", "KWD"));
        most.put("stock", 1_000_000_000);
        Map<String, Object> least = lamp("price", Map.of("amount", 0, "currency", "JPY"));
        least.put("stock", 0);

        assertThat(merchant.create(most).json().path("price").path("amount").asLong())
                .isEqualTo(9007199254740991L);
        assertThat(merchant.create(least).header("ETag")).hasValue("\"1-0\"");
        assertThat(merchant.create(lamp("price", Map.of("amount", 1, "currency", "ABC")))
                        .status())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("R1.6 a card number in a description is refused and not repeated")
    void refusesCardNumbers() throws SQLException {
        Answer answer = CatalogueClient.merchant().create(lamp("description", "pay with 4111 1111 1111 1111 now"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("card_number_not_accepted");
        assertThat(answer.text()).doesNotContain("1111");
    }

    @Test
    @DisplayName("R1.7 merchants create, nobody else does, and nobody past the balancer")
    void letsMerchantsCreate() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();

        assertThat(CatalogueClient.buyer().create(lamp()).code()).isEqualTo("role_required");
        assertThat(CatalogueClient.admin().create(lamp()).code()).isEqualTo("role_required");
        assertThat(Server.request("POST", "/api/v1/products")
                        .json(lamp())
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(Server.request("POST", "/api/v1/products")
                        .as(merchant.id(), "MERCHANT")
                        .fromOutside()
                        .json(lamp())
                        .send()
                        .code())
                .isEqualTo("service_token_required");
    }

    private static void assertRefused(String stock, String price, String pointer) throws SQLException {
        Answer answer = CatalogueClient.merchant()
                .create("{\"sku\":\"S\",\"name\":\"Lamp\",\"category\":\"Lamps\",\"status\":\"ACTIVE\"," + price + ","
                        + stock + "}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo(pointer);
    }
}
