/**
 * What every WAR needs in the same form: problem documents, strict JSON, who is calling, ids, lists. Technique only: no entity, no product noun.
 */
package dev.pesto.commons;
