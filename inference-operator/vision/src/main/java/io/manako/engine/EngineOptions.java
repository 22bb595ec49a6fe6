package io.manako.engine;

import java.io.Serializable;
import java.util.Locale;

/**
 * Options with which a model runs.
 *
 * @param kind the engine
 * @param device device of the ONNX Runtime engine
 * @param threads number of threads for one run, at least 1
 * @param maxBatch greatest number of pictures in one run, at least 1
 */
public record EngineOptions(Kind kind, Device device, int threads, int maxBatch)
    implements Serializable {

  /** Kind of engine. */
  public enum Kind {
    /** Pure Java with the Vector API. */
    JAVA,
    /** ONNX Runtime. */
    ONNXRUNTIME;

    /** Name in options and records. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Device on which ONNX Runtime computes. A missing device is an error, never a fallback. */
  public enum Device {
    CPU,
    CUDA,
    TENSORRT;

    /** Name in options. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one of the numbers is below 1; the message states both
   */
  public EngineOptions {
    if (threads < 1 || maxBatch < 1) {
      throw new IllegalArgumentException(
          "threads and maxBatch must be at least 1, not " + threads + " and " + maxBatch);
    }
  }

  /** Returns the same options with another number of pictures in one run. */
  EngineOptions withMaxBatch(int pictures) {
    return new EngineOptions(kind, device, threads, pictures);
  }
}
