package io.manako.chaos.check;

/**
 * Figure of a check.
 *
 * @param name name with its unit
 * @param value value as printed
 * @param demand demand of the promise, empty if the figure is there for information
 * @param holds true if the demand is met
 */
public record Figure(String name, String value, String demand, boolean holds) {}
