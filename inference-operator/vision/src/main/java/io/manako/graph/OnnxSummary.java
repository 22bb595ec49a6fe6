package io.manako.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Statements of an ONNX file about itself, which need no engine.
 *
 * @param producer name and version of the exporter, or its note; empty if the file has none
 * @param metadata texts that the exporter attached, by key, such as the names of the classes
 * @param inputs inputs without the weights, in the file's order
 * @param outputs outputs in the file's order
 * @param firstOperators types of the operators that read the first input, in the file's order
 */
public record OnnxSummary(
    String producer,
    Map<String, String> metadata,
    List<Port> inputs,
    List<Port> outputs,
    List<String> firstOperators) {

  /** Extent that the file leaves open. */
  public static final long OPEN = -1;

  /**
   * Input or output of a network.
   *
   * @param name name in the file
   * @param type name of ONNX's data type in lower case, such as {@code float} or {@code uint8}
   * @param extents extents, {@link #OPEN} where the file fixes none
   */
  public record Port(String name, String type, List<Long> extents) {}

  /**
   * Reads a file.
   *
   * @throws MalformedModelException if the file is no ONNX file or is cut short
   * @throws IOException if the file cannot be read
   */
  public static OnnxSummary read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return of(
          OnnxReader.parse(CodedInputStream.newInstance(in), String.valueOf(file.getFileName())));
    }
  }

  private static OnnxSummary of(ModelProto model) {
    GraphProto graph = model.getGraph();
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().forEach(weight -> weights.add(weight.getName()));
    List<Port> inputs =
        graph.getInputList().stream()
            .filter(input -> !weights.contains(input.getName()))
            .map(OnnxSummary::port)
            .toList();
    String first = inputs.isEmpty() ? "" : inputs.get(0).name();
    Map<String, String> metadata = new LinkedHashMap<>();
    model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    String note = graph.getDocString().isEmpty() ? graph.getName() : graph.getDocString();
    String maker = (model.getProducerName() + " " + model.getProducerVersion()).strip();
    return new OnnxSummary(
        maker.isEmpty() ? note.lines().findFirst().orElse("") : maker,
        metadata,
        inputs,
        graph.getOutputList().stream().map(OnnxSummary::port).toList(),
        graph.getNodeList().stream()
            .filter(node -> node.getInputList().contains(first))
            .map(node -> node.getOpType())
            .toList());
  }

  private static Port port(ValueInfoProto value) {
    DataType type = DataType.forNumber(value.getType().getTensorType().getElemType());
    String name = type == null ? "unknown" : type.name().replace("_VALUE", "");
    List<Long> extents =
        value.getType().getTensorType().getShape().getDimList().stream()
            .map(d -> d.getValueCase() == Dimension.ValueCase.DIM_VALUE ? d.getDimValue() : OPEN)
            .toList();
    return new Port(value.getName(), name.toLowerCase(Locale.ROOT), extents);
  }
}
