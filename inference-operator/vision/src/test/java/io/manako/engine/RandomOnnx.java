package io.manako.engine;

import static io.manako.graph.OnnxSketch.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.manako.graph.OnnxSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small ONNX files with attributes drawn by lot; some are wrong, which both engines may refuse. */
final class RandomOnnx {
  private final SplittableRandom random;
  private final int opset;
  private final OnnxSketch sketch;
  private final StringBuilder text = new StringBuilder();
  private final List<String> maps = new ArrayList<>(List.of("x"));
  private int channels;
  private String at = "x";
  private int count;

  private RandomOnnx(int opset, long seed) {
    this.random = new SplittableRandom(seed);
    this.opset = opset;
    this.channels = 1 + random.nextInt(9);
    int batch = random.nextBoolean() ? -1 : 2;
    this.sketch =
        OnnxSketch.reading(opset, batch, channels, 3 + random.nextInt(7), 5 + random.nextInt(5));
  }

  /** A file and what is in it. */
  record File(byte[] bytes, String text) {}

  /** One to five nodes in a row, which may also read what earlier ones wrote. */
  static File of(int opset, long seed) {
    RandomOnnx file = new RandomOnnx(opset, seed);
    int nodes = 1 + file.random.nextInt(5);
    for (int i = 0; i < nodes; i++) {
      file.addNode();
    }
    return new File(file.sketch.writing(file.at, 4), "opset " + opset + ":" + file.text);
  }

  private void addNode() {
    switch (random.nextInt(18)) {
      case 0, 1 -> conv();
      case 2 -> transposedConv();
      case 3, 4 -> pool();
      case 5 -> pad();
      case 6, 7 -> resize();
      case 8 -> normalise();
      case 9, 10 -> activate();
      case 11 -> combine();
      case 12 -> move();
      case 13, 14 -> curve();
      case 15, 16 -> tensor();
      default -> fold();
    }
  }

  private void node(String type, String inputs, List<AttributeProto> attributes) {
    count++;
    String out = "v" + count;
    text.append(' ').append(type).append('(').append(inputs);
    attributes.forEach(
        a ->
            text.append(", ")
                .append(a.getName())
                .append('=')
                .append(a.getI())
                .append(a.getF())
                .append(a.getS().toStringUtf8())
                .append(a.getIntsList()));
    text.append(')');
    sketch.node(type, out, inputs, attributes.toArray(AttributeProto[]::new));
    at = out;
    maps.add(out);
  }

