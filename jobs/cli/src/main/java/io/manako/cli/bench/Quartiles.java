package io.manako.cli.bench;

import java.util.Arrays;

/**
 * The least and the middle of some measurements.
 *
 * @param least what nothing else disturbed
 * @param first a quarter is below
 * @param median half is below
 * @param third three quarters are below
 */
public record Quartiles(double least, double first, double median, double third) {

  /** Of at least one measurement. */
  public static Quartiles of(double... values) {
    double[] v = values.clone();
    Arrays.sort(v);
    return new Quartiles(v[0], v[v.length / 4], v[v.length / 2], v[v.length * 3 / 4]);
  }
}
