/**
 * How an instance makes itself known to the balancers through Payara's data grid, and how it takes its leave.
 *
 * <ol>
 *   <li>G1 An instance that knows its name and port has an entry in the registry, with a lease.
 *   <li>G2 {@code POST /internal/drain} and {@code /internal/admit}, with a service token, take it out of service and back: readiness, and the registry at once.
 *       Calls under way are finished, and new ones are still answered: the balancers decide.
 *   <li>G3 SIGTERM drains too. The process ends when the balancers have had 3 s to notice and its last call is answered, after 12 s at the latest.
 * </ol>
 */
package dev.pesto.commons.grid;
