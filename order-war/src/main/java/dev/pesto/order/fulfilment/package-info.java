/**
 * Merchants work on their parts of orders: the queue, the named steps, the parcel's timeline, the cash at the door.
 *
 * <ol>
 *   <li>F1 A merchant sees and moves its own merchant orders; another's id is 404, as a malformed one is. An ADMIN sees all and moves none.
 *   <li>F2 The queue is oldest first, by {@code status} and {@code updatedAfter} (exclusive).
 *   <li>F3 A step of {@link dev.pesto.order.orders.entity.LifeCycle} is 201; a step to the present status is 200 without a second event; any other is 409
 *       {@code invalid_transition} with the present status and where the merchant may go from there.
 *   <li>F4 A step locks the orders row, then stock ascending, and settles stock, ledger, timeline, refunds and the derived status in one transaction.
 *   <li>F5 Tracking events are steps or notes and carry an Idempotency-Key: same key, same event again (201, {@code Idempotent-Replayed: true}); same key, other
 *       body: 422. {@code occurredAt} is not in the future.
 *   <li>F6 Cash is collected once, from OUT_FOR_DELIVERY, exactly the subtotal (422 at {@code /amount} otherwise); a COD part is DELIVERED only after that, and is
 *       not DELIVERY_FAILED any more. It is delivered at the third attempt or goes back.
 *   <li>F7 A timeline is read by the buyer, the merchant and an ADMIN.
 * </ol>
 */
package dev.pesto.order.fulfilment;
