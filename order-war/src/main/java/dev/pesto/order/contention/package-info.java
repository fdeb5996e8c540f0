/**
 * What happens when transactions get in each other's way.
 *
 * <ol>
 *   <li>C1 A deadlock or lock timeout, told by MySQL's codes 1213 and 1205 and never by the class of an exception, repeats the whole transaction from outside, at
 *       most twice and only within 4 s of the request's arrival; then 503 {@code contention} with {@code Retry-After}.
 *   <li>C2 Everything else passes as it is.
 *   <li>C3 Requests with one key take turns within an instance, and wait without a connection.
 *   <li>C4 Placements hold at most {@code pesto.order.placements} (12) connections; who finds no place within 3 s gets 503 {@code contention}.
 *   <li>C5 A transaction of this service that is idle for 2 s is ended by the server, so that a frozen or cut-off instance keeps no rows: MariaDB by the pool's session
 *       variable {@code idle_transaction_timeout}, MySQL by {@link dev.pesto.order.contention.control.IdleTransactions}, which counts and logs.
 * </ol>
 */
package dev.pesto.order.contention;
