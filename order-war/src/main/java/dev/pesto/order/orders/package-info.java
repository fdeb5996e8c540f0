/**
 * Buyers place orders, read, revise and cancel them.
 *
 * <ol>
 *   <li>R1 An order holds 1..n merchant orders, one per merchant, each with its own tracking id and {@code ORDER_RECEIVED} from its first transaction on. Name, SKU, price
 *       and address are copied.
 *   <li>R2 Lines of one product are merged, at most 999 together. All lines or nothing; the last unit can be sold. {@code out_of_stock} names every short product once.
 *   <li>R3 Stock rows are locked in ascending product id, as the last thing before the commit; every line is checked before one is reserved. A CHECK is the net below.
 *   <li>R4 One key of a buyer is one order, for ever and whatever is pulled: same body, the order again, as it is now; other body, 422 {@code idempotency_key_reused}. A refusal
 *       leaves the key free. Before any refusal that rests on stored data the key is looked up once more.
 *   <li>R5 A product that is not active or whose merchant is locked is {@code unknown_product}; another's address {@code unknown_address}; another's payment method
 *       {@code unknown_payment_method}. One currency per order. The total stays within 2^53-1.
 *   <li>R6 Cash on delivery begins as PLACED and DUE, a card as PENDING_PAYMENT and AWAITING with a hold of {@code pesto.payment.hold} (PT15M) by the database's clock.
 *   <li>R7 The status of an order is derived: all alike = that; else the least advanced living one; none living = CANCELLED. It is rewritten in each transaction that moves a part,
 *       and read with the parts as they were in one moment.
 *   <li>R8 The life of a merchant order is the table of {@link dev.pesto.order.orders.entity.LifeCycle}.
 *   <li>R9 Cancellation takes all living merchant orders or none (409 names those that stay), gives their stock back, and repeated it changes nothing (200).
 *   <li>R10 PATCH takes {@code addressId} and {@code note} until one merchant has packed; If-Match holds the version. Merchants that ask what has changed
 *       since are told of it.
 *   <li>R11 A buyer sees its own orders only, others' ids are 404, at once and without a lock, whatever the call; an ADMIN sees all. Lists are newest first.
 * </ol>
 */
package dev.pesto.order.orders;
