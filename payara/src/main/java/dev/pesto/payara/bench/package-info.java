/**
 * How fast it is, always beside something else in the same run, since what a machine does at the same time changes every absolute figure.
 *
 * <ol>
 *   <li>R1 What is compared is measured in turns (A, B, A, B…). A ratio or a difference is taken within each round; told are the median of the rounds and the extremes.
 *   <li>R2 Every answer counts. One that is not the expected one makes the run invalid, and it says so. wrk counts what is below 400 as good, so each of its loads begins
 *       with a call that has to be answered 200.
 *   <li>R3 The balancer stands beside HAProxy with the same instances behind, the same client before and the same request: a read of an order with its buyer's token. Limits
 *       are on and above what is sent; tokens are verified. HAProxy does round robin, keeps connections, maps the path and adds the service token that instances ask for. It
 *       checks neither tokens nor limits.
 *   <li>R4 A constant answer shows the door alone: a second HAProxy that always says the same is two more order instances in the balancer's static list, and the real ones are drained.
 *   <li>R5 CPU per request is user and system time of the door's process by the requests of that time.
 *   <li>R6 Added latency: a fixed number of requests a second, each due at its moment, latency from that moment; from each percentile the same percentile of direct calls is taken away.
 *       Where instances cannot take that many, it is 0.4 of what they take through the slower door: above, a queue is measured.
 *   <li>R7 The cost of a check is the CPU time per request with it less the same without it; of a limit also what the members spend that hold the buckets.
 *   <li>R8 Orders a second through the balancer stand beside a bare loop: as many connections as there are clients, each locks a stock row, takes a unit, writes an order and its line,
 *       and commits, on tables of its own in the same database. What else placing does (HTTP, tokens, key, price, address, events) is what the ratio shows.
 *   <li>R9 In the contended mix 503 {@code contention} is an answer, counted as a refusal. Deadlocks are those that the order instances have counted, seen by clients or not; the lock
 *       wait is their metric, of the worse instance and with the warm-up, which is of the same mix.
 *   <li>R10 The cluster is one of its own, and nothing of it is left.
 * </ol>
 */
package dev.pesto.payara.bench;
