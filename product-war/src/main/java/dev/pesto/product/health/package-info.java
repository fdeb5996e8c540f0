/** Whether this instance can do its work. */
package dev.pesto.product.health;
