package io.manako.model;

import java.nio.file.Path;

/**
 * A verified model on this machine.
 *
 * @param spec what it is
 * @param folder holds {@code model.onnx}, {@code model.yaml}, {@code labels.txt} and side files
 */
public record Model(ModelSpec spec, Path folder) {
  /** The network's file. */
  public Path onnx() {
    return folder.resolve("model.onnx");
  }
}
