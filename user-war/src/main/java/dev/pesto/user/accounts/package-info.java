/**
 * Who people are: registration, the profile, the admin's view of everybody, and the passwords that prove it.
 *
 * <p>Operations: register; read and edit one's own profile; list accounts and read one (ADMIN).
 *
 * <ol>
 *   <li>R1.1 BUYER and MERCHANT register themselves; ADMIN is 422. The answer is 201 with the profile.
 *   <li>R1.2 An email belongs to one account, whatever its case: the database's unique key decides, the loser gets 409 {@code duplicate} with {@code field} "email".
 *   <li>R1.3 A password has 12 to 128 characters (code points), whatever they are. Common ones are refused (422): those of the list, a short pattern repeated, a run along
 *       the alphabet or the keyboard, and the account's own email address.
 *   <li>R1.4 Passwords are stored as PBKDF2-HMAC-SHA512 with 210,000 rounds and a salt each. An instance computes at most two at once; sixteen more wait for at most six
 *       seconds, the rest get 503 {@code unavailable} at once, so that a flood of them leaves threads for everybody else.
 *   <li>R1.5 The profile carries an ETag; editing it (name, phone) is a merge-patch and needs If-Match: 428 without, 412 when stale.
 *   <li>R1.6 The admin's list is newest first, filtered by role, status and email (the whole address, whatever its case), in pages by key.
 *   <li>R1.7 The first ADMIN is made from {@code pesto.admin.email} and {@code pesto.admin.password} when no account has that email; any number of instances and restarts make
 *       one. An account that has it already is left as it is, its password and role too.
 *   <li>R1.8 Registrations and what admins do are written to the audit table, which this service cannot change or delete from.
 * </ol>
 *
 * <p>Deliberately not: changing the email or the role, deleting accounts (orders refer to them), composition rules for passwords.
 */
package dev.pesto.user.accounts;
