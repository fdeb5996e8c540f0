package dev.pesto.payara.cluster;

import dev.pesto.sql.WarAccount;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an instance runs. Ports and grid numbers of a role lie side by side: {@code first}, {@code first + 1}, … Users and products run as one instance; the
 * second is for the moment of a restart, when the new one takes over from the old.
 */
public enum Role {
    USER(WarAccount.USER, "user", 1, 0, 2),
    PRODUCT(WarAccount.PRODUCT, "product", 3, 2, 2),
    BALANCER(WarAccount.BALANCER, "", 10, 4, 4),
    ORDER(WarAccount.ORDER, "order", 21, 8, 10);

    /** Members that may ever be in one grid. */
    static final int GRID_SIZE = 18;

    private final WarAccount account;
    private final String contextRoot;
    private final int portOffset;
    private final int gridIndex;
    private final int most;

    Role(WarAccount account, String contextRoot, int portOffset, int gridIndex, int most) {
        this.account = account;
        this.contextRoot = contextRoot;
        this.portOffset = portOffset;
        this.gridIndex = gridIndex;
        this.most = most;
    }

    public String service() {
        return name().toLowerCase(Locale.ROOT);
    }

    WarAccount account() {
        return account;
    }

    /** As {@code --deploy} wants it: a name, or nothing for the root. */
    String contextRoot() {
        return contextRoot;
    }

    public int most() {
        return most;
    }

    int gridIndex(int number) {
        return gridIndex + number - 1;
    }

    /** The first balancer is the public door itself, unless an edge stands before it. */
    int port(int number, int publicPort, boolean edge) {
        return this == BALANCER && number == 1 && !edge ? publicPort : publicPort + portOffset + number - 1;
    }

    /** Neither the database nor the edge. */
    static boolean isService(String name) {
        return Arrays.stream(values()).anyMatch(role -> role.service().equals(name));
    }

    public static Role of(String service) {
        for (Role role : values()) {
            if (role.service().equals(service)) {
                return role;
            }
        }
        throw new Failure("there is no service " + service + ": user, product, order or balancer");
    }
}
