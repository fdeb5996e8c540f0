package dev.pesto.payara.demo;

import com.github.f4b6a3.tsid.TsidCreator;
import dev.pesto.sql.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes the market in one transaction and only into a database without products; the two shown accounts always get the passwords
 * of this machine. Written by SQL, not by the API, so that it costs no start-up time and no rate limit.
 */
public final class Demo {
    private final DatabaseAddress database;
    private final long now = System.currentTimeMillis();

    public Demo(DatabaseAddress database) {
        this.database = database;
    }

    public void install(String buyerPassword, String merchantPassword) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            if (isEmpty(connection)) {
                write(connection);
            }
            password(connection, "buyer@pesto.example", buyerPassword);
            password(connection, "merchant@pesto.example", merchantPassword);
            connection.commit();
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet any = statement.executeQuery("SELECT 1 FROM product LIMIT 1")) {
            return !any.next();
        }
    }

    private void write(Connection connection) throws SQLException {
        List<Long> merchants = new ArrayList<>();
        for (Catalogue.Merchant merchant : Catalogue.MERCHANTS) {
            merchants.add(account(connection, merchant.emailName() + "@pesto.example", merchant.name(), "MERCHANT"));
        }
        long buyer = account(connection, "buyer@pesto.example", "Asha Rao", "BUYER");
        address(connection, buyer);
        cashOnDelivery(connection, buyer);
        for (Catalogue.Product product : Catalogue.products()) {
            product(connection, merchants.get(product.merchant()), product);
        }
    }

    private long account(Connection connection, String email, String name, String role) throws SQLException {
        try (PreparedStatement present = connection.prepareStatement("SELECT id FROM account WHERE email_key = ?")) {
            present.setString(1, email);
            try (ResultSet row = present.executeQuery()) {
                if (row.next()) {
                    return row.getLong(1);
                }
            }
        }
        long id = id();
        insert(
                connection,
                "INSERT INTO account (id, email, email_key, name, role, status, version, created_at) VALUES (?,?,?,?,?,?,?,?)",
                id,
                email,
                email.toLowerCase(Locale.ROOT),
                name,
                role,
                "ACTIVE",
                1,
                now);
        return id;
    }

    private void address(Connection connection, long buyer) throws SQLException {
        insert(
                connection,
                "INSERT INTO address (id, account_id, name, line1, city, state, postal_code, country, is_default, version,"
                        + " created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                id(),
                buyer,
                "Asha Rao",
                "14 Church Street",
                "Bengaluru",
                "Karnataka",
                "560001",
                "IN",
                true,
                1,
                now);
    }

    private void cashOnDelivery(Connection connection, long buyer) throws SQLException {
        insert(
                connection,
                "INSERT INTO payment_method (id, account_id, type, created_at) VALUES (?,?,?,?)",
                id(),
                buyer,
                "COD",
                now);
    }

    private void product(Connection connection, long merchant, Catalogue.Product product) throws SQLException {
        long id = id();
        insert(
                connection,
                "INSERT INTO product (id, merchant_id, sku, name, description, category, price_amount, price_currency, status,"
                        + " version, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                id,
                merchant,
                product.sku(),
                product.name(),
                product.description(),
                product.category(),
                product.price(),
                product.currency(),
                "ACTIVE",
                1,
                now,
                now);
        insert(connection, "INSERT INTO stock (product_id, on_hand, reserved) VALUES (?,?,0)", id, product.stock());
        if (product.stock() > 0) {
            insert(
                    connection,
                    "INSERT INTO stock_ledger (id, product_id, delta, kind, created_at) VALUES (?,?,?,'INITIAL',?)",
                    id(),
                    id,
                    product.stock(),
                    now);
        }
    }

    private void password(Connection connection, String email, String password) throws SQLException {
        insert(
                connection,
                "INSERT INTO credential (account_id, password_hash, changed_at) SELECT id, ?, ? FROM account WHERE email_key = ?"
                        + " ON DUPLICATE KEY UPDATE password_hash = VALUES(password_hash)",
                Password.hash(password),
                now,
                email);
    }

    private static long id() {
        return TsidCreator.getTsid().toLong();
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
