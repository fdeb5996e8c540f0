/** Identifiers: time-ordered 64-bit numbers, made without asking anyone, shown as 13 characters. */
package dev.pesto.commons.ids;
