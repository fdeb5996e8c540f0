/**
 * The API document of each WAR, written when it is built: what annotations and constraints say, completed by what follows from the contract for every
 * operation alike. Runs in the build only.
 *
 * <ol>
 *   <li>R1 An operation tells its roles ({@code x-roles}) and its security, or that it is open.
 *   <li>R2 Every refusal that an operation may meet is among its responses, each with a problem document.
 *   <li>R3 A precondition, an idempotency key or a cursor among the parameters brings its refusals and headers along.
 * </ol>
 */
package dev.pesto.commons.openapi;
