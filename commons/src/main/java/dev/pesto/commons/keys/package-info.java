/**
 * Key files and the tokens made with them.
 *
 * <ol>
 *   <li>K1 Every key is made at random at install; none ships. Files are 0600, their directory 0700.
 *   <li>K2 Access tokens and service tokens have different keys, issuers and audiences: neither passes for the other.
 *   <li>K3 A rollover publishes the new signing key before it signs anything, then lets it sign, and keeps the old public key until the tokens it signed have lived out.
 *   <li>K4 A session tag is told by whoever has its key and made up by nobody else.
 *   <li>K5 At most two keys are valid: the next rollover begins when the last one is over.
 * </ol>
 */
package dev.pesto.commons.keys;
