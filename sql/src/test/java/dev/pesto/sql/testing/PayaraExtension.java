package dev.pesto.sql.testing;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Keeps the one deployment in the root store, which JUnit closes after the last test class. */
final class PayaraExtension implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(WarOnPayara.class))
                .getOrComputeIfAbsent(WarOnPayara.class, key -> WarOnPayara.start(), WarOnPayara.class);
    }
}
