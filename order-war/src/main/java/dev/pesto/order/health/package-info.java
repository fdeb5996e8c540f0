/**
 * Whether this instance wants work.
 *
 * <ol>
 *   <li>H1 Ready: its pool answers, the schema is there, its keys can be read, and it is not draining.
 *   <li>H2 {@code POST /internal/drain} and {@code /internal/admit}, with a service token, take it out of service and back: readiness, and the registry at once. Calls under way
 *       are finished, and new ones are still answered: the balancers decide.
 * </ol>
 */
package dev.pesto.order.health;
