/** product-war: the catalogue, and what a new product has in stock at first. Who may call what stands at each resource method. */
package dev.pesto.product;
