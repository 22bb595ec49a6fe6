package io.manako.model;

import java.nio.file.Path;

/**
 * Verified model on this machine.
 *
 * @param spec description of the model
 * @param folder folder that holds {@code model.yaml}, {@code labels.txt} and side files
 * @param onnx file of the network
 */
public record Model(ModelSpec spec, Path folder, Path onnx) {
  /** Creates a model whose network file has the usual name, {@code model.onnx}. */
  public Model(ModelSpec spec, Path folder) {
    this(spec, folder, folder.resolve("model.onnx"));
  }
}
