package io.manako.model;

import io.manako.graph.GivenInputs;
import io.manako.graph.Graph;
import io.manako.graph.MalformedModelException;
import io.manako.graph.OnnxReader;
import io.manako.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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

  /** Returns the facts about the network's inputs that its file may leave open. */
  public GivenInputs givenInputs() {
    InputSpec input = spec.input();
    return new GivenInputs(Map.of(input.name(), input.shape(Shape.DYNAMIC)), input.constants());
  }

  /**
   * Reads the network.
   *
   * @throws MalformedModelException if the Java engine cannot run the file
   * @throws IOException if the file cannot be read
   */
  public Graph graph() throws IOException {
    return OnnxReader.read(onnx, givenInputs());
  }

  /**
   * Reads the network as if it had been exported for one picture.
   *
   * @throws MalformedModelException if the Java engine cannot run the file
   * @throws IOException if the file cannot be read
   */
  public Graph graphForOnePicture() throws IOException {
    return OnnxReader.readForOnePicture(onnx, givenInputs());
  }
}
