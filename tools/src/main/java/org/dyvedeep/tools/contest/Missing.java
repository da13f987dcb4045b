package org.dyvedeep.tools.contest;

/**
 * A contestant that could not be had, or did not stay to the end.
 *
 * @param name its name
 * @param reason one sentence
 */
public record Missing(String name, String reason) {}
