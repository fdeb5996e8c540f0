package dev.pesto.balancer.limits.boundary;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A properties file that is read again when it changes: {@code -Dpesto.settings} or PESTO_SETTINGS names it. It outranks system properties, so that an operator
 * changes with it what a Payara Micro was started with; on Payara Server {@code set-config-property} does the same.
 */
public final class SettingsFile implements ConfigSource {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");

    private final Path file;
    private FileTime read;
    private Map<String, String> settings = Map.of();

    public SettingsFile() {
        this(System.getProperty("pesto.settings", System.getenv("PESTO_SETTINGS")));
    }

    SettingsFile(String file) {
        this.file = file == null || file.isBlank() ? null : Path.of(file);
    }

    @Override
    public synchronized Map<String, String> getProperties() {
        if (file != null) {
            refresh();
        }
        return settings;
    }

    private void refresh() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (modified.equals(read)) {
                return;
            }
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            settings = properties.stringPropertyNames().stream()
                    .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
            read = modified;
        } catch (NoSuchFileException e) {
            settings = Map.of();
            read = null;
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "the settings stay as they were: {0}", e.toString());
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return getProperties().keySet();
    }

    @Override
    public String getValue(String name) {
        return getProperties().get(name);
    }

    /** Above system properties (400). */
    @Override
    public int getOrdinal() {
        return 450;
    }

    @Override
    public String getName() {
        return "pesto.settings";
    }
}
