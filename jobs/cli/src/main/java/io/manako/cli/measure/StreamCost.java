package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import java.util.Map;

/**
 * Cost of the stream around the models.
 *
 * @param overheadMillis time of a core per frame, beyond decoding, preparing, inference and
 *     post-processing: Kafka's clients, records, checkpoints, Flink, the JVM's collector
 * @param coreShare speed of one of several busy cores, as a share of its lone speed, by engine
 */
public record StreamCost(double overheadMillis, Map<Kind, Double> coreShare) {
  public StreamCost {
    coreShare = Map.copyOf(coreShare);
  }

  /**
   * Returns the share of a core's lone speed that remains when all cores are busy, 1 if unknown.
   */
  public double share(Kind engine) {
    return coreShare.getOrDefault(engine, 1.0);
  }
}
