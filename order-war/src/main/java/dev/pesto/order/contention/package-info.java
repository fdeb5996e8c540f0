/**
 * What happens when transactions get in each other's way.
 *
 * <ol>
 *   <li>C1 A deadlock or lock timeout, told by MySQL's codes 1213 and 1205 and never by the class of an exception, repeats the whole transaction from outside, at
 *       most twice and only within 4 s of the beginning; then 503 {@code contention} with {@code Retry-After}.
 *   <li>C2 Everything else passes as it is.
 * </ol>
 */
package dev.pesto.order.contention;
