package dev.pesto.user.accounts.boundary;

import dev.pesto.user.accounts.control.AccountView;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form of the admin's list, for the API document. */
@Schema(name = "AccountPage")
record AccountPage(
        @NotNull List<AccountView> items,

        @Schema(ref = "Next") String next) {}
