/** The {@code pesto} command: what a person types, and what it prints. All work is done in {@code cluster}. */
package dev.pesto.payara.command;
