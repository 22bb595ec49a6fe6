package io.manako.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.manako.engine.EngineOptions.Device;
import io.manako.engine.EngineOptions.Kind;
import io.manako.graph.Filters;
import io.manako.graph.Graph;
import io.manako.graph.LayerNode;
import io.manako.graph.MoveNode;
import io.manako.graph.Node;
import io.manako.graph.OnnxWriter;
import io.manako.graph.Window;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.model.OutputSpec;
import io.manako.model.Task;
import io.manako.model.TrackScores;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that were exported for some number of pictures run any number, in both engines. */
final class FixedBatchTest {
  private static final int SIZE = 9;
  private static final int CLASSES = 5;
  private static final int MOST = 8;

  @TempDir private Path folder;

  /** The engine, the batch of the input, what a reshape in the middle has for the batch. */
  static Stream<Arguments> exports() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(kind, 1, 1),
                    Arguments.of(kind, 4, 4),
                    Arguments.of(kind, 16, 0),
                    Arguments.of(kind, Shape.DYNAMIC, 1)));
  }

  @ParameterizedTest
  @MethodSource("exports")
  void anExportForAFixedBatchAnswersLikeOneForAnyBatch(Kind kind, int input, int inside)
      throws IOException {
    Model open = write("open", Shape.DYNAMIC, 0);
    Model fixed = write("fixed", input, inside);
    for (int maxBatch : new int[] {1, 3, MOST}) {
      EngineOptions options = new EngineOptions(kind, Device.CPU, 1, maxBatch);
      try (Engine any = Engine.open(open, options);
          Engine some = Engine.open(fixed, options)) {
        assertThat(some.maxBatch()).isEqualTo(maxBatch);
        assertThat(some.outputShapes()).containsExactly(Shape.of(1, CLASSES));
        for (int count = maxBatch; count > 0; count--) {
          Tensor wanted = run(any, count, count);
          Tensor found = run(some, count, count);
          assertThat(found.shape()).isEqualTo(Shape.of(count, CLASSES));
          assertThat(found.toArray()).containsExactly(wanted.toArray(), within(1e-6f));
        }
      }
    }
  }

  /**
   * What is left over from an earlier batch fills the rest of a group and must not shine through.
   */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPictureGivesTheSameBitsWhateverRanBefore(Kind kind) throws IOException {
    EngineOptions options = new EngineOptions(kind, Device.CPU, 1, MOST);
    try (Engine engine = Engine.open(write("fixed", 4, 4), options)) {
      float[] first = run(engine, 1, 1).toArray();
      run(engine, 2, MOST);
      assertThat(run(engine, 1, 1).toArray()).containsExactly(first);
      assertThatThrownBy(() -> engine.run(engine.newInput(), MOST + 1))
          .isInstanceOf(EngineException.class)
          .hasMessage("a run takes 1 to 8 pictures, not 9");
    }
  }

  private static Tensor run(Engine engine, int seed, int count) {
    EngineInput input = engine.newInput();
    ImageLayout l = input.layout();
    for (int n = 0; n < count; n++) {
      SplittableRandom random = new SplittableRandom(31L * seed + n);
      for (int c = 0; c < l.channels(); c++) {
        for (int i = 0; i < l.height() * l.width(); i++) {
          int at = l.index(n, c, i / l.width(), i % l.width());
          input.data().put(at, (float) (random.nextDouble() * 2 - 1));
        }
      }
    }
    return engine.run(input, count).get(0);
  }

  private Model write(String name, int batch, int inside) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Graph graph =
        new Graph(
            name,
            Map.of("image", Shape.of(batch, 3, SIZE, SIZE)),
            Map.of("w", weights(16, 3, 3, 3), "b", weights(16), "d", weights(CLASSES, 16)),
            List.of(
                new LayerNode.Conv(
                    "conv", "c", "image", new Filters("w", "b"), Window.same(3, 2, SIZE, SIZE), 1),
                new Node.ReduceMean("pool", "p", "c", List.of(2, 3), true),
                new MoveNode.Reshape("flat", "f", "p", List.of(inside, 16)),
                new LayerNode.Dense("dense", "scores", "f", Filters.of("d"))),
            List.of("scores"));
    Path file = home.resolve("model.onnx");
    OnnxWriter.write(graph, file);
    return new Model(spec(name, name + batch + inside), home);
  }

  private static ModelSpec spec(String name, String sha256) {
    InputSpec input =
        new InputSpec(
            "image",
            InputSpec.Layout.NCHW,
            SIZE,
            SIZE,
            ResizeMode.STRETCH,
            InputSpec.Color.RGB,
            List.of(0f, 0f, 0f),
            List.of(1f, 1f, 1f));
    OutputSpec output = new OutputSpec.Classes("scores", OutputSpec.Activation.NONE);
    return new ModelSpec(
        name,
        "1",
        Task.CLASSIFICATION,
        input,
        output,
        List.of(),
        0,
        "none",
        0,
        0,
        1,
        sha256,
        "",
        "test",
        TrackScores.DEFAULT);
  }

  private static Tensor weights(int... dims) {
    SplittableRandom random = new SplittableRandom(dims.length);
    float[] data = new float[Shape.of(dims).size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (random.nextDouble() - 0.5);
    }
    return Tensor.of(Shape.of(dims), data);
  }
}
