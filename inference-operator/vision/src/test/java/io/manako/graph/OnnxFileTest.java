package io.manako.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxFileTest {
  private static final TensorProto ELSEWHERE =
      TensorProto.newBuilder()
          .setName("w")
          .setDataLocation(TensorProto.DataLocation.EXTERNAL)
          .addExternalData(
              StringStringEntryProto.newBuilder().setKey("location").setValue("../../etc/passwd"))
          .build();

  private static final SparseTensorProto SPARSE =
      SparseTensorProto.newBuilder().setIndices(ELSEWHERE).build();

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("models")
  void aTensorInAnotherFileIsFoundWhereverItHides(String place, ModelProto model)
      throws IOException {
    Path file = Files.write(folder.resolve("model.onnx"), model.toByteArray());
    assertThat(OnnxFile.externalWeight(file)).as(place).hasValue("w");
  }

  static Stream<Arguments> models() {
    GraphProto initializer = GraphProto.newBuilder().addInitializer(ELSEWHERE).build();
    return Stream.of(
        Arguments.of("initializer", model(initializer)),
        Arguments.of(
            "sparse initializer",
            model(GraphProto.newBuilder().addSparseInitializer(SPARSE).build())),
        Arguments.of("attribute", model(node(attribute().setT(ELSEWHERE)))),
        Arguments.of("attributes", model(node(attribute().addTensors(ELSEWHERE)))),
        Arguments.of("sparse attribute", model(node(attribute().setSparseTensor(SPARSE)))),
        Arguments.of("sparse attributes", model(node(attribute().addSparseTensors(SPARSE)))),
        Arguments.of("branch", model(node(attribute().setG(initializer)))),
        Arguments.of("branches", model(node(attribute().addGraphs(initializer)))),
        Arguments.of(
            "function",
            ModelProto.newBuilder()
                .addFunctions(
                    FunctionProto.newBuilder()
                        .addNode(node(attribute().setT(ELSEWHERE)).getNode(0)))
                .build()),
        Arguments.of(
            "default of a function",
            ModelProto.newBuilder()
                .addFunctions(
                    FunctionProto.newBuilder().addAttributeProto(attribute().setT(ELSEWHERE)))
                .build()),
        Arguments.of(
            "training",
            ModelProto.newBuilder()
                .addTrainingInfo(TrainingInfoProto.newBuilder().setAlgorithm(initializer))
                .build()));
  }

  private static AttributeProto.Builder attribute() {
    return AttributeProto.newBuilder().setName("value");
  }

  private static GraphProto node(AttributeProto.Builder attribute) {
    return GraphProto.newBuilder()
        .addNode(NodeProto.newBuilder().setOpType("Constant").addAttribute(attribute))
        .build();
  }

  private static ModelProto model(GraphProto graph) {
    return ModelProto.newBuilder().setGraph(graph).build();
  }

  @Test
  void aPlaceWithoutTheMarkCountsToo() throws IOException {
    TensorProto unmarked = ELSEWHERE.toBuilder().clearDataLocation().build();
    ModelProto model = model(GraphProto.newBuilder().addInitializer(unmarked).build());
    Path file = Files.write(folder.resolve("model.onnx"), model.toByteArray());
    assertThat(OnnxFile.externalWeight(file)).hasValue("w");
  }

  @Test
  void weightsInTheFileItselfAreFine() throws IOException {
    TensorProto here = TensorProto.newBuilder().setName("w").addFloatData(1).build();
    ModelProto model = model(GraphProto.newBuilder().addInitializer(here).build());
    Path file = Files.write(folder.resolve("model.onnx"), model.toByteArray());
    assertThat(OnnxFile.externalWeight(file)).isEmpty();
  }
}
