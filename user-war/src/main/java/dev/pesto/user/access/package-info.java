/**
 * Who gets in: logging in, tokens, sessions, the throttle of guesses, locking accounts out.
 *
 * <p>A session is one line of refresh tokens. Its life: opened by a login; rotated by each refresh; ended by logout, by its owner, by a password change elsewhere, by a lock, or by
 * the re-use of an old token; or it expires.
 *
 * <ol>
 *   <li>R2.1 A right password opens a session: an access token (RS256, {@code pesto.tokens.access}, 10 minutes) and a refresh token ({@code pesto.tokens.refresh}, 14 days). A wrong one
 *       and an unknown email get the same 401 {@code bad_credentials} after the same work. A locked account with the right password is 403 {@code account_locked}.
 *   <li>R2.2 A refresh token is used once; its successor is HMAC-SHA256(server key, token). Used again within 5 s, it gets the same successor, also when two come at once.
 *       It begins with a tag of its session, by which the balancer limits refreshing without asking anybody; a tag that is not ours is refused before the database is asked.
 *   <li>R2.3 Used again later, it ends the session: 401 {@code token_revoked}. This holds for every token of the line, however old (up to 4,096 rotations).
 *   <li>R2.4 An ended session is written to {@code session_end}, from which every instance of every WAR refuses its access tokens within 5 s.
 *   <li>R2.5 Logout ends the session it is called in; a password change all others; a lock all. None of these misses a login or a refresh that runs at the same time: each takes the account's
 *       row, or the session's, first.
 *   <li>R2.6 Sessions are listed and ended by their owner only; another's is 404.
 *   <li>R2.7 Wrong passwords: five for an account from a network (IPv4 address, IPv6 /64) within 15 minutes, or 50 from a network over all accounts, block that account from that network,
 *       or that network: 429 {@code login_throttled} with Retry-After, also for the right password. An unknown email counts like an account.
 *   <li>R2.8 The first block lasts a minute ({@code pesto.throttle.block}), each next one twice as long, at most an hour. After a block one guess is let through at a time until the window has
 *       room. A right password clears what its account has in that network; an hour without guesses clears everything.
 *   <li>R2.9 A guess counts before its password is checked and is taken back when it was right, so guesses in parallel, over several instances, are held to the same number, and a refused
 *       guess costs one query. A right password that meets five checks under way waits for them.
 *   <li>R2.10 PUT /users/me/password needs the present password; wrong ones count like guesses (401 {@code bad_credentials}).
 *   <li>R2.11 Lock and unlock (ADMIN) may be repeated; nobody locks themself (409 {@code invalid_transition}).
 *   <li>R2.12 The first key of {@code signing.jwks.json} signs; {@code jwks.json} is served as it is. Both are read again when they change, so keys roll over without a restart. A key that signs no more stays
 *       published until the tokens it signed have lived out.
 *   <li>R2.13 Expired sessions, old session ends and forgotten guesses are deleted every minute, and keys that have lived out.
 *   <li>R2.14 An account has 100 open sessions at most: the next login ends the oldest.
 * </ol>
 *
 * <p>Deliberately not: a limit of guesses for an account over all networks, with which anybody could lock anybody out.
 */
package dev.pesto.user.access;
