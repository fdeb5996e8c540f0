package dev.pesto.commons.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

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

        String next = KeyFiles.announce(directory);
        assertThat(first(KeyFiles.SIGNING)).isEqualTo(old);
        assertThat(ids(KeyFiles.PUBLIC)).containsExactlyInAnyOrder(old, next);

        KeyFiles.activate(directory, next);
        assertThat(first(KeyFiles.SIGNING)).isEqualTo(next);
        assertThat(ids(KeyFiles.PUBLIC)).containsExactlyInAnyOrder(old, next);
    }

    @Test
    @DisplayName("K3 at most two keys are valid, the newest two")
    void keepsTwo() throws IOException {
        KeyFiles.create(directory);
        String second = KeyFiles.announce(directory);
        KeyFiles.activate(directory, second);
        String third = KeyFiles.announce(directory);
        KeyFiles.activate(directory, third);

        assertThat(ids(KeyFiles.PUBLIC)).containsExactlyInAnyOrder(second, third);
        assertThat(first(KeyFiles.SIGNING)).isEqualTo(third);
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
