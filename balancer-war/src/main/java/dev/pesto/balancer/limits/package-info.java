/**
 * How many requests one client may make.
 *
 * <ol>
 *   <li>L1 A policy is a bucket of q, refilled evenly over w; each operation counts against one policy, for the token's subject or else the client's network.
 *   <li>L2 The buckets stand in the data grid, so that all balancers together let through what one would. A key in constant use takes at most a fiftieth of its
 *       quota ahead; from a bucket that is more than half full, all balancers together let at most a seventy-fifth of it pass before they tell the grid.
 *   <li>L3 The grid has 50 ms. After three failures in a second the balancer goes on with its share and asks once a second, until it is answered,
 *       and then tells what it has let through. What an answer took that comes too late is used as if it had come in time.
 *   <li>L4 Retry-After is true: a request at that time passes.
 *   <li>L5 Memory is bounded, whatever keys are sent.
 *   <li>L6 Policies change at run time; a value that cannot be read leaves the default.
 *   <li>L7 Refreshing counts against the session that the token begins with; what bears no tag of ours counts against its address.
 * </ol>
 */
package dev.pesto.balancer.limits;
