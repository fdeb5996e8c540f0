/**
 * Key files and the tokens made with them.
 *
 * <ol>
 *   <li>K1 Every key is made at random at install; none ships. Files are 0600, their directory 0700.
 *   <li>K2 Access tokens and service tokens have different keys, issuers and audiences: neither passes for the other.
 *   <li>K3 A rollover puts a new signing key first and keeps the old public key, so that tokens of the old one live out.
 * </ol>
 */
package dev.pesto.commons.keys;
