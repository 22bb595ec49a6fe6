package io.manako.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import io.manako.graph.OnnxPart.Fate;
import io.manako.graph.OnnxPart.Kind;
import io.manako.graph.OnnxSchemas.Attribute;
import io.manako.graph.OnnxSchemas.Schema;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that ONNX's schema lets a file say to an operator is forgotten. */
class OnnxContractsTest {

  static IntStream opsets() {
    return IntStream.rangeClosed(OnnxReader.OLDEST_OPSET, OnnxReader.NEWEST_OPSET);
  }

  @Test
  void everyOperatorThatIsReadHasItsSchema() {
    assertThat(OnnxSchemas.all().stream().map(Schema::type).distinct())
        .containsExactlyInAnyOrderElementsOf(OnnxTable.types());
  }

  @ParameterizedTest
  @MethodSource("opsets")
  void everyAttributeOfEveryOperatorHasItsFate(int opset) {
    for (Schema schema : OnnxSchemas.at(opset)) {
      List<OnnxPart> parts = parts(schema, opset, p -> p.kind().isAttribute());
      assertThat(parts.stream().map(p -> p.name() + ":" + lower(p.kind().name())))
          .as("%s of opset %d", schema.type(), opset)
          .containsExactlyInAnyOrderElementsOf(
              schema.attributes().values().stream().map(a -> a.name() + ":" + a.type()).toList());
      for (OnnxPart part : parts) {
        String otherwise = schema.attributes().get(part.name()).otherwise();
        if (part.fate() == Fate.ONLY_DEFAULT) {
          assertThat(part.detail()).as("%s.%s", schema.type(), part.name()).isEqualTo(otherwise);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("opsets")
  void everyInputAndOutputHasItsPlace(int opset) {
    for (Schema schema : OnnxSchemas.at(opset)) {
      List<OnnxPart> inputs = parts(schema, opset, p -> p.kind().isInput());
      List<OnnxPart> outputs = parts(schema, opset, p -> p.kind().isOutput());
      assertThat(inputs.stream().map(p -> p.kind() == Kind.INPUTS))
          .as("inputs of %s of opset %d", schema.type(), opset)
          .containsExactlyElementsOf(schema.inputs().stream().map(s -> s.endsWith("*")).toList());
      boolean any = schema.outputs().get(0).endsWith("*");
      assertThat(outputs.stream().anyMatch(p -> p.kind() == Kind.OUTPUTS))
          .as("outputs of %s", schema.type())
          .isEqualTo(any);
    }
  }

  @ParameterizedTest
  @MethodSource("opsets")
  void anAttributeThatIsNotReadIsRefusedByNameUnlessItHasItsDefault(int opset) {
    for (Schema schema : OnnxSchemas.at(opset)) {
      for (OnnxPart part : parts(schema, opset, p -> p.kind().isAttribute())) {
        AttributeProto other = other(schema.attributes().get(part.name()));
        if (part.fate() == Fate.ONLY_DEFAULT || part.fate() == Fate.REFUSED) {
          assertRefused(schema, opset, other, part.name() + " is " + OnnxContract.text(other));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("opsets")
  void anAttributeThatNoSchemaHasIsRefusedByName(int opset) {
    AttributeProto unheard = OnnxSketch.attribute("unheard_of", 3);
    OnnxSchemas.at(opset).forEach(s -> assertRefused(s, opset, unheard, "unheard_of is 3"));
  }

  @ParameterizedTest
  @MethodSource("opsets")
  void anAttributeOfAnotherTypeIsRefusedByName(int opset) {
    for (Schema schema : OnnxSchemas.at(opset)) {
      for (Attribute attribute : schema.attributes().values()) {
        AttributeProto graph =
            AttributeProto.newBuilder()
                .setName(attribute.name())
                .setType(AttributeType.GRAPH)
                .build();
        assertRefused(schema, opset, graph, attribute.name() + " is of type GRAPH");
      }
    }
  }

  @Test
  void anOutputThatIsNotComputedIsRefusedByName() {
    Stream.of("MaxPool Indices", "Dropout mask", "BatchNormalization running_mean")
        .map(s -> s.split(" "))
        .forEach(
            s ->
                assertThatThrownBy(
                        () ->
                            read(
                                OnnxSketch.reading(13, -1, 2, 5, 5)
                                    .node(s[0], "y z", "x")
                                    .node("Relu", "r", "z")))
                    .hasMessageContainingAll(s[0], "output " + s[1], "(z)"));
  }

  @Test
  void anOutputThatNothingReadsNeedNotBeComputed() {
    OnnxSketch sketch = OnnxSketch.reading(11, -1, 2, 5, 5).node("Dropout", "y z", "x");
    assertThatCode(() -> read(sketch)).doesNotThrowAnyException();
  }

  @Test
  void anInputThatTheOperatorSetDoesNotHaveIsRefused() {
    assertThatThrownBy(
            () ->
                read(
                    OnnxSketch.reading(13, -1, 2, 5, 5)
                        .ints("axes", 2)
                        .node("ReduceMean", "y", "x axes")))
        .hasMessageContainingAll("(ReduceMean)", "it has 2 inputs", "opset 13 has 1");
  }

  private static List<OnnxPart> parts(Schema schema, int opset, Predicate<OnnxPart> which) {
    return OnnxContracts.all()
        .filter(c -> c.type().equals(schema.type()))
        .flatMap(c -> c.at(opset, which).stream())
        .toList();
  }

  private static void assertRefused(
      Schema schema, int opset, AttributeProto attribute, String fragment) {
    String inputs = schema.inputs().isEmpty() ? "-" : "x";
    OnnxSketch sketch = OnnxSketch.reading(opset, -1, 2, 5, 5);
    if (schema.inputs().isEmpty()) {
      sketch.changed(g -> g.addNodeBuilder().setOpType(schema.type()).setName("y.node"));
      sketch.changed(g -> g.getNodeBuilder(0).addOutput("y").addAttribute(attribute));
    } else {
      sketch.node(schema.type(), "y", inputs, attribute);
    }
    assertThatThrownBy(() -> read(sketch))
        .as("%s of opset %d", schema.type(), opset)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContainingAll("node y.node (" + schema.type() + ")", fragment);
  }

  private static Graph read(OnnxSketch sketch) {
    return OnnxReader.read(sketch.writing("y", 4));
  }

  /** A value that is not the default. */
  private static AttributeProto other(Attribute attribute) {
    AttributeType type = AttributeType.valueOf(attribute.type().toUpperCase(Locale.ROOT));
    return AttributeProto.newBuilder()
        .setName(attribute.name())
        .setType(type)
        .setI(attribute.otherwise().equals("1") ? 0 : 1)
        .setF(7.5f)
        .setS(ByteString.copyFromUtf8("other"))
        .addInts(3)
        .addFloats(7.5f)
        .addStrings(ByteString.copyFromUtf8("other"))
        .build();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
