package io.manako.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.manako.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads convolutional networks from ONNX, operator sets 7 to 25. Weights may be of any width and
 * become single precision; quantised weights are dequantised, and quantised activations are clipped
 * to the range of their code. Operators with which exporters compute shapes are evaluated here,
 * once.
 *
 * <p>The reader refuses a file that cannot be run and names the node or the weight: an operator
 * that is not supported, weights in another file, values that nothing writes, shapes that do not
 * fit or that depend on the batch in a way that a graph cannot express.
 */
public final class OnnxReader {
  static final int OLDEST_OPSET = 7;
  static final int NEWEST_OPSET = 25;

  /** Maximum number of nodes, far above any network of this kind. */
  static final int MAX_NODES = 20_000;

  private OnnxReader() {}

  /**
   * Reads a file.
   *
   * @throws MalformedModelException if the file is no network that can be run
   * @throws IOException if the file cannot be read
   */
  public static Graph read(Path file) throws IOException {
    return read(file, GivenInputs.NONE);
  }

  /**
   * Reads a file whose inputs are partly open.
   *
   * @param given extents and numbers of inputs that the file leaves open
   * @throws MalformedModelException if the file is no network that can be run
   * @throws IOException if the file cannot be read
   */
  public static Graph read(Path file, GivenInputs given) throws IOException {
    String what = String.valueOf(file.getFileName());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(parse(CodedInputStream.newInstance(in), what), what, given);
    }
  }

  /**
   * Reads a file as if it had been exported for one picture: an open first extent of an input
   * becomes 1.
   *
   * @throws MalformedModelException if the file is no network that can be run picture by picture
   * @throws IOException if the file cannot be read
   */
  public static Graph readForOnePicture(Path file) throws IOException {
    return readForOnePicture(file, GivenInputs.NONE);
  }

  /**
   * Reads a file whose inputs are partly open as if it had been exported for one picture.
   *
   * @param given extents and numbers of inputs that the file leaves open
   * @throws MalformedModelException if the file is no network that can be run picture by picture
   * @throws IOException if the file cannot be read
   */
  public static Graph readForOnePicture(Path file, GivenInputs given) throws IOException {
    String what = String.valueOf(file.getFileName());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ModelProto.Builder model = parse(CodedInputStream.newInstance(in), what).toBuilder();
      for (ValueInfoProto.Builder input : model.getGraphBuilder().getInputBuilderList()) {
        TensorShapeProto.Builder shape =
            input.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        if (shape.getDimCount() > 0 && !shape.getDim(0).hasDimValue()) {
          shape.getDimBuilder(0).setDimValue(1);
        }
      }
      return read(model.build(), what, given);
    }
  }

  /** Reads a file's bytes; throws {@link MalformedModelException} if they are no network. */
  public static Graph read(byte[] bytes) {
    try {
      String what = "the model";
      return read(parse(CodedInputStream.newInstance(bytes), what), what, GivenInputs.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the real numbers in a file by name, whatever its nodes are.
   *
   * @throws MalformedModelException if the file is no ONNX file, is cut short, or keeps weights
   *     elsewhere
   * @throws IOException if the file cannot be read
   */
  public static Map<String, Tensor> weights(Path file) throws IOException {
    String what = String.valueOf(file.getFileName());
    Map<String, Tensor> weights = new LinkedHashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ModelProto model = parse(CodedInputStream.newInstance(in), what);
      for (TensorProto tensor : model.getGraph().getInitializerList()) {
        Literal literal = OnnxTensor.read(tensor);
        if (!literal.integer()) {
          weights.put(tensor.getName(), literal.toTensor());
        }
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedModelException(what + ": " + e.getMessage(), e);
    }
    return weights;
  }

  private static ModelProto parse(CodedInputStream in, String what) throws IOException {
    in.setSizeLimit(Integer.MAX_VALUE);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedModelException(
          what + " is no ONNX file or is cut short: " + e.getMessage(), e);
    }
    if (!model.hasGraph()) {
      throw new MalformedModelException(what + " is no ONNX file: it has no graph");
    }
    return model;
  }

  private static Graph read(ModelProto model, String what, GivenInputs given) {
    if (model.getGraph().getNodeCount() > MAX_NODES) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s has %d nodes, at most %d are read",
              what,
              model.getGraph().getNodeCount(),
              MAX_NODES));
    }
    return new OnnxImport(model.getGraph(), opset(model, what), given).graph();
  }

  private static int opset(ModelProto model, String what) {
    long version = 1;
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      if (isStandard(set.getDomain())) {
        version = set.getVersion();
      }
    }
    if (version < OLDEST_OPSET || version > NEWEST_OPSET) {
      throw new MalformedModelException(
          String.format(
              Locale.ROOT,
              "%s uses operator set %d; %d to %d are read: export it with one of these",
              what,
              version,
              OLDEST_OPSET,
              NEWEST_OPSET));
    }
    return (int) version;
  }

  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }
}
