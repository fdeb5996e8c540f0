package dev.pesto.commons.lists;

import java.util.List;

/**
 * One page of a list.
 *
 * @param next cursor of the following page, null (absent in JSON) at the end
 */
public record Page<T>(List<T> items, String next) {}
