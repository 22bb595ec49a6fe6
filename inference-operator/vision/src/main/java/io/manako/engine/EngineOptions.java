package io.manako.engine;

import java.io.Serializable;
import java.util.Locale;

/**
 * How a model runs.
 *
 * @param kind which engine
 * @param device of the ONNX Runtime engine
 * @param threads for one run, at least 1
 * @param maxBatch pictures in one run at most, at least 1
 */
public record EngineOptions(Kind kind, Device device, int threads, int maxBatch)
    implements Serializable {

  /** Which engine. */
  public enum Kind {
    /** Pure Java, Vector API. */
    JAVA,
    /** ONNX Runtime. */
    ONNXRUNTIME;

    /** As it is written in options and records. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where ONNX Runtime computes. A device that is missing is an error, never a fallback. */
  public enum Device {
    CPU,
    CUDA,
    TENSORRT;

    /** As it is written in options. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public EngineOptions {
    if (threads < 1 || maxBatch < 1) {
      throw new IllegalArgumentException(
          "threads and maxBatch must be at least 1, not " + threads + " and " + maxBatch);
    }
  }

  /** The same with another number of pictures in one run. */
  EngineOptions withMaxBatch(int pictures) {
    return new EngineOptions(kind, device, threads, pictures);
  }
}
