package dev.pesto.payara.proof;

import dev.pesto.payara.cluster.Distribution;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.sql.DatabaseAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;

/** Takes out what a promise rests on, in copies of the proof's own: a proof that cannot fail shows nothing. */
public enum Sabotage {
    /** Stock is read without a lock, and no CHECK is the net below. */
    LOCK("ALTER TABLE stock DROP CONSTRAINT ck_stock_never_oversold"),
    /** Two instances may write one key twice. */
    KEY("ALTER TABLE orders DROP INDEX uq_orders_key");

    private static final String LOCKING_CLASS = "/WEB-INF/classes/dev/pesto/order/stock/control/StockLock.class";

    private final String sql;

    Sabotage(String sql) {
        this.sql = sql;
    }

    /** What is deployed: a copy below {@code directory} where code has to be changed. */
    public Distribution of(Distribution whole, Path directory) {
        if (this == KEY) {
            return whole;
        }
        try {
            Path wars = Files.createDirectories(directory.resolve("wars"));
            Files.createSymbolicLink(
                    directory.resolve("server"),
                    whole.directory().resolve("server").toAbsolutePath());
            try (Stream<Path> all = Files.list(whole.directory().resolve("wars"))) {
                for (Path war : all.toList()) {
                    Files.copy(war, wars.resolve(war.getFileName()));
                }
            }
            try (FileSystem war = FileSystems.newFileSystem(wars.resolve("order-war.war"))) {
                Path lock = war.getPath(LOCKING_CLASS);
                Files.write(lock, replaced(Files.readAllBytes(lock), "PESSIMISTIC_WRITE", "NONE"));
            }
            return new Distribution(directory, whole.asadmin());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names another constant of LockModeType: constants of a class file carry their length, and nothing counts on their place. */
    static byte[] replaced(byte[] classFile, String constant, String other) {
        byte[] from = constant(constant);
        byte[] to = constant(other);
        for (int at = 0; at + from.length <= classFile.length; at++) {
            if (Arrays.equals(classFile, at, at + from.length, from, 0, from.length)) {
                ByteArrayOutputStream changed = new ByteArrayOutputStream();
                changed.write(classFile, 0, at);
                changed.write(to, 0, to.length);
                changed.write(classFile, at + from.length, classFile.length - at - from.length);
                return changed.toByteArray();
            }
        }
        throw new Failure("there is no " + constant + " to take out");
    }

    /** As CONSTANT_Utf8 stands in a class file: tag, length, bytes. */
    private static byte[] constant(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        byte[] constant = new byte[bytes.length + 3];
        constant[0] = 1;
        constant[2] = (byte) bytes.length;
        System.arraycopy(bytes, 0, constant, 3, bytes.length);
        return constant;
    }

    public void of(DatabaseAddress database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new Failure("cannot take it out of the database: " + e.getMessage(), e);
        }
    }
}
