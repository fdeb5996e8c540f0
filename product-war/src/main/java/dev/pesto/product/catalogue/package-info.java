/**
 * The catalogue: what merchants sell, found and read by everybody, changed by its merchant and the administrators.
 *
 * <p>Operations: create, list, read, edit and archive a product; list the categories.
 *
 * <h2>R1 Creating</h2>
 *
 * <ul>
 *   <li>R1.1 A product, its stock and the first line of its stock ledger are written together or not at all.
 *   <li>R1.2 A SKU is used once by each merchant, archived products included; the database decides. Two merchants may use the same one.
 *   <li>R1.3 SKU, name and category are one line of text without white space around it; text may hold any character but NUL and lone surrogates.
 *   <li>R1.4 A price is 0 to 2^53-1 minor units of an ISO 4217 currency; first stock is 0 to 1,000,000,000 units.
 *   <li>R1.5 An image is an absolute http or https URL with a host and without credentials.
 *   <li>R1.6 A card number in a description is refused.
 *   <li>R1.7 A product is created by a merchant, and is the caller's.
 * </ul>
 *
 * <h2>R2 Reading</h2>
 *
 * <ul>
 *   <li>R2.1 An ACTIVE product is read by everyone with an access token.
 *   <li>R2.2 A DRAFT does not exist for others than its merchant and the administrators.
 *   <li>R2.3 An ARCHIVED product is read by everyone who has its id, because orders name it.
 *   <li>R2.4 {@code available} is what can be ordered now: the units that nobody has reserved, 0 unless the product is ACTIVE, and 0 while
 *       its merchant is locked. Everybody is told the same, its merchant and the administrators too.
 *   <li>R2.5 The entity tag is the version and {@code available}; {@code If-None-Match} compares both and is answered with 304.
 * </ul>
 *
 * <h2>R3 Listing</h2>
 *
 * <ul>
 *   <li>R3.1 A list shows ACTIVE products; with {@code merchant=me} the caller's own, DRAFT and ACTIVE. Archived products are in no list.
 *   <li>R3.2 {@code q} finds products that hold all its words in name or description together, whatever their case and accents. Words are runs of
 *       letters, digits and underscores; those under 3 letters are ignored, and a search with no others left shows what it would without
 *       {@code q}. A word of the language ("the", "with") is a word like any other. More than 200 characters, or a word of more than 84, is 400.
 *   <li>R3.3 {@code category}, {@code merchant} and {@code currency} are compared exactly. {@code inStock=true} shows products that can be ordered
 *       now, {@code inStock=false} the others.
 *   <li>R3.4 {@code minPrice}, {@code maxPrice} (both included) and the sort by price need {@code currency}.
 *   <li>R3.5 Sorts: created, price, name, descending with a leading {@code -}; {@code -created} unless said. Products equal in it stand in order of creation.
 *   <li>R3.6 A page goes on after the last product of the one before, by value: products that appear meanwhile double or hide no other. One whose
 *       price or name is changed meanwhile may move past the reader.
 *   <li>R3.7 A cursor is good for its list only: the same caller, filter and sort. Any other, or a changed one, is 400.
 *   <li>R3.8 The categories are those of ACTIVE products, in order.
 * </ul>
 *
 * <h2>R4 Editing</h2>
 *
 * <ul>
 *   <li>R4.1 An edit is a merge patch and names the version it was made from; of two edits of one version one is refused.
 *   <li>R4.2 Another merchant's product does not exist for this.
 *   <li>R4.3 The result of the patch is held to the rules of creation. Stock is no part of it: it has adjustments of its own.
 *   <li>R4.4 An edit that changes nothing leaves the version as it is.
 *   <li>R4.5 An archived product stays as it is: 409 {@code invalid_transition}.
 *   <li>R4.6 What an administrator changes has a row in the audit table, written in the same transaction.
 * </ul>
 *
 * <h2>R5 Archiving</h2>
 *
 * <ul>
 *   <li>R5.1 Deleting a product archives it, for good; it names the version. Deleting it again changes nothing.
 *   <li>R5.2 Orders already placed go on.
 * </ul>
 *
 * <p>Deliberately not here: changing stock (order-war), and locking a merchant (user-war), whose products stay listed and readable meanwhile.
 */
package dev.pesto.product.catalogue;
