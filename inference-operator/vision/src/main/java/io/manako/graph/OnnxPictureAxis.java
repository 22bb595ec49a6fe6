package io.manako.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import io.manako.graph.OnnxSummary.Port;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Gives a network that takes a single picture without an axis of pictures, such as torchvision's
 * detectors, that axis: a new input of one picture, whose first axis a Squeeze removes.
 */
public final class OnnxPictureAxis {
  private static final String SUFFIX = "_with_batch";
  private static final int AXES_ARE_INPUT = 13;
  private static final List<Long> CHANNELS = List.of(1L, 3L, 4L);

  private OnnxPictureAxis() {}

  /** Returns the only input of a network if it is a picture without an axis of pictures. */
  public static Optional<Port> missing(OnnxSummary summary) {
    return summary.inputs().size() == 1
        ? summary.inputs().stream().filter(OnnxPictureAxis::isPicture).findFirst()
        : Optional.empty();
  }

  private static boolean isPicture(Port port) {
    List<Long> extents = port.extents();
    return extents.size() == 3
        && (port.type().equals("float") || port.type().equals("uint8"))
        && (CHANNELS.contains(extents.get(0)) || CHANNELS.contains(extents.get(2)));
  }

  /**
   * Rewrites a file.
   *
   * @param input name of the picture's input
   * @throws MalformedModelException if the file is no ONNX file
   * @throws IOException if the file cannot be read or written
   */
  public static void add(Path file, String input) throws IOException {
    ModelProto.Builder model;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      model =
          OnnxReader.parse(CodedInputStream.newInstance(in), String.valueOf(file.getFileName()))
              .toBuilder();
    }
    GraphProto.Builder graph = model.getGraphBuilder();
    for (ValueInfoProto.Builder value : graph.getInputBuilderList()) {
      if (value.getName().equals(input)) {
        value.setName(input + SUFFIX);
        addAxis(value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder());
      }
    }
    List<NodeProto> nodes = List.copyOf(graph.getNodeList());
    graph.clearNode().addAllNode(squeeze(input, opset(model))).addAllNode(nodes);
    Files.write(file, model.build().toByteArray());
  }

  private static void addAxis(TensorShapeProto.Builder shape) {
    List<TensorShapeProto.Dimension> extents = List.copyOf(shape.getDimList());
    shape.clearDim().addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    shape.addAllDim(extents);
  }

  private static long opset(ModelProto.Builder model) {
    return model.getOpsetImportList().stream()
        .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
        .mapToLong(OperatorSetIdProto::getVersion)
        .max()
        .orElse(1);
  }

  private static List<NodeProto> squeeze(String input, long opset) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType("Squeeze")
            .setName(input + SUFFIX + "/Squeeze")
            .addInput(input + SUFFIX)
            .addOutput(input);
    if (opset < AXES_ARE_INPUT) {
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName("axes")
              .setType(AttributeProto.AttributeType.INTS)
              .addInts(0));
      return List.of(node.build());
    }
    String axes = input + SUFFIX + "/axes";
    return List.of(constant(axes), node.addInput(axes).build());
  }

  private static NodeProto constant(String name) {
    TensorProto.Builder zero =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(1)
            .addInt64Data(0);
    return NodeProto.newBuilder()
        .setOpType("Constant")
        .setName(name + "/Constant")
        .addOutput(name)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(zero))
        .build();
  }
}
