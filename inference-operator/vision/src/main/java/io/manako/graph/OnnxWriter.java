package io.manako.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a graph as plain ONNX: standard operators of one operator set, weights inside the file,
 * and the dynamic batch named {@code N}. The same graph gives the same bytes.
 */
public final class OnnxWriter {
  /** Version of ONNX's standard operators in the written file. */
  public static final int OPSET = 21;

  /** Version of ONNX's file format that goes with {@link #OPSET}. */
  private static final int IR_VERSION = 10;

  private static final String BATCH = "N";

  private OnnxWriter() {}

  /**
   * Writes a file.
   *
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if a node is a {@link FusedNode}, which ONNX does not have, or
   *     shapes do not fit
   */
  public static void write(Graph graph, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      model(graph).writeTo(out);
    }
  }

  /**
   * Returns the bytes of a file; throws {@link IllegalArgumentException} as {@link #write} does.
   */
  public static byte[] toBytes(Graph graph) {
    return model(graph).toByteArray();
  }

  private static ModelProto model(Graph graph) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("manako")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph(graph))
        .build();
  }

  private static GraphProto.Builder graph(Graph graph) {
    GraphProto.Builder out = GraphProto.newBuilder().setName(graph.name());
    graph.inputs().forEach((name, shape) -> out.addInput(value(name, shape)));
    graph.constants().forEach((name, tensor) -> out.addInitializer(initializer(name, tensor)));
    OnnxNodes nodes = new OnnxNodes(out);
    graph.nodes().forEach(node -> node.accept(nodes));
    Map<String, Shape> shapes = ShapeInference.infer(graph, 1);
    boolean dynamic = graph.inputs().values().stream().anyMatch(Shape::isDynamic);
    for (String name : graph.outputs()) {
      Shape shape = shapes.get(name);
      out.addOutput(
          value(name, dynamic && shape.rank() > 0 ? shape.withBatch(Shape.DYNAMIC) : shape));
    }
    return out;
  }

  private static ValueInfoProto.Builder value(String name, Shape shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (int d : shape.dims()) {
      if (d == Shape.DYNAMIC) {
        dims.addDimBuilder().setDimParam(BATCH);
      } else {
        dims.addDimBuilder().setDimValue(d);
      }
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(dims);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor));
  }

  private static TensorProto initializer(String name, Tensor tensor) {
    return OnnxProtos.floats(name, tensor.shape().dims(), tensor.toArray());
  }
}
