/**
 * Which instances exist, which answer, and which of them takes the next call.
 *
 * <ol>
 *   <li>I1 Sources (configuration, the grid, our registry) say that an instance exists; its probes and calls say whether it lives. A silent source takes nothing
 *       away.
 *   <li>I2 An instance that refuses a connection or leaves two probes unanswered is DOWN at once, however many are; one that answered a call meanwhile is busy, not
 *       dead.
 *   <li>I3 Of two drawn at random the one with less latency x calls in flight takes the call; one that is new gets a tenth at first and all after 30 s.
 *   <li>I4 Five failures in a row eject an instance for 5 s, doubling to 60 s, but never more than half; when nothing else is left, ejected ones are used.
 *   <li>I5 A draining instance gets nothing new; what it has goes on. Any balancer may drain it and any may admit it. When all that live are
 *       draining, callers are told so (503 {@code draining}). A restart ends what an operator said of the old process.
 *   <li>I6 What nobody lists any more may go on while it answers, does not come back once it was gone, and is forgotten after 30 s.
 * </ol>
 */
package dev.pesto.balancer.instances;
