package io.manako.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said of an ONNX file without running it. */
public final class OnnxFile {
  private OnnxFile() {}

  /**
   * Name of the first weight that lies in another file. Such weights would not be covered by the
   * model's sha256 and could name any file of the machine.
   *
   * @throws IOException if the file cannot be read or is no ONNX file
   */
  public static Optional<String> externalWeight(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CodedInputStream coded = CodedInputStream.newInstance(in);
      coded.setSizeLimit(Integer.MAX_VALUE);
      ModelProto model = ModelProto.parseFrom(coded);
      return external(model.getGraph())
          .or(
              () ->
                  model.getFunctionsList().stream()
                      .flatMap(f -> inNodes(f.getNodeList()).stream())
                      .findFirst());
    }
  }

  private static Optional<String> external(GraphProto graph) {
    Stream<TensorProto> weights =
        Stream.concat(
            graph.getInitializerList().stream(),
            graph.getSparseInitializerList().stream()
                .flatMap(s -> Stream.of(s.getValues(), s.getIndices())));
    return inTensors(weights).or(() -> inNodes(graph.getNodeList()));
  }

  private static Optional<String> inNodes(List<NodeProto> nodes) {
    return nodes.stream()
        .flatMap(n -> n.getAttributeList().stream())
        .flatMap(a -> external(a).stream())
        .findFirst();
  }

  private static Optional<String> external(AttributeProto attribute) {
    Stream<TensorProto> tensors =
        Stream.concat(Stream.of(attribute.getT()), attribute.getTensorsList().stream());
    Stream<GraphProto> branches =
        Stream.concat(Stream.of(attribute.getG()), attribute.getGraphsList().stream());
    return inTensors(tensors).or(() -> branches.flatMap(g -> external(g).stream()).findFirst());
  }

  private static Optional<String> inTensors(Stream<TensorProto> tensors) {
    return tensors
        .filter(
            t ->
                t.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                    || t.getExternalDataCount() > 0)
        .map(TensorProto::getName)
        .findFirst();
  }
}
