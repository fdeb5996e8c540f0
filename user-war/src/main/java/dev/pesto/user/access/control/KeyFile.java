package dev.pesto.user.access.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Function;

/** A file that is read again when it changes, at most once a second, so that keys roll over without a restart. */
final class KeyFile<T> {

    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private record Loaded<T>(T value, FileTime modified, long lookedAtNanos) {}

    private final Path path;
    private final Function<String, T> parse;
    private volatile Loaded<T> loaded;

    KeyFile(Path path, Function<String, T> parse) {
        this.path = path;
        this.parse = parse;
    }

    /** The parsed file; the last good one when the present one cannot be read, which happens while it is being replaced. */
    T get() {
        Loaded<T> last = loaded;
        if (last != null && System.nanoTime() - last.lookedAtNanos < LOOK_EVERY_NANOS) {
            return last.value;
        }
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            T value = last != null && modified.equals(last.modified) ? last.value : parse.apply(Files.readString(path));
            loaded = new Loaded<>(value, modified, System.nanoTime());
            return value;
        } catch (IOException | RuntimeException e) {
            if (last != null) {
                loaded = new Loaded<>(last.value, last.modified, System.nanoTime());
                return last.value;
            }
            throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
        }
    }
}
