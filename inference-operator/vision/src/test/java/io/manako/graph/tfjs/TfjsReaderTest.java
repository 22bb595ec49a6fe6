package io.manako.graph.tfjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.MalformedModelException;
import io.manako.graph.ShapeInference;
import io.manako.graph.Window;
import io.manako.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TfjsReaderTest {
  private static final int WEIGHTS = 3 * 3 * 3 * 2;
  private static final Class<?> REFUSAL = MalformedModelException.class;

  @TempDir private Path folder;

  @Test
  void aGraphBecomesPlanarWithItsPaddingWrittenOut() throws IOException {
    write(graphModel(), weightBytes());
    Graph graph = read(5);
    LayerNode.Conv conv = (LayerNode.Conv) graph.nodes().get(0);
    assertThat(conv.window().padding().top()).isEqualTo(1);
    assertThat(conv.window().padding().bottom()).isEqualTo(1);
    assertThat(graph.constants().get(conv.filters().weights()).shape())
        .isEqualTo(Shape.of(2, 3, 3, 3));
    // TensorFlow's [row 0, column 0, in 1, out 0] is number 2 of the file.
    assertThat(graph.constants().get(conv.filters().weights()).data().get(9)).isEqualTo(2);
    assertThat(ShapeInference.infer(graph, 4).get("y")).isEqualTo(Shape.of(4, 3, 3, 2));
  }

  @Test
  void theOddPixelOfSamePaddingGoesBelowAndRight() throws IOException {
    write(graphModel(), weightBytes());
    LayerNode.Conv conv = (LayerNode.Conv) read(6).nodes().get(0);
    assertThat(List.of(conv.window().padding().top(), conv.window().padding().left()))
        .containsExactly(0, 0);
    assertThat(List.of(conv.window().padding().bottom(), conv.window().padding().right()))
        .containsExactly(1, 1);
  }

  @Test
  void weightsMayBeCutAnywhere() throws IOException {
    byte[] all = weightBytes();
    JsonNode model = graphModel();
    ((ArrayNode) model.at("/weightsManifest/0/paths")).removeAll().add("a").add("b");
    write(model, new byte[0]);
    Files.write(folder.resolve("a"), Arrays.copyOf(all, 101));
    Files.write(folder.resolve("b"), Arrays.copyOfRange(all, 101, all.length));
    Graph graph = read(5);
    assertThat(graph.constants().get("conv/weights").data().get(9)).isEqualTo(2);
  }

  @Test
  void quantisedAndHalfPrecisionWeightsAreExpanded() throws IOException {
    JsonNode uint8 =
        json(
            "{'name':'q','shape':[3],'dtype':'float32',"
                + "'quantization':{'dtype':'uint8','scale':0.5,'min':-1}}");
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, 2, -1});
    assertThat(WeightEntry.of(uint8).decode(bytes).toArray()).containsExactly(-1, 0, 126.5f);
    JsonNode half =
        json("{'name':'h','shape':[2,2],'dtype':'float32','quantization':{'dtype':'float16'}}");
    ByteBuffer halves = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    halves.putShort((short) 0x3c00).putShort((short) 0xc500).putShort((short) 1);
    halves.putShort((short) 0x7bff).flip();
    assertThat(WeightEntry.of(half).decode(halves).toArray())
        .containsExactly(1, -5, 0x1p-24f, 65504);
  }

  @Test
  void aTruncatedShardIsASentenceWithBothSizes() throws IOException {
    write(graphModel(), Arrays.copyOf(weightBytes(), 100));
    assertThatThrownBy(() -> read(5))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("the weights need 224 bytes")
        .hasMessageContaining("have 100");
  }

  @Test
  void aFileThatIsCutShortAnywhereIsASentence() throws IOException {
    byte[] json = new ObjectMapper().writeValueAsBytes(graphModel());
    byte[] shard = weightBytes();
    for (int length = 0; length < json.length; length++) {
      Files.write(folder.resolve("model.json"), Arrays.copyOf(json, length));
      assertThatThrownBy(() -> read(5)).as("%d bytes", length).isInstanceOf(REFUSAL);
    }
    write(graphModel(), shard);
    for (int length = 0; length < shard.length; length++) {
      Files.write(folder.resolve("shard"), Arrays.copyOf(shard, length));
      assertThatThrownBy(() -> read(5))
          .as("%d bytes", length)
          .isInstanceOf(REFUSAL)
          .hasMessageContaining("fetch the model again");
    }
  }

  @Test
  void aShardOutsideOfTheFolderIsRefused() throws IOException {
    JsonNode model = graphModel();
    ((ArrayNode) model.at("/weightsManifest/0/paths")).removeAll().add("../../etc/hostname");
    write(model, weightBytes());
    assertThatThrownBy(() -> read(5))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("../../etc/hostname is missing");
  }

  @Test
  void weightsOfAnImpossibleSizeAreRefusedBeforeTheyAreAllocated() throws IOException {
    JsonNode model = graphModel();
    ObjectNode weight = (ObjectNode) model.at("/weightsManifest/0/weights/0");
    weight.set("shape", json("[30000,30000,2]"));
    write(model, weightBytes());
    assertThatThrownBy(() -> read(5))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("weights");
  }

  @Test
  void anUnknownOperationIsNamedWithItsNode() throws IOException {
    JsonNode model = graphModel();
    ((ObjectNode) model.at("/modelTopology/node/4")).put("op", "Cumsum");
    write(model, weightBytes());
    assertThatThrownBy(() -> read(5))
        .isInstanceOf(MalformedModelException.class)
        .hasMessage("Cumsum relu: this operation is not read");
  }

  @Test
  void aConvolutionOfDealtPixelsIsADilatedOne() throws IOException {
    write(dilatedModel(), dilatedBytes(0, 1, 0, 1));
    Graph graph = read(5);
    LayerNode.Conv conv = (LayerNode.Conv) graph.nodes().get(0);
    assertThat(conv.groups()).isEqualTo(3);
    assertThat(conv.window()).isEqualTo(Window.padded(3, 1, 2, 2));
    assertThat(ShapeInference.infer(graph, 1).get("y")).isEqualTo(Shape.of(1, 5, 5, 3));
  }

  @Test
  void pixelsThatAreCroppedMoreThanWasAddedAreNoDilation() throws IOException {
    write(dilatedModel(), dilatedBytes(0, 4, 0, 1));
    assertThatThrownBy(() -> read(5))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("BatchToSpaceND relu behind conv is no dilated convolution");
  }

  @Test
  void aLoopIsRefused() throws IOException {
    JsonNode model = graphModel();
    ((ObjectNode) model.at("/modelTopology/node/3")).set("input", json("['relu','w']"));
    write(model, weightBytes());
    assertThatThrownBy(() -> read(5))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("is part of a loop");
  }

  @Test
  void aFileThatIsNoModelIsRefused() throws IOException {
    Files.writeString(folder.resolve("model.json"), "{\"a\": ");
    assertThatThrownBy(() -> read(5))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("is not JSON");
    Files.writeString(folder.resolve("model.json"), "{\"a\": 1}");
    assertThatThrownBy(() -> read(5))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("modelTopology or weightsManifest is missing");
  }

  @Test
  void aSequentialModelOfLayersIsRead() throws IOException {
    JsonNode model =
        json(
            "{'modelTopology':{'model_config':{'class_name':'Sequential','config':["
                + "{'class_name':'Conv2D','config':{'name':'c','strides':[2,2],'padding':'same',"
                + "'activation':'relu','use_bias':true,'batch_input_shape':[null,5,5,3]}},"
                + "{'class_name':'GlobalAveragePooling2D','config':{'name':'g'}},"
                + "{'class_name':'Activation','config':{'name':'s','activation':'softmax'}}]}},"
                + "'weightsManifest':[{'paths':['shard'],'weights':["
                + "{'name':'c/kernel','shape':[3,3,3,2],'dtype':'float32'},"
                + "{'name':'c/bias','shape':[2],'dtype':'float32'}]}]}");
    write(model, weightBytes());
    TfjsSelection whole = new TfjsSelection("layers", null, 5, 5, Map.of());
    Graph graph = TfjsReader.open(folder.resolve("model.json")).read(whole);
    assertThat(graph.outputs()).containsExactly("output0");
    assertThat(ShapeInference.infer(graph, 1).get("output0")).isEqualTo(Shape.of(1, 2));
  }

  private Graph read(int size) throws IOException {
    return TfjsReader.open(folder.resolve("model.json"))
        .read(new TfjsSelection("tiny", "x", size, size, Map.of("y", "relu")));
  }

  private void write(JsonNode model, byte[] shard) throws IOException {
    Files.write(folder.resolve("model.json"), new ObjectMapper().writeValueAsBytes(model));
    Files.write(folder.resolve("shard"), shard);
  }

  /** conv 3×3, stride 2, SAME; bias; ReLU. */
  private static JsonNode graphModel() throws IOException {
    return json(
        "{'modelTopology':{'node':["
            + "{'name':'x','op':'Placeholder'},{'name':'w','op':'Const'},{'name':'b','op':'Const'},"
            + "{'name':'conv','op':'Conv2D','input':['x','w'],'attr':{"
            + "'padding':{'s':'U0FNRQ=='},'strides':{'list':{'i':['1','2','2','1']}}}},"
            + "{'name':'relu','op':'Relu','input':['bias']},"
            + "{'name':'bias','op':'BiasAdd','input':['conv','b']}]},"
            + "'weightsManifest':[{'paths':['shard'],'weights':["
            + "{'name':'w','shape':[3,3,3,2],'dtype':'float32'},"
            + "{'name':'b','shape':[2],'dtype':'float32'}]}]}");
  }

  /** Depthwise 3×3 over every second pixel, as TensorFlow 1 wrote it. */
  private static JsonNode dilatedModel() throws IOException {
    return json(
        "{'modelTopology':{'node':["
            + "{'name':'x','op':'Placeholder'},{'name':'w','op':'Const'},"
            + "{'name':'block','op':'Const'},{'name':'zeros','op':'Const'},"
            + "{'name':'crops','op':'Const'},"
            + "{'name':'deal','op':'SpaceToBatchND','input':['x','block','zeros']},"
            + "{'name':'conv','op':'DepthwiseConv2dNative','input':['deal','w'],'attr':{"
            + "'padding':{'s':'VkFMSUQ='},'strides':{'list':{'i':['1','1','1','1']}}}},"
            + "{'name':'relu','op':'BatchToSpaceND','input':['conv','block','crops']}]},"
            + "'weightsManifest':[{'paths':['shard'],'weights':["
            + "{'name':'w','shape':[3,3,3,1],'dtype':'float32'},"
            + "{'name':'block','shape':[2],'dtype':'int32'},"
            + "{'name':'zeros','shape':[2,2],'dtype':'int32'},"
            + "{'name':'crops','shape':[2,2],'dtype':'int32'}]}]}");
  }

  private static byte[] dilatedBytes(int... crops) {
    ByteBuffer bytes = ByteBuffer.allocate((27 + 10) * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(27 * 4);
    IntStream.concat(IntStream.of(2, 2, 2, 3, 2, 3), IntStream.of(crops)).forEach(bytes::putInt);
    return bytes.array();
  }

  private static byte[] weightBytes() {
    ByteBuffer bytes = ByteBuffer.allocate((WEIGHTS + 2) * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < WEIGHTS + 2; i++) {
      bytes.putFloat(i);
    }
    return bytes.array();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
