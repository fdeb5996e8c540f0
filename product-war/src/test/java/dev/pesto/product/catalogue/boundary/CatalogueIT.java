package dev.pesto.product.catalogue.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.tsid.TsidCreator;
import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class CatalogueIT {

    @Test
    @DisplayName("a request without a token is a 401 problem, one past the balancer 403")
    void refusesStrangers() {
        Server.Answer missing = Server.get("/api/v1/products");
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.code()).isEqualTo("token_missing");
        assertThat(missing.header("WWW-Authenticate"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("Bearer"));
        Server.Answer outside = Server.request("GET", "/api/v1/products")
                .as(Ids.format(1), "BUYER")
                .fromOutside()
                .send();
        assertThat(outside.status()).isEqualTo(403);
        assertThat(outside.code()).isEqualTo("service_token_required");
    }

    @Test
    @DisplayName("a merchant's product is there for a buyer, with its first stock")
    void createsAndReads() throws SQLException {
        String merchant = merchant();
        Server.Answer created = Server.request("POST", "/api/v1/products")
                .as(merchant, "MERCHANT")
                .json("""
                        {"sku": "IT-1", "name": "Brass Lamp", "category": "home", "status": "ACTIVE", "stock": 7,
                         "price": {"amount": 129900, "currency": "INR"}}""")
                .send();
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = created.json().path("id").asText();
        Server.Answer read = Server.request("GET", "/api/v1/products/" + id)
                .as(Ids.format(TsidCreator.getTsid().toLong()), "BUYER")
                .send();
        assertThat(read.status()).as(read.text()).isEqualTo(200);
        assertThat(read.json().path("available").asLong()).isEqualTo(7);
        assertThat(read.json().path("merchantId").asText()).isEqualTo(merchant);
    }

    private static String merchant() throws SQLException {
        long id = TsidCreator.getTsid().toLong();
        TestDatabase.execute(
                "INSERT INTO account (id, email, email_key, name, role, status, version, created_at)"
                        + " VALUES (?, ?, ?, 'M', 'MERCHANT', 'ACTIVE', 1, 0)",
                id,
                id + "@x.test",
                id + "@x.test");
        return Ids.format(id);
    }
}
