/**
 * A cluster on one machine: its directory, its processes, and how they are started and stopped.
 *
 * <ol>
 *   <li>R1 Everything is in one directory ({@code .pesto} or PESTO_HOME): secrets and keys (0600), logs, state, database.
 *   <li>R2 A process is recorded with its id <em>and</em> start time as soon as it runs, so that any later command finds it and
 *       never signals a stranger that got the same id.
 *   <li>R3 Secrets reach a server by its environment, never by an argument, and only those that it needs.
 *   <li>R4 All ports follow from the public one: nothing is searched for, what is taken is said.
 *   <li>R5 A start that fails or is interrupted stops what it has started.
 *   <li>R6 An instance can be killed, paused, resumed and revived, our own database be restarted; what is paused can be stopped.
 *   <li>R7 A restart goes one by one: an instance finishes its work before it ends, the next one follows when every balancer uses the one before, and a single
 *       instance is replaced by a second one.
 *   <li>R8 With {@code --edge}, HAProxy stands before the balancers, with the file that an operator deploys.
 *   <li>R9 Every port is on loopback, and the data grid has a name of its own. No log holds a secret.
 * </ol>
 */
package dev.pesto.payara.cluster;
