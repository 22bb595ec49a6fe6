package io.manako.cli.bench;

import java.util.Arrays;

/**
 * Least value and quartiles of some measurements.
 *
 * @param least least value, disturbed by nothing else
 * @param first a quarter is below
 * @param median half is below
 * @param third three quarters are below
 */
public record Quartiles(double least, double first, double median, double third) {

  /** Returns the quartiles of at least one measurement. */
  public static Quartiles of(double... values) {
    double[] v = values.clone();
    Arrays.sort(v);
    return new Quartiles(v[0], v[v.length / 4], v[v.length / 2], v[v.length * 3 / 4]);
  }
}
