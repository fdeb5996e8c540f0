package dev.pesto.user.accounts.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pesto.commons.ids.Ids;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.AccountStatus;
import dev.pesto.user.accounts.entity.Role;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account as an admin sees it, also after locking it. */
@Schema(name = "Account")
public record AccountView(
        @Schema(ref = "Id", required = true) String id,
        @NotNull @Schema(example = "asha@example.com") String email,
        @NotNull @Schema(example = "Asha Rao") String name,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(example = "+91 98450 00000", nullable = true, required = true)
        String phone,

        @NotNull Role role,
        @NotNull AccountStatus status,
        @NotNull Instant createdAt) {

    public static AccountView of(Account account) {
        return new AccountView(
                Ids.format(account.id()),
                account.email(),
                account.name(),
                account.phone(),
                account.role(),
                account.status(),
                account.createdAt());
    }
}
