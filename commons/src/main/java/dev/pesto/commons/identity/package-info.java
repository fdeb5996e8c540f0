/** Who is calling, and which sessions have ended before their tokens did. */
package dev.pesto.commons.identity;
