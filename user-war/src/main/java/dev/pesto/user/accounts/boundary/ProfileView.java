package dev.pesto.user.accounts.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pesto.commons.ids.Ids;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.Role;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account as its owner sees it. */
@Schema(name = "Profile")
public record ProfileView(
        @Schema(ref = "Id", required = true) String id,
        @NotNull @Schema(example = "asha@example.com") String email,
        @NotNull @Schema(example = "Asha Rao") String name,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(example = "+91 98450 00000", nullable = true, required = true)
        String phone,

        @NotNull Role role,
        @NotNull Instant createdAt) {

    static ProfileView of(Account account) {
        return new ProfileView(
                Ids.format(account.id()),
                account.email(),
                account.name(),
                account.phone(),
                account.role(),
                account.createdAt());
    }
}
