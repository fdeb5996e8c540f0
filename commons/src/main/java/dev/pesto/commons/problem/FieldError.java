package dev.pesto.commons.problem;

/**
 * What is wrong with one member of a body.
 *
 * @param pointer JSON pointer (RFC 6901), empty for the whole body
 * @param code stable snake_case name of the fault
 * @param detail text for people
 */
public record FieldError(String pointer, String code, String detail) {}
