/** How an instance makes itself known to the balancers through Payara's data grid. */
package dev.pesto.commons.grid;
