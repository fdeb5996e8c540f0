/** Amounts of money in minor units. Never a floating-point number, not even in a view. */
package dev.pesto.commons.money;
