package io.manako.cli.measure;

import io.manako.engine.EngineOptions.Kind;
import java.util.Map;

/**
 * What the stream around the models takes.
 *
 * @param overheadMillis of a core for each frame, beyond decoding, preparing, inference and
 *     post-processing: Kafka's clients, records, checkpoints, Flink, the JVM's collector
 * @param coreShare by engine: what one of several busy cores does, as a share of what it does alone
 */
public record StreamCost(double overheadMillis, Map<Kind, Double> coreShare) {
  public StreamCost {
    coreShare = Map.copyOf(coreShare);
  }

  /** Share of a core's lone speed that is left when all cores are busy, 1 if it is not known. */
  public double share(Kind engine) {
    return coreShare.getOrDefault(engine, 1.0);
  }
}
