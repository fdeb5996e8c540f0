package dev.pesto.order.orders.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** user-war's account, read only: whether a merchant may sell. The database shows this service no more of it. */
@Entity
@Table(name = "account")
public class Merchant {

    @Id
    private long id;

    private String status;

    protected Merchant() {}

    public long id() {
        return id;
    }

    /** Not locked. */
    public boolean isActive() {
        return status.equals("ACTIVE");
    }
}
