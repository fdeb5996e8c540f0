package dev.pesto.order.operations.entity;

import java.util.List;
import java.util.Map;

/**
 * Whether a law holds.
 *
 * @param law its name
 * @param says the law as a sentence
 * @param violations the rows that break it, 100 at most
 */
public record Finding(String law, String says, boolean holds, List<Map<String, Object>> violations) {}
