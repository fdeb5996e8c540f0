package dev.pesto.commons.keys;

import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where this installation's keys lie: {@code pesto.keys.directory}. */
public final class KeysDirectory {

    private KeysDirectory() {}

    public static Path path() {
        return Path.of(ConfigProvider.getConfig()
                .getOptionalValue("pesto.keys.directory", String.class)
                .orElseThrow(() ->
                        new IllegalStateException("keys: set pesto.keys.directory to the directory made at install")));
    }
}
