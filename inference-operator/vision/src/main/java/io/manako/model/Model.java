package io.manako.model;

import java.nio.file.Path;

/**
 * A verified model on this machine.
 *
 * @param spec what it is
 * @param folder holds {@code model.yaml}, {@code labels.txt} and side files
 * @param onnx the network's file
 */
public record Model(ModelSpec spec, Path folder, Path onnx) {
  /** The network's file has its usual name. */
  public Model(ModelSpec spec, Path folder) {
    this(spec, folder, folder.resolve("model.onnx"));
  }
}
