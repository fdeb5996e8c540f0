package dev.pesto.user.addresses.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.addresses.entity.Address;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;

/** An account's addresses. Every change takes the lock of the account's row first: it decides who makes the default (R3.2) and counts (R3.3). */
@Stateless
public class AddressBook {

    private static final int MOST = 50;

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private Accounts accounts;

    /** A representation and the version its ETag tells. */
    public record Versioned(AddressView address, long version) {}

    public List<AddressView> list(long accountId, long afterId, int count) {
        return em.createQuery(
                        "SELECT a FROM Address a WHERE a.accountId = :account AND a.id > :after ORDER BY a.id",
                        Address.class)
                .setParameter("account", accountId)
                .setParameter("after", afterId)
                .setMaxResults(count)
                .getResultStream()
                .map(AddressView::of)
                .toList();
    }

    public Versioned read(long accountId, long id) {
        return versioned(own(accountId, id));
    }

    public Versioned add(long accountId, WriteAddress request) {
        accounts.lock(accountId);
        if (list(accountId, 0, MOST).size() == MOST) {
            throw Refusal.invalid("", "too_many", "an account has 50 addresses at most");
        }
        long id = Ids.next();
        if (request.isDefault()) {
            takeDefaultFromOthers(accountId, id);
        }
        Address address = new Address(id, accountId, request.place(), request.isDefault(), Instant.now());
        em.persist(address);
        return versioned(address);
    }

    /**
     * Writes it under the lock of the account.
     *
     * @param precondition gets the version under the lock, and throws when the client has seen another one
     */
    public Versioned replace(long accountId, long id, LongConsumer precondition, Body<WriteAddress> body) {
        accounts.lock(accountId);
        Address address = own(accountId, id);
        precondition.accept(address.version());
        WriteAddress request = body.value();
        if (request.isDefault()) {
            takeDefaultFromOthers(accountId, id);
        }
        address.replace(request.place(), request.isDefault());
        em.flush();
        return versioned(address);
    }

    public void delete(long accountId, long id, LongConsumer precondition) {
        accounts.lock(accountId);
        Address address = own(accountId, id);
        precondition.accept(address.version());
        em.remove(address);
    }

    /** Sent at once, before the new default is written: the unique key would refuse two. */
    private void takeDefaultFromOthers(long accountId, long id) {
        em.createQuery("UPDATE Address a SET a.isDefault = FALSE, a.version = a.version + 1"
                        + " WHERE a.accountId = :account AND a.isDefault = TRUE AND a.id <> :id")
                .setParameter("account", accountId)
                .setParameter("id", id)
                .executeUpdate();
    }

    private Address own(long accountId, long id) {
        return em.createQuery("SELECT a FROM Address a WHERE a.id = :id AND a.accountId = :account", Address.class)
                .setParameter("id", id)
                .setParameter("account", accountId)
                .getResultStream()
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private static Versioned versioned(Address address) {
        return new Versioned(AddressView.of(address), address.version());
    }
}
