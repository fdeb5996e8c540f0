/** Lists: {@code {items, next}}, keyset cursors that cannot be forged or moved to another list, no COUNT. */
package dev.pesto.commons.lists;
