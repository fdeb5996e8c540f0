package dev.pesto.product.catalogue.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.Server.Answer;
import dev.pesto.sql.testing.TestDatabase;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody who calls product-war. Each is a new account, so that no test sees another's products by {@code merchant}. */
record CatalogueClient(String id, String role) {

    private static final String PATH = "/api/v1/products";

    static CatalogueClient merchant() throws SQLException {
        return account("MERCHANT");
    }

    static CatalogueClient buyer() throws SQLException {
        return account("BUYER");
    }

    static CatalogueClient admin() throws SQLException {
        return account("ADMIN");
    }

    private static CatalogueClient account(String role) throws SQLException {
        long id = Ids.next();
        String email = id + "@pesto.example";
        TestDatabase.execute(
                "INSERT INTO account (id, email, email_key, name, role, status, version, created_at) VALUES (?, ?, ?, 'Somebody', ?, 'ACTIVE', 1, 1)",
                id,
                email,
                email,
                role);
        return new CatalogueClient(Ids.format(id), role);
    }

    /** As user-war locks an account; {@code ACTIVE} lets it in again. */
    void become(String status) throws SQLException {
        TestDatabase.execute(
                "UPDATE account SET status = ? WHERE id = ?",
                status,
                Ids.parse(id).orElseThrow());
    }

    /** A valid new product; a test changes what it is about. */
    static Map<String, Object> lamp() {
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("sku", UUID.randomUUID().toString());
        product.put("name", "Lamp");
        product.put("category", "Lamps");
        product.put("price", Map.of("amount", 129900, "currency", "INR"));
        product.put("status", "ACTIVE");
        product.put("stock", 5);
        return product;
    }

    static Map<String, Object> lamp(String member, Object value) {
        Map<String, Object> product = lamp();
        product.put(member, value);
        return product;
    }

    Answer create(Object product) {
        return Server.request("POST", PATH).as(id, role).json(product).send();
    }

    Answer create(String json) {
        return Server.request("POST", PATH).as(id, role).json(json).send();
    }

    /** Creates and returns the id. */
    String created(Map<String, Object> product) {
        Answer answer = create(product);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    Answer read(String product) {
        return Server.request("GET", PATH + "/" + product).as(id, role).send();
    }

    Answer readUnless(String product, String tag) {
        return Server.request("GET", PATH + "/" + product)
                .as(id, role)
                .header("If-None-Match", tag)
                .send();
    }

    Answer edit(String product, String ifMatch, String patch) {
        return Server.request("PATCH", PATH + "/" + product)
                .as(id, role)
                .header("If-Match", ifMatch)
                .json(patch)
                .send();
    }

    Answer archive(String product, String ifMatch) {
        return Server.request("DELETE", PATH + "/" + product)
                .as(id, role)
                .header("If-Match", ifMatch)
                .send();
    }

    Answer list(String... namesAndValues) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return Server.request("GET", PATH + query).as(id, role).send();
    }

    /** The values of one member over a page. */
    static List<String> each(Answer list, String member) {
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        List<String> values = new ArrayList<>();
        for (JsonNode item : list.json().path("items")) {
            values.add(item.path(member).asText());
        }
        return values;
    }
}
