/**
 * What is owed for an order and what has to go back. It knows payments, refunds and sums, never orders: an order hands its parts over, under its lock.
 *
 * <ol>
 *   <li>S1 An order's {@code payment.status} and {@code due} are derived from its parts (merchant orders), its attempts and its refunds, and rewritten in every
 *       transaction that changes one of them.
 *   <li>S2 Cash on delivery: CANCELLED when no part lives; COLLECTED when every living part is collected, PARTLY_COLLECTED when some is, else DUE.
 *   <li>S3 Card, nothing captured: CANCELLED when no part lives, PENDING while an attempt is undecided, else AWAITING.
 *   <li>S4 Card, captured: CAPTURED while nothing goes back; REFUND_PENDING while a refund or void is not carried out; then REFUNDED when no part lives,
 *       else PARTLY_REFUNDED. A capture that was voided counts as never made.
 *   <li>S5 {@code due} is what is still to be paid: the living parts not yet collected; nothing once captured.
 *   <li>S6 Captured money of a part that died goes back: one refund row per part and attempt, so that what is kept is always the sum of the living parts. A part
 *       that died before the attempt was never in it.
 *   <li>S7 Money captured for an order that no longer waits for it is voided as a whole: one void row per attempt.
 * </ol>
 */
package dev.pesto.order.settlement;
