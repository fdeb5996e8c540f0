/**
 * Whether this instance wants work.
 *
 * <ol>
 *   <li>H1 Ready: its pool answers, the schema is there, its keys can be read, it knows which sessions have ended, and it is not draining.
 *   <li>H2 Draining, told by a balancer or by SIGTERM, is that of {@link dev.pesto.commons.grid}.
 * </ol>
 */
package dev.pesto.order.health;
