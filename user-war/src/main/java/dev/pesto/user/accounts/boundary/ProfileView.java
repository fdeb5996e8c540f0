package dev.pesto.user.accounts.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.Role;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account as its owner sees it. */
@Schema(name = "Profile")
public record ProfileView(
        @Schema(example = "0HZX4M7Q2V3KD") String id,
        @Schema(example = "asha@example.com") String email,
        @Schema(example = "Asha Rao") String name,
        @Schema(example = "+91 98450 00000") String phone,
        Role role,
        Instant createdAt) {

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
