/**
 * The database of Pesto: where it is, how it comes to its tables, and an InnoDB of its own where none is installed.
 *
 * <ol>
 *   <li>R1.1 Installing creates the database and the account of each WAR when they are absent, migrates, then grants.
 *   <li>R1.2 It can run twice, and twice at once: one migrates, the other waits.
 *   <li>R1.3 An account whose password is lost gets the new one, but never while somebody works with it.
 *   <li>R2.1 Each account reads and writes what {@code grants.sql} says and nothing else.
 *   <li>R2.2 What SQL can state is refused by the server: oversold stock, a second default address, an unknown status.
 *   <li>R3.1 The embedded server listens on 127.0.0.1 alone, keeps its data between starts, and a server that was left
 *       over by a killed run is stopped first.
 * </ol>
 *
 * <p>It does not choose between databases and knows no table by name: the files in {@code sql/} do.
 */
package dev.pesto.sql;
