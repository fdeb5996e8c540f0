/**
 * What HTTP asks of every resource: who may call, in which order requests are refused, versions, keys, and where the client sees us.
 *
 * <ol>
 *   <li>H1 The order of refusals: service token, token (401), role (403), {@code Accept} (406), {@code Content-Type} (415), query (400), then the resource.
 *   <li>H2 A resource method with neither {@code @RolesAllowed} nor {@code @PermitAll} is refused to everybody.
 *   <li>H3 A patch of another media type is told in {@code Accept-Patch} which ones are understood. A body in a coding is 415.
 *   <li>H4 A query parameter that the operation does not have in the API document is 400 {@code invalid_parameter}, on lists and everywhere else.
 *   <li>H5 Forwarded headers count because only the balancer can call (H1).
 *   <li>H6 The server's own {@code /metrics} asks for no token: what collects metrics has none to show, it tells figures and no rows, and it stands where the
 *       instance listens, which is no public address. Its API document is for the balancer, behind the token like the rest.
 * </ol>
 */
package dev.pesto.commons.http;
