/**
 * The one public door: finds out whose call it is, lets it through or refuses it, and forwards it to an instance.
 *
 * <ol>
 *   <li>R1 Odd paths, heads of more than 6.5 KiB, and requests that name no host or two, are 400 before routing and limits; what is not in {@link dev.pesto.balancer.routing.entity.Api} is 404, a wrong method 405 with Allow. A
 *       literal segment comes before a parameter. Health is read (GET, HEAD) and nothing else.
 *   <li>R2 The first that applies: 400 of path and headers, 404, 405, 413, 429. All are counted and tell the limit, the refused ones too.
 *   <li>R3 A call is tried once more, on another instance, only if the connection was never made or the operation may be repeated, only with a body of 64 KiB or
 *       less, within the budget of its service: a fifth of the calls of ten seconds, never under ten a second. Second tries are counted in the metrics, by service and by
 *       what lets the call be repeated (read, keyed, transition; never: only if it was not sent).
 *   <li>R4 An answer of an instance passes as it is, whatever its status. Half an answer is 502 as long as nothing of it has been passed on, a broken connection
 *       afterwards.
 *   <li>R5 A try ends after 10 s, a call after 15 s, and a try at once when its instance dies or, from its first second on, its client has left (a client
 *       that only closes its sending half has). A client that stops sending or reading is hung up on at the end of its call.
 *   <li>R6 Hop-by-hop headers and whatever a client says in our name are dropped; forwarded headers are believed from configured proxies only.
 *       An offer to speak another protocol is passed over. The scheme {@code Bearer} goes on in that case, however the client wrote it.
 *   <li>R7 On open calls the Authorization header does not go on.
 *   <li>R8 Two lengths, or a Transfer-Encoding other than chunked, are 400 and the end of the connection; what follows on it is not read as a request.
 *       So is a body with GET, HEAD or DELETE, where hops differ in what they take it for. CONNECT is refused and ends the connection.
 *       A head that the server itself cannot read (two Content-Lengths, a header beyond ASCII) is 400 with a problem document too; a bad chunk it refuses with an empty 400.
 *   <li>R9 Each service has its own places and its own breaker, set by MicroProfile Config and shown in the metrics: one in trouble takes nothing from another.
 *       What is set is looked up before the first call, so that a silent data grid keeps no call waiting.
 *       Calls with a password have places of their own within the user service.
 *   <li>R10 Answers are for scripts of no other origin, save those of {@code pesto.cors.origins}: they may call everything, read the headers that the API rests on, and send no cookies.
 *   <li>R11 Two Authorization headers, or two Idempotency-Keys, are 400: which of them counts is nothing to guess at.
 *   <li>R12 Threads that wait for clients have 160 places, 32 for one network. Whose body is not here yet and finds none is told 503 and, when it does not come with the next bytes, hung up on. A body that is here
 *       needs no place. Whose answer finds none has a second to read it, refusals and health included, and is hung up on then. This bounds the threads that wait for slow clients.
 *   <li>R13 What a client had sent ahead before it left is not done.
 * </ol>
 *
 * <p>It does not cache, compress, rewrite bodies, or follow redirects.
 */
package dev.pesto.balancer.routing;
