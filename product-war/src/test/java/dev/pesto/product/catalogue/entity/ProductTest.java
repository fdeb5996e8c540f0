package dev.pesto.product.catalogue.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pesto.commons.money.Money;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProductTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00.000Z");
    private static final Instant LATER = CREATED.plusSeconds(60);
    private static final long OWNER = 1;
    private static final long STRANGER = 2;

    @Test
    @DisplayName("R2.2 a draft is seen by its merchant and the administrators")
    void hidesDrafts() {
        Product draft = product(Publication.DRAFT);

        assertThat(draft.isVisibleTo(OWNER, false)).isTrue();
        assertThat(draft.isVisibleTo(STRANGER, true)).isTrue();
        assertThat(draft.isVisibleTo(STRANGER, false)).isFalse();
    }

    @Test
    @DisplayName("R2.3 R2.4 an archived product is seen by all and ordered by none")
    void archives() {
        Product product = product(Publication.ACTIVE);
        product.archive(LATER);

        assertThat(product.isVisibleTo(STRANGER, false)).isTrue();
        assertThat(product.isEditableBy(STRANGER, false)).isFalse();
        assertThat(product.available(9)).isZero();
        assertThat(product.updatedAt()).isEqualTo(LATER);
    }

    @Test
    @DisplayName("R2.4 what is for sale is what nobody has reserved, and nothing of a draft")
    void tellsWhatIsAvailable() {
        assertThat(product(Publication.ACTIVE).available(9)).isEqualTo(9);
        assertThat(product(Publication.DRAFT).available(9)).isZero();
    }

    @Test
    @DisplayName("R4.4 an edit that changes nothing leaves the product alone")
    void ignoresEmptyEdits() {
        Product product = product(Publication.ACTIVE);
        product.edit(content(Publication.ACTIVE), LATER);

        assertThat(product.updatedAt()).isEqualTo(CREATED);
    }

    @Test
    @DisplayName("R4.5 an archived product stays as it is")
    void keepsArchivedOnes() {
        Product product = product(Publication.ACTIVE);
        product.archive(LATER);

        assertThatIllegalStateException().isThrownBy(() -> product.edit(content(Publication.DRAFT), LATER));
    }

    private static Product product(Publication publication) {
        return new Product(10, OWNER, content(publication), CREATED);
    }

    private static ProductContent content(Publication publication) {
        return new ProductContent("SKU", "Lamp", null, "Lamps", new Money(100L, "INR"), publication, null);
    }
}