  private int draw(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String name(String kind) {
    return kind + count;
  }

  private List<AttributeProto> window(boolean dilated, int kernel) {
    List<AttributeProto> all = new ArrayList<>();
    all.add(attribute("kernel_shape", new long[] {kernel, draw(1, 3)}));
    all.add(attribute("strides", new long[] {draw(1, 3), draw(1, 2)}));
    if (dilated && random.nextBoolean()) {
      all.add(attribute("dilations", new long[] {draw(1, 2), draw(1, 2)}));
    }
    if (random.nextInt(3) > 0) {
      all.add(attribute("pads", new long[] {draw(0, 2), draw(0, 1), draw(0, 2), draw(0, 1)}));
    } else {
      all.add(attribute("auto_pad", pick("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET")));
    }
    return all;
  }

  private void conv() {
    List<AttributeProto> window = window(true, draw(1, 3));
    long[] kernel = window.get(0).getIntsList().stream().mapToLong(v -> v).toArray();
    int groups = pick(1, 1, channels);
    int out = groups == 1 ? draw(1, 9) : channels * draw(1, 2);
    window.add(attribute("group", groups));
    sketch.weight(name("w"), out, channels / groups, (int) kernel[0], (int) kernel[1]);
    sketch.weight(name("b"), out);
    node("Conv", at + " " + name("w") + pick("", " " + name("b")), window);
    channels = out;
  }

  private void transposedConv() {
    List<AttributeProto> window = window(true, draw(1, 3));
    long[] kernel = window.get(0).getIntsList().stream().mapToLong(v -> v).toArray();
    int out = draw(1, 5);
    if (random.nextInt(3) == 0) {
      window.add(attribute("output_padding", new long[] {draw(0, 1), draw(0, 1)}));
    }
    sketch.weight(name("w"), channels, out, (int) kernel[0], (int) kernel[1]);
    node("ConvTranspose", at + " " + name("w"), window);
    channels = out;
  }

  private void pool() {
    boolean max = random.nextBoolean();
    List<AttributeProto> window = window(max || opset >= 19, draw(1, 3));
    window.add(attribute("ceil_mode", draw(0, 1)));
    if (!max) {
      window.add(attribute("count_include_pad", draw(0, 1)));
    }
    node(max ? "MaxPool" : "AveragePool", at, window);
  }

  private void pad() {
    int more = random.nextInt(6) == 0 ? 1 : 0;
    sketch.ints(name("pads"), 0, more, draw(0, 2), draw(0, 2), 0, 0, draw(0, 2), draw(0, 2));
    sketch.scalar(name("value"), pick(0f, 0f, -1.5f, 3f));
    List<AttributeProto> mode =
        random.nextInt(8) == 0 ? List.of(attribute("mode", "reflect")) : List.of();
    node("Pad", at + " " + name("pads") + " " + name("value"), mode);
    channels += more;
  }

  private void resize() {
    List<AttributeProto> all = new ArrayList<>();
    String mode = pick("nearest", "linear", "linear", "nearest", "cubic");
    all.add(attribute("mode", mode));
    all.add(
        attribute(
            "coordinate_transformation_mode",
            pick("half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners", grid())));
    if (mode.equals("nearest")) {
      all.add(
          attribute(
              "nearest_mode", pick("floor", "ceil", "round_prefer_floor", "round_prefer_ceil")));
    }
    boolean sizes = random.nextInt(3) == 0;
    boolean axes = sizes && opset >= 18;
    if (axes) {
      all.add(attribute("axes", new long[] {3, -2}));
      sketch.ints(name("s"), draw(1, 17), draw(1, 17));
    } else {
      float other = random.nextInt(12) == 0 ? 2 : 1;
      sketch.floats(name("s"), new int[] {4}, 1, other, scale(), scale());
      channels *= (int) other;
    }
    if (opset >= 18 && random.nextInt(8) == 0) {
      all.add(attribute("antialias", 1));
    }
    node("Resize", axes ? at + " - - " + name("s") : at + " - " + name("s"), all);
  }

  private String grid() {
    return opset < 19 ? "half_pixel" : "half_pixel_symmetric";
  }

  private float scale() {
    return pick(0.3f, 0.5f, 0.6f, 0.7f, 0.75f, 1f, 1.3f, 1.5f, 2f, 2.6f);
  }

  private void normalise() {
    if (random.nextInt(4) == 0) {
      node("LRN", at, List.of(attribute("size", pick(1, 3, 5)), attribute("alpha", 0.3f)));
      return;
    }
    float[] ones = new float[channels];
    IntStream.range(0, channels).forEach(i -> ones[i] = 0.5f + random.nextInt(8));
    String var = name("var");
    sketch.weight(name("a"), channels).weight(name("b"), channels).weight(name("m"), channels);
    sketch.floats(var, new int[] {channels}, ones);
    String inputs = String.join(" ", at, name("a"), name("b"), name("m"), var);
    node("BatchNormalization", inputs, List.of(attribute("epsilon", pick(1e-5f, 0.1f))));
  }

  private void activate() {
    switch (random.nextInt(7)) {
      case 0 -> node("Relu", at, List.of());
      case 1 -> node("Sigmoid", at, List.of());
      case 2 -> node("LeakyRelu", at, List.of(attribute("alpha", pick(-0.5f, 0.1f, 1.5f))));
      case 3 ->
          node(
              "HardSigmoid",
              at,
              List.of(
                  attribute("alpha", pick(1 / 6f, 0.1667f, 0.2f, -1f)),
                  attribute("beta", pick(0.5f, 0.3f))));
      case 4 -> {
        sketch.scalar(name("low"), pick(-1f, 0f, 0.5f)).scalar(name("high"), pick(1f, 6f, 0.5f));
        String low = pick("-", name("low"));
        node("Clip", at + " " + low + pick("", " " + name("high")), List.of());
      }
      case 5 -> node("Softmax", at, List.of(attribute("axis", pick(1, 3, -1, -3))));
      default -> {
        sketch.scalar(name("k"), pick(-1f, 0f, 2f));
        node(pick("Max", "Min"), pick(at + " " + name("k"), name("k") + " " + at), List.of());
      }
    }
  }

  private void combine() {
    if (random.nextInt(4) == 0) {
      sketch.scalar(name("by"), pick(-2f, 0.5f, 3f));
      node("Div", at + " " + name("by"), List.of());
      return;
    }
    String type = pick("Add", "Sub", "Mul");
    sketch.weight(name("map"), channels, 1, 1).scalar(name("k"), pick(-2f, 0.5f, 3f));
    sketch.weight(name("row"), 1, 1, 1, 1);
    String other = pick(name("map"), name("k"), name("row"), maps.get(draw(0, maps.size() - 1)));
    node(type, pick(at + " " + other, other + " " + at), List.of());
  }

  private void move() {
    switch (random.nextInt(4)) {
      case 0 -> node("Transpose", at, List.of(attribute("perm", new long[] {0, 1, 3, 2})));
      case 1 -> {
        node("Concat", pick(at + " " + at, at), List.of(attribute("axis", pick(2, -1))));
      }
      case 2 -> {
        sketch.ints(name("start"), pick(0, 1, -3)).ints(name("end"), pick(3, -1, 99));
        sketch.ints(name("axis"), pick(2, 3, -1)).ints(name("step"), pick(1, 2, -1));
        node(
            "Slice",
            String.join(" ", at, name("start"), name("end"), name("axis"), name("step")),
            List.of());
      }
      default -> node("Dropout", at, List.of());
    }
  }

  private void fold() {
    if (random.nextBoolean()) {
      node(pick("GlobalAveragePool", "GlobalMaxPool"), at, List.of());
    } else if (opset < 18) {
      node("ReduceMean", at, List.of(attribute("axes", new long[] {pick(2, 3, -1)})));
    } else {
      sketch.ints(name("axes"), pick(2, 3, -1));
      node("ReduceMean", at + " " + name("axes"), List.of());
    }
  }

  private void curve() {
    String type = pick("Abs", "Erf", "Exp", "Neg", "Sin", "Softplus", "Tanh", "Elu", "Ceil");
    switch (random.nextInt(3)) {
      case 0 -> node(type, at, List.of());
      case 1 -> {
        sketch.weight(name("slope"), pick(1, channels), 1, 1);
        node("PRelu", at + " " + name("slope"), List.of());
      }
      default -> {
        String k = name("k");
        String x = at;
        sketch.scalar(k, pick(0f, 0.3f));
        node("Greater", x + " " + k, List.of());
        // The truth values are read at once and never again.
        maps.remove(at);
        node("Where", at + " " + x + " " + k, List.of());
      }
    }
  }

  private void tensor() {
    switch (random.nextInt(5)) {
      case 0 -> {
        sketch.index(name("axis"), pick(1, 2, 3, -1));
        List<AttributeProto> how =
            List.of(attribute("exclusive", draw(0, 1)), attribute("reverse", draw(0, 1)));
        node("CumSum", at + " " + name("axis"), how);
      }
      case 1 -> {
        sketch.weight(name("s"), channels).weight(name("b"), channels);
        node("InstanceNormalization", at + " " + name("s") + " " + name("b"), List.of());
      }
      case 2 -> {
        String type = pick("ReduceMax", "ReduceMin", "ReduceL1");
        sketch.ints(name("axes"), pick(2, 3, -1));
        List<AttributeProto> axes = List.of(attribute("axes", new long[] {pick(2, 3, -1)}));
        node(type, opset < 18 ? at : at + " " + name("axes"), opset < 18 ? axes : List.of());
      }
      case 3 -> {
        String x = at;
        node("Transpose", x, List.of(attribute("perm", new long[] {0, 1, 3, 2})));
        node("MatMul", pick(x + " " + at, at + " " + x), List.of());
      }
      default -> {
        sketch.ints(name("r"), 1, 1, draw(1, 2), draw(1, 2));
        node("Tile", at + " " + name("r"), List.of());
      }
    }
  }
}
