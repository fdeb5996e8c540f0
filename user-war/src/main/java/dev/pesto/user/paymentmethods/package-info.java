/**
 * How a buyer pays: cash on delivery, or a card that the payment provider knows by a token.
 *
 * <ol>
 *   <li>R4.1 A payment method is seen and deleted by its owner only; another's is 404. It is never changed.
 *   <li>R4.2 COD has no further members; CARD has all of them.
 *   <li>R4.3 A card number in any string of the body, declared or not, is 422 {@code card_number_not_accepted}; it is neither stored nor logged.
 *   <li>R4.4 An account has 50 at most; the next is 422 {@code too_many}.
 *   <li>R4.5 A card whose month has ended everywhere is 422 {@code expired}, at the member that tells it.
 * </ol>
 */
package dev.pesto.user.paymentmethods;
