/**
 * What happens when transactions get in each other's way.
 *
 * <ol>
 *   <li>C1 A deadlock or lock timeout, told by MySQL's codes 1213 and 1205 and never by the class of an exception, repeats the whole transaction from outside, at
 *       most twice and only within 4 s of the request's arrival; then 503 {@code contention} with {@code Retry-After}.
 *   <li>C2 A connection lost on the way, also during the commit, repeats a transaction that finds its own work: by its idempotency key, or because the row is where it
 *       should go. 503 {@code contention} is only said when nothing was left behind, and to a request with a key after that was looked up once more; when a try may have been committed, or another request with the same key is still
 *       under way, it is 503 {@code unavailable}. A failure that is none of the database's passes as it is.
 *       A lost connection costs only who worked with it.
 *   <li>C3 Requests to place an order with one key take turns within an instance, and wait without a connection.
 *   <li>C4 Placements hold at most {@code pesto.order.placements} (12) connections, those of one product {@code pesto.order.placements-of-one-product} (4) of these;
 *       other changes {@code pesto.order.changes} (4) and those of one row {@code pesto.order.changes-of-one-row} (2). A request gets its place and its share of all its
 *       rows at once or waits without any, first come first served among those who can go; who does not get in within 3 s gets 503 {@code contention}.
 *   <li>C5 One try waits for locks 3 s in all, over all its statements and rows, and 2 s for one row. A request begins within 6 s of its arrival or is refused.
 *   <li>C6 A transaction of this service that is idle for 2 s is ended within half a second more, so that a frozen or cut-off instance keeps no rows. MariaDB does it by
 *       the pool's session variable {@code idle_transaction_timeout}, counts it among its {@code Aborted_clients} and logs the session; MySQL has none, so
 *       {@link dev.pesto.order.contention.control.IdleTransactions} of whichever instance comes first does it, counts and logs. Awake again, the owner has a lost
 *       connection (C2) to count and log, and looks its key up.
 *   <li>C7 Metrics: {@code pesto_lock_wait} (for key, order, stock), {@code pesto_room_wait} and {@code pesto_room_refusals} (by room), {@code pesto_setbacks} and
 *       {@code pesto_retries} (by cause), {@code pesto_idle_transactions_ended}.
 * </ol>
 */
package dev.pesto.order.contention;
