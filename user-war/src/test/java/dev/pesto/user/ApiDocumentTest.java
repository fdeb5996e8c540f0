package dev.pesto.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.sql.testing.ApiDocumentLint;
import org.junit.jupiter.api.Test;

class ApiDocumentTest {

    @Test
    void saysAllThatAClientNeeds() throws Exception {
        assertThat(ApiDocumentLint.ofThisModule()).isEmpty();
    }
}
