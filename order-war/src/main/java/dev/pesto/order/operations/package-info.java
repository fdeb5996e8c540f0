/**
 * What an operator can ask of the order service: whether the conservation laws hold.
 *
 * <ol>
 *   <li>O1 The laws stand as SQL in one file, {@code laws.sql}; {@code GET /ops/invariants}, the metrics and the tests read that file and nothing else.
 *   <li>O2 All laws are read in one consistent snapshot, so that orders placed meanwhile never look like a violation.
 *   <li>O3 The answer names each law with up to 100 rows that break it. It is for ADMIN.
 * </ol>
 */
package dev.pesto.order.operations;
