/**
 * The proof that orders hold: clients with a memory, processes that are pulled from under them, and a comparison to the unit.
 *
 * <ol>
 *   <li>R1 64 clients work through all balancers: orders (hot products, large baskets), payments with every sandbox token,
 *       cancellations, adjustments, merchants' steps, replays of old keys, old keys with another body, one key twice at once.
 *       What each does follows from the seed.
 *   <li>R2 Whatever answer leaves open is sent again with the same key until it is decided; what a client was promised is
 *       written down: {@link dev.pesto.payara.proof.Ledger}.
 *   <li>R3 Meanwhile processes are killed, paused and brought back as the seed says: order instances, a balancer, the database.
 *       After each of these the cluster has to be whole again by itself.
 *   <li>R4 At checkpoints, when no key is open, and at the end: all conservation laws; every promise is exactly one row with the
 *       same id; every row belongs to a key that a client sent; stock on hand, reserved units, captured and refunded money agree
 *       with the clients' ledger to the unit.
 *   <li>R5 No client sees 500, nor a refusal that its request does not explain.
 *   <li>R6 A refused key leaves nothing behind. While something is pulled, a client cannot know that: a frozen instance may carry
 *       out a request after another one has refused it. The client then repeats the key and has to get that very row.
 *   <li>R7 The proof can fail: {@link dev.pesto.payara.proof.Sabotage} takes the lock or the unique key out of a copy.
 * </ol>
 */
package dev.pesto.payara.proof;
