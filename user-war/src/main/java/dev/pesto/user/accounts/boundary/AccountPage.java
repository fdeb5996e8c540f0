package dev.pesto.user.accounts.boundary;

import dev.pesto.user.accounts.control.AccountView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form of the admin's list, for the API document. */
@Schema(name = "AccountPage")
record AccountPage(
        List<AccountView> items,

        @Schema(description = "cursor of the next page; absent on the last")
        String next) {}
