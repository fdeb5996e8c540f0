/**
 * How much there is of each product.
 *
 * <ol>
 *   <li>K1 {@code 0 <= reserved <= onHand}, by the entity's verbs and by a CHECK; {@code available = onHand - reserved}, whether or not the product is
 *       for sale now: an archived one's and a locked merchant's units are still there.
 *   <li>K2 {@code onHand} is the sum of the product's ledger, which is only ever added to: first stock, adjustments, shipments, returns.
 *   <li>K3 An adjustment locks the stock row, names its reason, and carries an Idempotency-Key: same key, same entry again ({@code Idempotent-Replayed: true});
 *       same key, other body: 422. Below what is reserved: 409 {@code stock_reserved}; above 1,000,000,000 or zero: 422.
 *   <li>K4 A merchant sees and adjusts the stock of its own products; others' are 404. An ADMIN sees and adjusts all.
 * </ol>
 */
package dev.pesto.order.stock;
