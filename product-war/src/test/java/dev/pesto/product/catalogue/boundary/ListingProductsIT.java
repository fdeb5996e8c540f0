package dev.pesto.product.catalogue.boundary;

import static dev.pesto.product.catalogue.boundary.CatalogueClient.each;
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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnPayara
class ListingProductsIT {

    @Test
    @DisplayName("R3.1 others see what is ACTIVE, a merchant its drafts too")
    void listsByStatus() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String active = merchant.created(lamp());
        String draft = merchant.created(lamp("status", "DRAFT"));

        assertThat(each(merchant.list("merchant", "me"), "id")).containsExactly(draft, active);
        assertThat(each(merchant.list("merchant", merchant.id()), "id")).containsExactly(active);
        assertThat(each(CatalogueClient.buyer().list("merchant", merchant.id()), "id"))
                .containsExactly(active);
        assertThat(each(CatalogueClient.buyer().list("merchant", "me"), "id")).isEmpty();
    }

    @Test
    @DisplayName("R3.2 a search finds what holds all its words, words of the language included")
    void searches() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        Map<String, Object> product = lamp("name", "The Café lamp, हिन्दी किताब");
        product.put("description", "With a shade for the T-shirt table");
        String found = merchant.created(product);
        merchant.created(lamp());

        for (String words : List.of(
                "lamp shade",
                "the lamp",
                "with the",
                "CAFE",
                "shirt",
                "a lamp of table",
                "हिन्दी",
                "\"+lamp\" -table*",
                "the for with")) {
            assertThat(each(merchant.list("merchant", "me", "q", words), "id"))
                    .as(words)
                    .containsExactly(found);
        }
        assertThat(each(merchant.list("merchant", "me", "q", "lamp nowhere"), "id"))
                .isEmpty();
        assertThat(each(merchant.list("merchant", "me", "q", "a -of *"), "id")).hasSize(2);
    }

    @Test
    @DisplayName("R3.3 R3.4 filters by category, currency, price and stock")
    void filters() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String cheap = merchant.created(lamp("price", Map.of("amount", 100, "currency", "INR")));
        String dear = merchant.created(lamp("price", Map.of("amount", 300, "currency", "INR")));
        String euro = merchant.created(lamp("price", Map.of("amount", 200, "currency", "EUR")));
        String chair = merchant.created(lamp("category", "Chairs"));
        TestDatabase.execute(
                "UPDATE stock SET reserved = on_hand WHERE product_id = ?",
                Ids.parse(dear).orElseThrow());

        assertThat(own(merchant, "category", "Chairs")).containsExactly(chair);
        assertThat(own(merchant, "category", "chairs")).isEmpty();
        assertThat(own(merchant, "currency", "EUR")).containsExactly(euro);
        assertThat(own(merchant, "currency", "INR", "minPrice", "100", "maxPrice", "300"))
                .containsExactly(dear, cheap);
        assertThat(own(merchant, "currency", "INR", "minPrice", "101", "maxPrice", "300"))
                .containsExactly(dear);
        assertThat(own(merchant, "inStock", "false")).containsExactly(dear);
        assertThat(own(merchant, "inStock", "true")).containsExactly(chair, euro, cheap);
    }

    @Test
    @DisplayName("R2.4 R3.3 a locked merchant's products are listed, and none of them is in stock")
    void listsTheLocked() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        CatalogueClient buyer = CatalogueClient.buyer();
        String lamp = merchant.created(lamp());
        merchant.become("LOCKED");

        Answer listed = buyer.list("merchant", merchant.id());
        assertThat(each(listed, "id")).containsExactly(lamp);
        assertThat(each(listed, "available")).containsExactly("0");
        assertThat(each(buyer.list("merchant", merchant.id(), "inStock", "true"), "id"))
                .isEmpty();
        assertThat(each(buyer.list("merchant", merchant.id(), "inStock", "false"), "id"))
                .containsExactly(lamp);
        assertThat(own(merchant, "inStock", "true")).isEmpty();

        merchant.become("ACTIVE");
        assertThat(each(buyer.list("merchant", merchant.id(), "inStock", "true"), "id"))
                .containsExactly(lamp);
        assertThat(each(buyer.list("merchant", merchant.id(), "inStock", "false"), "id"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort=price",
                "minPrice=1",
                "currency=inr",
                "sort=stock",
                "limit=0",
                "limit=201",
                "limit=1.5",
                "unknown=1",
                "inStock=1",
                "merchant=nobody",
                "sort=name&sort=price",
                "currency=INR&minPrice=9007199254740992"
            })
    @DisplayName("R3.4 R3.5 what makes no sense is 400")
    void refuses(String query) throws SQLException {
        Answer answer = Server.request("GET", "/api/v1/products?" + query)
                .as(CatalogueClient.buyer().id(), "BUYER")
                .send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "-created", "name", "-name", "price", "-price"})
    @DisplayName("R3.6 while others insert, no product is doubled or skipped, in any order")
    void pagesWhileOthersInsert(String sort) throws Exception {
        CatalogueClient merchant = CatalogueClient.merchant();
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            // Equal names, some of them in case alone, and equal prices: only the id tells these apart.
            Map<String, Object> product =
                    lamp("name", List.of("Lamp", "lamp", "Chair 😀").get(i % 3));
            product.put("price", Map.of("amount", i % 4, "currency", "INR"));
            before.add(merchant.created(product));
        }
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService others = Executors.newSingleThreadExecutor();
        List<String> seen = new ArrayList<>();
        try {
            Future<?> inserting = others.submit(() -> {
                while (!done.get()) {
                    merchant.created(lamp("price", Map.of("amount", 2, "currency", "INR")));
                }
            });
            String after = null;
            do {
                List<String> query = new ArrayList<>(
                        List.of("merchant", merchant.id(), "sort", sort, "currency", "INR", "limit", "5"));
                if (after != null) {
                    query.addAll(List.of("after", after));
                }
                Answer page = merchant.list(query.toArray(String[]::new));
                seen.addAll(each(page, "id"));
                after = page.json().path("next").asText(null);
                assertThat(page.header("Link").isPresent()).isEqualTo(after != null);
                // The oldest first: the list grows as fast as it is read, so the end of what was there is the end.
            } while (after != null && !seen.containsAll(before));
            done.set(true);
            inserting.get();
        } finally {
            done.set(true);
            others.shutdown();
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    @DisplayName("R3.7 a cursor is good for its own list only")
    void bindsCursors() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        merchant.created(lamp());
        merchant.created(lamp());
        String next = merchant.list("merchant", "me", "limit", "1")
                .json()
                .path("next")
                .asText();
        char last = next.charAt(next.length() - 3);
        String tampered =
                next.substring(0, next.length() - 3) + (last == 'A' ? 'B' : 'A') + next.substring(next.length() - 2);

        assertThat(merchant.list("merchant", "me", "limit", "7", "after", next).status())
                .isEqualTo(200);
        for (Answer answer : List.of(
                merchant.list("merchant", "me", "after", tampered),
                merchant.list("merchant", "me", "after", "x"),
                merchant.list("merchant", "me", "sort", "created", "after", next),
                merchant.list("merchant", merchant.id(), "after", next),
                merchant.list("after", next),
                CatalogueClient.merchant().list("merchant", "me", "after", next))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("invalid_cursor");
        }
    }

    @Test
    @DisplayName("R3.8 the categories are those of what is on sale, page by page")
    void listsCategories() throws SQLException {
        CatalogueClient merchant = CatalogueClient.merchant();
        String mark = UUID.randomUUID().toString();
        merchant.created(lamp("category", mark + " b"));
        merchant.created(lamp("category", mark + " a"));
        merchant.created(lamp("category", mark + " a"));
        Map<String, Object> draft = lamp("category", mark + " c");
        draft.put("status", "DRAFT");
        merchant.created(draft);

        List<String> names = new ArrayList<>();
        String query = "?limit=2";
        while (query != null) {
            Answer page = Server.request("GET", "/api/v1/categories" + query)
                    .as(merchant.id(), "MERCHANT")
                    .send();
            assertThat(page.status()).isEqualTo(200);
            page.json().path("items").forEach(name -> names.add(name.asText()));
            String next = page.json().path("next").asText(null);
            query = next == null ? null : "?limit=2&after=" + next;
        }

        assertThat(names).doesNotHaveDuplicates().isSorted();
        assertThat(names.stream().filter(name -> name.startsWith(mark))).containsExactly(mark + " a", mark + " b");
    }

    private static List<String> own(CatalogueClient merchant, String... filter) {
        List<String> query = new ArrayList<>(List.of("merchant", "me"));
        query.addAll(List.of(filter));
        return each(merchant.list(query.toArray(String[]::new)), "id");
    }
}
