package io.manako.chaos.check;

/**
 * One figure of a check.
 *
 * @param name what was counted, with its unit
 * @param value as printed
 * @param demand what the promise asks of it, empty if it is there for information
 * @param holds whether it is met
 */
public record Figure(String name, String value, String demand, boolean holds) {}
