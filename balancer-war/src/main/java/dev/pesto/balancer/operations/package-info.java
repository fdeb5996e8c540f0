/**
 * What an operator and a client's developer see: the instances, draining and admitting them, health and figures of the balancer, the OpenAPI document of the
 * whole API, and the pages that problem types lead to.
 *
 * <ol>
 *   <li>O1 Instances are shown to, drained and admitted by administrators only; draining and admitting is written to the audit table, and done also when that cannot be.
 *   <li>O2 The balancer is ready when it has its keys and has not been told to end; a missing service is that service's 503.
 *   <li>O3 The document holds what the public door lets through and nothing else; a service that is down is there with its last known part. While
 *       one has never told its part the answer is 503 {@code unavailable}: there is a whole document or none.
 *   <li>O4 Problem pages are HTML for whoever names it and JSON for others, both answers here as elsewhere 406 for who takes neither.
 * </ol>
 */
package dev.pesto.balancer.operations;
