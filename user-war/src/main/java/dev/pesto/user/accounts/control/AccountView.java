package dev.pesto.user.accounts.control;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.AccountStatus;
import dev.pesto.user.accounts.entity.Role;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account as an admin sees it, also after locking it. */
@Schema(name = "Account")
public record AccountView(
        @Schema(example = "0HZX4M7Q2V3KD") String id,
        @Schema(example = "asha@example.com") String email,
        @Schema(example = "Asha Rao") String name,
        @Schema(example = "+91 98450 00000") String phone,
        Role role,
        AccountStatus status,
        Instant createdAt) {

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
