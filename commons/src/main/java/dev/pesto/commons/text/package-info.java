/** Text that people write, and what must not be in it. */
package dev.pesto.commons.text;
