/**
 * Every answer from 400 up is a problem document (RFC 9457), made in one place.
 *
 * <ol>
 *   <li>P1 A refusal is thrown as {@link dev.pesto.commons.problem.Refusal} with a {@link dev.pesto.commons.problem.RefusalType}; code that throws it knows no HTTP beyond the type's status.
 *   <li>P2 A refusal rolls the transaction back and is in no log (FINE shows it): anybody can make thousands. A failure of ours is one SEVERE line with its stack and trace id.
 *   <li>P3 No answer carries a stack trace, SQL, or the name of a class or host.
 *   <li>P4 The container's own answers (404, 405 with {@code Allow}, a bad token) carry the same document.
 * </ol>
 */
package dev.pesto.commons.problem;
