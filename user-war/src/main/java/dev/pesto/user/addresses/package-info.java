/**
 * Where orders go.
 *
 * <ol>
 *   <li>R3.1 An address is seen and changed by its owner only; another's is 404.
 *   <li>R3.2 At most one is the default. Making one the default takes that from the other in the same transaction, under the lock of the account's row: two at once leave one.
 *   <li>R3.3 An account has 50 at most; the next is 422 {@code too_many}.
 *   <li>R3.4 PUT and DELETE need If-Match: 428 without, 412 when stale. Losing the default changes the ETag, since the representation changes.
 *   <li>R3.5 Countries are ISO 3166-1 alpha-2.
 * </ol>
 *
 * <p>Deliberately not: checking that an address exists. Orders copy it, so editing or deleting it changes no order.
 */
package dev.pesto.user.addresses;
