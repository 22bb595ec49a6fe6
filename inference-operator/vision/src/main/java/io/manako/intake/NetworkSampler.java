package io.manako.intake;

import io.manako.engine.OnnxRuntimeProbe;
import io.manako.graph.OnnxSummary;
import io.manako.graph.OnnxSummary.Port;
import io.manako.image.Image;
import io.manako.model.InputSpec.Layout;
import io.manako.model.ModelException;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.PictureSlot;
import io.manako.tensor.Preprocessing;
import io.manako.tensor.Preprocessor;
import io.manako.tensor.ResizeMode;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a network on a trial picture and gathers what the rules of recognition read. */
final class NetworkSampler {
  private final OnnxSummary summary;
  private final PictureInput input;
  private final OnnxRuntimeProbe probe;

  NetworkSampler(OnnxSummary summary, PictureInput input, OnnxRuntimeProbe probe) {
    this.summary = summary;
    this.input = input;
    this.probe = probe;
  }

  /**
   * Runs the network.
   *
   * @param convention way in which pixels become numbers
   */
  NetworkSample run(Image image, InputConvention convention) {
    Map<String, Tensor> feed = new LinkedHashMap<>();
    feed.put(input.name(), picture(image, convention));
    constants().forEach((name, values) -> feed.put(name, constant(values)));
    List<OutputSample> outputs =
        probe.run(feed).stream().map(answer -> OutputSample.of(answer, input.batch())).toList();
    return new NetworkSample(
        summary.producer(),
        summary.metadata(),
        input,
        List.copyOf(constants().keySet()),
        summary.firstOperators(),
        outputs);
  }

  boolean isTensorFlow() {
    return NetworkSample.isTensorFlow(summary.producer(), input.layout());
  }

  private Tensor picture(Image image, InputConvention range) {
    int channels = input.channels();
    InputConvention convention = range.of(channels);
    int width = input.width();
    int height = input.height();
    boolean rows = input.layout() == Layout.NHWC;
    ImageLayout layout =
        rows
            ? ImageLayout.nhwc(input.batch(), channels, height, width)
            : ImageLayout.nchw(input.batch(), channels, height, width);
    // The preprocessor's vectors may write a few numbers behind the last one.
    FloatBuffer data =
        FloatBuffer.allocate(input.batch() * Math.multiplyExact(channels * width, height) + 64);
    new Preprocessor(
            new Preprocessing(
                width,
                height,
                ResizeMode.LETTERBOX,
                convention.mean(),
                convention.std(),
                convention.isBlueFirst()))
        .write(image, new PictureSlot(layout, data, 0));
    Shape shape =
        rows
            ? Shape.of(input.batch(), height, width, channels)
            : Shape.of(input.batch(), channels, height, width);
    return new Tensor(shape, data);
  }

  private Tensor constant(List<Integer> values) {
    float[] rows = new float[input.batch() * values.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = values.get(i % values.size());
    }
    return Tensor.of(Shape.of(input.batch(), values.size()), rows);
  }

  /**
   * Returns the values of the inputs beside the picture, which exporters use for the picture's
   * size.
   *
   * @throws ModelException naming an input whose values are unknown
   */
  Map<String, List<Integer>> constants() {
    Map<String, List<Integer>> constants = new LinkedHashMap<>();
    for (Port port : summary.inputs()) {
      if (!port.name().equals(input.name())) {
        constants.put(port.name(), constant(port));
      }
    }
    return constants;
  }

  private List<Integer> constant(Port port) {
    boolean pair = port.extents().size() == 2 && port.extents().get(1) == 2;
    if (pair && port.name().matches(".*(target_size|orig_size|image_size).*")) {
      return List.of(input.width(), input.height());
    }
    if (pair && port.name().equals("im_shape")) {
      return List.of(input.height(), input.width());
    }
    if (pair && port.name().equals("scale_factor")) {
      return List.of(1, 1);
    }
    throw new ModelException(
        "the network has a second input, %s, whose value is unknown; export it with the picture alone"
            .formatted(PictureInputs.ports(List.of(port))));
  }
}
