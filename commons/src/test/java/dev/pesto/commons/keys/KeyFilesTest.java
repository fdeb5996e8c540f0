package dev.pesto.commons.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    @DisplayName("K1 every file is made once, for its owner's eyes only, and no public file holds a private key")
    void creates() throws IOException {
        KeyFiles.create(directory);
        String signing = Files.readString(directory.resolve(KeyFiles.SIGNING));
        KeyFiles.create(directory);

        assertThat(Files.readString(directory.resolve(KeyFiles.SIGNING))).isEqualTo(signing);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(10).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------"));
        }
        for (String file : List.of(KeyFiles.PUBLIC, KeyFiles.SERVICES)) {
            assertThat(KeyFiles.readSet(directory.resolve(file)).getKeys())
                    .isNotEmpty()
                    .noneMatch(JWK::isPrivate);
        }
    }

    @Test
    @DisplayName("K3 a rollover announces the new key before it signs, and keeps the old one for the tokens it signed")
    void rollsOver() throws IOException {
        KeyFiles.create(directory);
        String old = first(KeyFiles.SIGNING);

        String next = KeyRollover.announce(directory, NOW);
        assertThat(first(KeyFiles.SIGNING)).isEqualTo(old);
        assertThat(ids(KeyFiles.PUBLIC)).containsExactlyInAnyOrder(old, next);

        KeyRollover.activate(directory, next, NOW.plusSeconds(600));
        assertThat(first(KeyFiles.SIGNING)).isEqualTo(next);
        assertThat(ids(KeyFiles.PUBLIC)).containsExactlyInAnyOrder(old, next);

        assertThat(KeyRollover.retire(directory, NOW.plusSeconds(599))).isEmpty();
        assertThat(ids(KeyFiles.PUBLIC)).containsExactlyInAnyOrder(old, next);
        assertThat(KeyRollover.retire(directory, NOW.plusSeconds(600))).containsExactly(old);
        assertThat(ids(KeyFiles.PUBLIC)).containsExactly(next);
    }

    @Test
    @DisplayName("K3 the private half of a key goes when it stops to sign")
    void forgetsThePrivateHalf() throws IOException {
        KeyFiles.create(directory);
        String next = KeyRollover.announce(directory, NOW);
        KeyRollover.activate(directory, next, NOW.plusSeconds(600));

        assertThat(ids(KeyFiles.SIGNING)).containsExactly(next);
        assertThat(KeyFiles.readSet(directory.resolve(KeyFiles.PUBLIC)).getKeys())
                .noneMatch(JWK::isPrivate);
    }

    @Test
    @DisplayName("K3 a rollover that was interrupted goes on with the key that it had announced")
    void goesOn() throws IOException {
        KeyFiles.create(directory);
        String next = KeyRollover.announce(directory, NOW);

        assertThat(KeyRollover.announce(directory, NOW)).isEqualTo(next);
        assertThat(ids(KeyFiles.PUBLIC)).hasSize(2).contains(next);
    }

    @Test
    @DisplayName("K5 at most two keys are valid: no rollover begins while the key before lives out")
    void keepsTwo() throws IOException {
        KeyFiles.create(directory);
        String second = KeyRollover.announce(directory, NOW);
        KeyRollover.activate(directory, second, NOW.plusSeconds(600));

        assertThatThrownBy(() -> KeyRollover.announce(directory, NOW.plusSeconds(599)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2026-11-25T12:10:00Z");
        String third = KeyRollover.announce(directory, NOW.plusSeconds(600));
        assertThat(ids(KeyFiles.PUBLIC)).containsExactlyInAnyOrder(second, third);
    }

    private String first(String file) {
        return KeyFiles.readSet(directory.resolve(file)).getKeys().get(0).getKeyID();
    }

    private List<String> ids(String file) {
        return KeyFiles.readSet(directory.resolve(file)).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }
}
