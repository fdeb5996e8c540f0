/**
 * JSON in and out, strictly. JSON-B is not used: it narrows numbers silently (4294967297 becomes 1, 1.9 becomes 1, "5" becomes 5).
 *
 * <ol>
 *   <li>J1 What cannot be parsed, or is not UTF-8, is 400 {@code malformed_json}; everything else that is wrong with a body is 422 with a JSON pointer.
 *   <li>J2 Unknown and doubled members, fractions, exponents, overflow, numbers in strings and text that cannot be stored (NUL, lone surrogates) are refused.
 *   <li>J3 A resource method takes {@link dev.pesto.commons.json.Body} (read when it asks, so that 404, 428 and 412 come before 422) or, where nothing can come
 *       before, the record itself with {@code @Valid @NotNull}.
 *   <li>J4 All that is wrong with a body is told at once: missing, unknown and unreadable members with the violated constraints of the others, 100 at most, in
 *       the order of their pointers. Told apart, before these, is what leaves open what was sent: a doubled member, text that cannot be stored, and a body of
 *       more than 10,000 tokens or too deep. Told behind these is what takes several members or stored rows to see: what a CARD needs, a merged quantity, a
 *       balance.
 *   <li>J5 Absent and null are the same for an optional member when reading, and absent when writing.
 * </ol>
 */
package dev.pesto.commons.json;
