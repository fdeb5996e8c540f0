package dev.pesto.user.accounts.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pesto.commons.problem.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @DisplayName("R1.3 refuses what anybody would try first")
    @ValueSource(
            strings = {
                "password1234",
                "P@ssw0rd2026!",
                "123456789012",
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "qwertyuiop[]",
                "passwordpassword",
                "Welcome12345!",
                "1q2w3e4r5t6y",
                "abcdefghijkl",
                "210987654321"
            })
    void common(String password) {
        assertThat(PasswordRules.isCommon(password)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("R1.3 lets in what is long enough, whatever its characters")
    @ValueSource(
            strings = {"seven green parrots", "дванадцять слів", "correct-horse-pine", "Tr0ub4dor&3xyz", "            x"
            })
    void uncommon(String password) {
        PasswordRules.check("/password", password, "asha@example.com");
        assertThat(PasswordRules.isCommon(password)).isFalse();
    }

    @ParameterizedTest
    @DisplayName("R1.3 counts characters, not their halves, and knows the account's own address")
    @ValueSource(strings = {"elevenchars", "😀😀😀😀😀😀", "Asha@Example.com"})
    void refused(String password) {
        assertThatThrownBy(() -> PasswordRules.check("/password", password, "asha@example.com"))
                .isInstanceOf(Refusal.class);
    }
}
