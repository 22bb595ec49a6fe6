package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import io.manako.zoo.Variant;

/**
 * How long a network of the zoo takes for one picture, alone on one thread.
 *
 * @param network its name
 * @param alpha multiplier of its channels
 * @param input rows and columns of its pictures
 * @param classes that it tells apart
 * @param engine that ran it
 * @param batch pictures in a run
 * @param millis per picture, the median of runs
 */
public record NetworkTime(
    String network, double alpha, int input, int classes, Kind engine, int batch, double millis) {

  /** Whether this is of a member of a family, run so. */
  public boolean isOf(String name, Variant variant, Kind kind) {
    return network.equals(name)
        && alpha == variant.width()
        && input == variant.size()
        && classes == variant.classes()
        && engine == kind;
  }

  /** Whether both are of the same thing, measured once and again. */
  boolean replaces(NetworkTime other) {
    return network.equals(other.network)
        && alpha == other.alpha
        && input == other.input
        && classes == other.classes
        && engine == other.engine
        && batch == other.batch;
  }
}
