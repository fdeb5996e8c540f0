/**
 * Prepaid orders: attempts to take their money, the end of their hold, and money that goes back.
 *
 * <ol>
 *   <li>Y1 {@code POST /orders/{id}/payments} writes an undecided attempt under the order's lock and commits it; only then is the provider asked, outside every lock
 *       and transaction; its answer is recorded under the lock again. A crash in between leaves an undecided attempt, never a lost one.
 *   <li>Y2 The attempt's id is the provider's idempotency key. An undecided attempt is asked about again, by any instance and by a client that repeats its request:
 *       same key, same attempt, as it is then ({@code Idempotent-Replayed: true}); same key, other body: 422 {@code idempotency_key_reused}.
 *   <li>Y3 One attempt at a time: 409 {@code payment_in_progress}. None for an order that is not PENDING_PAYMENT: 409 {@code invalid_transition}, with the reason.
 *   <li>Y4 Success: the attempt is CAPTURED and the order's waiting parts are PLACED. Parts cancelled meanwhile get their refund in the same transaction.
 *   <li>Y5 Success that comes when the order no longer waits (expired, cancelled): CAPTURED and voided in the same transaction.
 *   <li>Y6 The third decline, or the end of the hold by the database's clock, expires what waits, once, whichever instance does it; what counts is the status
 *       under the lock. One order per transaction; an order that someone has locked is left for the next round.
 *   <li>Y7 Refunds and voids are rows written with their cause, carried out afterwards and repeated until the provider answers; the row's id is its idempotency key.
 *   <li>Y8 A failure of one order's round is logged and keeps no other order waiting.
 * </ol>
 */
package dev.pesto.order.payments;
