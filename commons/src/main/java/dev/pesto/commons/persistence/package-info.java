/** What every persistence unit needs in the same form. */
package dev.pesto.commons.persistence;
