package dev.pesto.user.accounts.boundary;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.accounts.control.PasswordRules;
import dev.pesto.user.accounts.control.Passwords;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.Email;
import dev.pesto.user.accounts.entity.Role;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the configured ADMIN when the service starts (R1.7); asks again until the database answers. */
@ApplicationScoped
public class FirstAdmin {

    private static final Logger LOG = Logger.getLogger(FirstAdmin.class.getName());
    private static final long AGAIN_SECONDS = 5;

    @Inject
    @ConfigProperty(name = "pesto.admin.email")
    private Optional<String> email;

    @Inject
    @ConfigProperty(name = "pesto.admin.password")
    private Optional<String> password;

    @Inject
    private Registration registration;

    @Inject
    private Accounts accounts;

    @Inject
    private Passwords passwords;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private volatile ScheduledFuture<?> next;

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (email.isPresent() && password.isPresent()) {
            next = scheduler.schedule(this::create, 0, TimeUnit.SECONDS);
        }
    }

    void stop(@Observes @Destroyed(ApplicationScoped.class) Object event) {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void create() {
        try {
            createOnce(email.orElseThrow(), password.orElseThrow());
        } catch (Refusal e) {
            LOG.log(Level.SEVERE, "pesto.admin.email and pesto.admin.password make no ADMIN: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the configured ADMIN could not be made yet: {0}", e.toString());
            next = scheduler.schedule(this::create, AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void createOnce(String address, String secret) {
        Optional<Account> present = accounts.byEmail(address);
        if (present.isPresent()) {
            if (present.get().role() != Role.ADMIN) {
                LOG.severe("the account of pesto.admin.email is not an ADMIN and is left as it is");
            }
            return;
        }
        if (address.length() > Email.MAX_LENGTH || !Pattern.matches(Email.PATTERN, address)) {
            throw Refusal.invalid("pesto.admin.email", "format", "an email address is needed");
        }
        PasswordRules.check("pesto.admin.password", secret, address);
        String hash = passwords.hash(secret);
        try {
            registration.createAdmin(address, hash);
            LOG.info("the configured ADMIN was made");
        } catch (Refusal e) {
            // Another instance was faster.
            if (e.type() != CommonRefusal.DUPLICATE) {
                throw e;
            }
        }
    }
}
