package dev.pesto.product.catalogue.boundary;

import static dev.pesto.product.catalogue.boundary.CatalogueClient.lamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.Server.Answer;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnPayara
class EditingProductsIT {

    @Test
    @DisplayName("R4.1 an edit changes what it names and makes a new version")
    void edits() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String id = merchant.created(lamp("description", "Old"));

        Answer answer =
                merchant.edit(id, "\"1-5\"", "{\"name\":\"Shade\",\"description\":null,\"price\":{\"amount\":7}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("ETag")).hasValue("\"2-5\"");
        assertThat(answer.json().path("name").asText()).isEqualTo("Shade");
        assertThat(answer.json().has("description")).isFalse();
        assertThat(answer.json().path("price").path("amount").asLong()).isEqualTo(7);
        assertThat(answer.json().path("price").path("currency").asText()).isEqualTo("INR");
        assertThat(merchant.read(id).json()).isEqualTo(answer.json());
    }

    @Test
    @DisplayName("R4.1 of two edits of one version one is refused")
    void refusesTheLaterEdit() throws Exception {
        CatalogueClient merchant = CatalogueClient.merchant();
        String id = merchant.created(lamp());
        ExecutorService clients = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Answer>> edits = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String patch = "{\"name\":\"Lamp " + i + "\"}";
                edits.add(() -> merchant.edit(id, "\"1-5\"", patch));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Answer> answer : clients.invokeAll(edits)) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412, 412, 412, 412, 412);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    @DisplayName("R4.1 the version is compared and what is available is not; a stale one is told the present tag")
    void comparesTheVersion() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String id = merchant.created(lamp());

        assertThat(Server.request("PATCH", "/api/v1/products/" + id)
                        .as(merchant.id(), "MERCHANT")
                        .json("{}")
                        .send()
                        .status())
                .isEqualTo(428);
        Answer stale = merchant.edit(id, "\"2-5\"", "{\"nonsense\":1}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().path("currentETag").asText()).isEqualTo("\"1-5\"");
        assertThat(merchant.edit(id, "W/\"1-5\"", "{}").status()).isEqualTo(412);
        assertThat(merchant.edit(id, "\"1\"", "{}").status()).isEqualTo(412);
        assertThat(merchant.edit(id, "\"0-0\", \"1-999\"", "{\"name\":\"Shade\"}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} is refused at {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":null} | /name",
                "{\"price\":null} | /price",
                "{\"price\":{\"amount\":1.9}} | /price/amount",
                "{\"price\":{\"amount\":\"5\"}} | /price/amount",
                "{\"price\":{\"currency\":null}} | /price/currency",
                "{\"price\":{\"exponent\":2}} | /price/exponent",
                "{\"price\":5} | /price",
                "{\"stock\":3} | /stock",
                "{\"merchantId\":\"0000000000001\"} | /merchantId",
                "{\"version\":9} | /version",
                "{\"status\":\"ARCHIVED\"} | /status",
                "{\"name\":\"a\",\"name\":\"b\"} | /name",
                "[] | ''",
                "null | ''",
            })
    @DisplayName("R4.3 the result of a patch is held to the rules of creation")
    void refusesPatches(String patch, String pointer) throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String id = merchant.created(lamp());

        Answer answer = merchant.edit(id, "*", patch);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("pointer").asText())
                .isEqualTo(pointer);
        assertThat(merchant.read(id).header("ETag")).hasValue("\"1-5\"");
    }

    @Test
    @DisplayName("R1.2 R1.6 a patch brings in no SKU that is taken and no card number")
    void holdsPatchesToTheRest() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        merchant.created(lamp("sku", "TAKEN"));
        String id = merchant.created(lamp());

        assertThat(merchant.edit(id, "*", "{\"sku\":\"TAKEN\"}").code()).isEqualTo("duplicate");
        assertThat(merchant.edit(id, "*", "{\"description\":\"4111111111111111\"}")
                        .code())
                .isEqualTo("card_number_not_accepted");
    }

    @Test
    @DisplayName("R4.4 an edit that changes nothing leaves the version as it is")
    void leavesTheVersion() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String id = merchant.created(lamp());

        assertThat(merchant.edit(id, "*", "{}").header("ETag")).hasValue("\"1-5\"");
        assertThat(merchant.edit(id, "*", "{\"name\":\"Lamp\",\"imageUrl\":null}")
                        .header("ETag"))
                .hasValue("\"1-5\"");
    }

    @Test
    @DisplayName("R4.2 another merchant's product does not exist; an administrator may")
    void keepsOthersOut() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        CatalogueClient other = CatalogueClient.merchant();
        String id = merchant.created(lamp());

        assertThat(other.edit(id, "*", "{\"name\":\"Mine\"}").status()).isEqualTo(404);
        assertThat(other.archive(id, "*").status()).isEqualTo(404);
        assertThat(CatalogueClient.buyer().edit(id, "*", "{}").status()).isEqualTo(403);
        assertThat(merchant.edit("nonsense", "*", "{}").status()).isEqualTo(404);
        assertThat(CatalogueClient.admin()
                        .edit(id, "*", "{\"name\":\"Better\"}")
                        .status())
                .isEqualTo(200);
        assertThat(CatalogueClient.admin().edit(id, "*", "{\"stock\":1}").status())
                .isEqualTo(422);
        assertThat(CatalogueClient.admin().archive(id, "*").status()).isEqualTo(204);
        for (String action : List.of("PRODUCT_EDITED", "PRODUCT_ARCHIVED")) {
            assertThat(TestDatabase.number(
                            "SELECT COUNT(*) FROM audit WHERE action = ? AND detail = ? AND actor_id IS NOT NULL",
                            action,
                            id))
                    .as("R4.6 %s", action)
                    .isOne();
        }
    }

    @Test
    @DisplayName("R5.1 an archived product is in no list, is read by its id, and stays as it is")
    void archives() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        CatalogueClient buyer = CatalogueClient.buyer();
        String id = merchant.created(lamp());

        assertThat(merchant.archive(id, "\"9-5\"").status()).isEqualTo(412);
        assertThat(merchant.archive(id, "\"1-5\"").status()).isEqualTo(204);
        assertThat(buyer.read(id).json().path("status").asText()).isEqualTo("ARCHIVED");
        assertThat(buyer.read(id).header("ETag")).hasValue("\"2-0\"");
        assertThat(CatalogueClient.each(merchant.list("merchant", "me"), "id")).isEmpty();
        assertThat(CatalogueClient.each(buyer.list("merchant", merchant.id()), "id"))
                .isEmpty();
        Answer edit = merchant.edit(id, "*", "{\"status\":\"ACTIVE\"}");
        assertThat(edit.code()).isEqualTo("invalid_transition");
        assertThat(edit.json().path("currentStatus").asText()).isEqualTo("ARCHIVED");
        assertThat(merchant.archive(id, "\"2-0\"").status()).isEqualTo(204);
        assertThat(merchant.read(id).header("ETag")).hasValue("\"2-0\"");
    }

    @Test
    @DisplayName("R2.2 a draft exists for its merchant and the administrators only")
    void hidesDrafts() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String id = merchant.created(lamp("status", "DRAFT"));

        assertThat(merchant.read(id).status()).isEqualTo(200);
        assertThat(CatalogueClient.admin().read(id).status()).isEqualTo(200);
        assertThat(CatalogueClient.merchant().read(id).status()).isEqualTo(404);
        assertThat(CatalogueClient.buyer().read(id).status()).isEqualTo(404);
        assertThat(CatalogueClient.buyer().read("0000000000000").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("R2.4 R2.5 a reservation changes the tag, and nothing else does")
    void tagsWhatIsAvailable() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        CatalogueClient buyer = CatalogueClient.buyer();
        String id = merchant.created(lamp());

        assertThat(buyer.readUnless(id, "\"1-5\"").status()).isEqualTo(304);
        assertThat(buyer.readUnless(id, "\"0-0\", W/\"1-5\"").status()).isEqualTo(304);
        assertThat(buyer.readUnless(id, "\"1-4\"").status()).isEqualTo(200);
        TestDatabase.execute(
                "UPDATE stock SET reserved = 2 WHERE product_id = ?",
                Ids.parse(id).orElseThrow());
        assertThat(buyer.readUnless(id, "\"1-5\"").json().path("available").asLong())
                .isEqualTo(3);
        assertThat(buyer.read(id).header("ETag")).hasValue("\"1-3\"");
    }

    @Test
    @DisplayName("R2.4 R2.5 nothing of a locked merchant can be ordered, and that changes the tag for everybody")
    void offersNothingOfTheLocked() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        CatalogueClient admin = CatalogueClient.admin();
        String id = merchant.created(lamp());
        merchant.become("LOCKED");

        for (CatalogueClient reader : List.of(CatalogueClient.buyer(), merchant, admin)) {
            Answer answer = reader.readUnless(id, "\"1-5\"");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("available").asLong(-1)).isZero();
            assertThat(answer.header("ETag")).hasValue("\"1-0\"");
            assertThat(reader.readUnless(id, "\"1-0\"").status()).isEqualTo(304);
        }
        assertThat(merchant.create(lamp()).header("ETag")).hasValue("\"1-0\"");
        assertThat(admin.edit(id, "\"2-0\"", "{}").json().path("currentETag").asText())
                .isEqualTo("\"1-0\"");
        Answer edited = admin.edit(id, "\"1-5\"", "{\"name\":\"Shade\"}");
        assertThat(edited.header("ETag")).hasValue("\"2-0\"");
        assertThat(edited.json().path("available").asLong(-1)).isZero();

        merchant.become("ACTIVE");
        assertThat(admin.readUnless(id, "\"2-0\"").json().path("available").asLong())
                .isEqualTo(5);
    }
}
