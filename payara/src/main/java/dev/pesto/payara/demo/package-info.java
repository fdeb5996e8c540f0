/** A market to look at: merchants, a buyer, and some hundred products with stock, written once into an empty catalogue. */
package dev.pesto.payara.demo;
