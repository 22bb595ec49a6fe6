package io.manako.zoo;

import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.Node;
import io.manako.graph.OnnxReader;
import io.manako.graph.tf.TfWeightOrder;
import io.manako.graph.tfjs.TfjsReader;
import io.manako.model.ModelException;
import io.manako.model.NearestName;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Trained weights of a file by name, for use in a network of the zoo. */
public final class Weights {
  private final String file;
  private final Map<String, Tensor> tensors;
  private final boolean tensorFlow;

  private Weights(Path file, Map<String, Tensor> tensors, boolean tensorFlow) {
    this.file = String.valueOf(file.getFileName());
    this.tensors = new TreeMap<>(tensors);
    this.tensorFlow = tensorFlow;
  }

  /**
   * Reads the initializers of an ONNX file; its nodes are not read.
   *
   * @param file path of the file
   * @throws IOException if the file cannot be read
   * @throws io.manako.graph.MalformedModelException if the file is not ONNX or is truncated
   */
  public static Weights ofOnnx(Path file) throws IOException {
    return new Weights(file, OnnxReader.weights(file), false);
  }

  /**
   * Reads the weights of a TensorFlow.js model. They keep TensorFlow's order of axes until they are
   * put into a network.
   *
   * @param modelJson description of the model, beside its weight files
   * @throws IOException if a file cannot be read
   * @throws io.manako.graph.MalformedModelException if the files are not such a model or are
   *     truncated
   */
  public static Weights ofTfjs(Path modelJson) throws IOException {
    return new Weights(modelJson, TfjsReader.open(modelJson).constants(), true);
  }

  /** Returns the network with this file's numbers, each constant under its own name. */
  public Graph into(Graph graph) {
    return into(graph, name -> name);
  }

  /**
   * Returns the network with this file's numbers. Numbers of the file for which the network has no
   * place are left out.
   *
   * @param graph the network
   * @param names function from a constant of the network, such as {@code stem/conv/weights}, to the
   *     constant's name in the file
   * @throws ModelException if a tensor is missing, or has a wrong shape; the message then names the
   *     tensor, its shape and the expected one
   */
  public Graph into(Graph graph, UnaryOperator<String> names) {
    Map<String, Node> readers = readers(graph);
    Map<String, Tensor> constants = new LinkedHashMap<>();
    graph
        .constants()
        .forEach(
            (name, initial) -> {
              String wanted = names.apply(name);
              Tensor tensor = tensor(wanted, "the constant " + name + " of " + graph.name());
              Tensor ordered = tensorFlow ? ordered(tensor, name, readers.get(name)) : tensor;
              constants.put(name, fitted(ordered, wanted, initial.shape(), graph));
            });
    return new Graph(graph.name(), graph.inputs(), constants, graph.nodes(), graph.outputs());
  }

  private static Map<String, Node> readers(Graph graph) {
    Map<String, Node> readers = new LinkedHashMap<>();
    graph.nodes().forEach(node -> node.inputs().forEach(value -> readers.put(value, node)));
    return readers;
  }

  private Tensor tensor(String name, String purpose) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      String nearest =
          tensors.isEmpty() ? "" : ", nearest " + NearestName.of(name, tensors.keySet());
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "%s has no tensor %s for %s (it has %d%s): name the tensors as the network does",
              file,
              name,
              purpose,
              tensors.size(),
              nearest));
    }
    return tensor;
  }

  /** Converts TensorFlow's order of axes to ONNX's, as the node that reads the tensor needs it. */
  private static Tensor ordered(Tensor tensor, String constant, Node reader) {
    boolean weights = reader.inputs().size() > 1 && reader.inputs().get(1).equals(constant);
    if (weights && tensor.shape().rank() == 4) {
      boolean depthwise = reader instanceof LayerNode.Conv conv && conv.groups() > 1;
      return depthwise ? TfWeightOrder.depthwise(tensor) : TfWeightOrder.convolution(tensor);
    }
    return weights && reader instanceof LayerNode.Dense && tensor.shape().rank() == 2
        ? TfWeightOrder.dense(tensor)
        : tensor;
  }

  /**
   * Checks a tensor's shape. Trailing extents of 1 are ignored, because the file may hold a
   * classifier as a 1×1 convolution.
   */
  private Tensor fitted(Tensor tensor, String name, Shape expected, Graph graph) {
    Shape actual = tensor.shape();
    boolean fits = actual.rank() >= expected.rank();
    for (int i = 0; fits && i < actual.rank(); i++) {
      fits = actual.dim(i) == (i < expected.rank() ? expected.dim(i) : 1);
    }
    if (!fits) {
      throw new ModelException(
          ("tensor %s of %s has shape %s, but %s needs %s: choose the width and classes that the"
                  + " weights were trained with")
              .formatted(name, file, actual, graph.name(), expected));
    }
    return actual.equals(expected) ? tensor : new Tensor(expected, tensor.data());
  }
}
