/**
 * What an operator and a client's developer see: the instances, draining and admitting them, health and figures of the balancer, the OpenAPI document of the
 * whole API, and the pages that problem types lead to.
 *
 * <ol>
 *   <li>O1 Instances are shown to, drained and admitted by administrators only; draining and admitting is written to the audit table, and done also when that cannot be.
 *   <li>O2 The balancer is ready when it has its keys and has not been told to end; a missing service is that service's 503.
 *   <li>O3 The document holds what the public door lets through and nothing else; a service that is down is there with its last known part. One of
 *       which a part has never been seen is not kept: the next who asks may get more.
 * </ol>
 */
package dev.pesto.balancer.operations;
