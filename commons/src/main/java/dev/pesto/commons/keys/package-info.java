/**
 * Key files and the tokens made with them.
 *
 * <ol>
 *   <li>K1 Every key is made at random at install; none ships. Files are 0600, their directory 0700.
 *   <li>K2 Access tokens and service tokens have different keys, issuers and audiences: neither passes for the other.
 *   <li>K3 A rollover puts a new signing key first and keeps the old public key, so that tokens of the old one live out.
 *   <li>K4 A session tag is told by whoever has its key and made up by nobody else.
 * </ol>
 */
package dev.pesto.commons.keys;
