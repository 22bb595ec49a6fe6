package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import io.manako.zoo.Variant;

/**
 * Time of a network of the zoo for one picture, alone on one thread.
 *
 * @param network name of the network
 * @param alpha multiplier of its channels
 * @param input rows and columns of its pictures
 * @param classes number of classes
 * @param engine engine that ran it
 * @param batch pictures per run
 * @param millis time per picture, the median of runs
 */
public record NetworkTime(
    String network, double alpha, int input, int classes, Kind engine, int batch, double millis) {

  /** Returns whether this is the time of a member of a family with an engine. */
  public boolean isOf(String name, Variant variant, Kind kind) {
    return network.equals(name)
        && alpha == variant.width()
        && input == variant.size()
        && classes == variant.classes()
        && engine == kind;
  }

  /** Returns whether both are times of the same network and engine. */
  boolean replaces(NetworkTime other) {
    return network.equals(other.network)
        && alpha == other.alpha
        && input == other.input
        && classes == other.classes
        && engine == other.engine
        && batch == other.batch;
  }
}
