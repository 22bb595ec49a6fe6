package io.manako.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the model's file in ONNX Runtime. Pictures go in without a copy; outputs of known shape are
 * written into buffers that are reused from run to run.
 */
final class OnnxRuntimeEngine implements Engine {
  private final OnnxRuntimeSession session;
  private final ModelSpec spec;
  private final EngineOptions options;
  private final List<Output> outputs = new ArrayList<>();
  private final long weightBytes;
  private boolean closed;

  private OnnxRuntimeEngine(OnnxRuntimeSession session, Model model, EngineOptions options) {
    this.session = session;
    this.spec = model.spec();
    this.options = options;
    this.weightBytes = model.onnx().toFile().length();
  }

  static OnnxRuntimeEngine open(Model model, EngineOptions options) {
    OnnxRuntimeSession session = OnnxRuntimeSession.acquire(model, options);
    OnnxRuntimeEngine engine = new OnnxRuntimeEngine(session, model, options);
    try {
      GraphSignature signature = session.signature();
      for (String name : signature.check(model.spec(), options.maxBatch())) {
        engine.outputs.add(new Output(name, signature.outputs().get(name), options.maxBatch()));
      }
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public EngineInput newInput() {
    InputSpec in = spec.input();
    int batch = options.maxBatch();
    ImageLayout layout =
        in.layout() == InputSpec.Layout.NCHW
            ? ImageLayout.nchw(batch, 3, in.height(), in.width())
            : ImageLayout.nhwc(batch, 3, in.height(), in.width());
    return new EngineInput(layout, direct(inputShape(batch)));
  }

  @Override
  public List<Tensor> run(EngineInput input, int count) {
    checkRun(input, count);
    FloatBuffer pictures = input.data().slice(0, inputShape(count).size());
    try (OnnxTensor in = session.tensor(pictures, inputShape(count))) {
      return run(in, count);
    } catch (OrtException e) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "ONNX Runtime failed on %d pictures with %s: %s",
              count,
              spec.name(),
              e.getMessage()),
          e);
    }
  }

  private List<Tensor> run(OnnxTensor in, int count) throws OrtException {
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    for (Output output : outputs) {
      OnnxTensor tensor = output.pinned(session, count);
      if (tensor != null) {
        pinned.put(output.name, tensor);
      }
    }
    Set<String> free =
        outputs.stream()
            .map(o -> o.name)
            .filter(name -> !pinned.containsKey(name))
            .collect(Collectors.toSet());
    Map<String, OnnxTensor> inputs = Map.of(spec.input().name(), in);
    try (OrtSession.Result result = session.run(inputs, free, pinned)) {
      List<Tensor> tensors = new ArrayList<>();
      for (Output output : outputs) {
        tensors.add(output.tensor(result, count));
      }
      return tensors;
    }
  }

  private void checkRun(EngineInput input, int count) {
    if (closed) {
      throw new EngineException("the engine of " + spec.name() + " is closed");
    }
    if (count < 1 || count > options.maxBatch()) {
      throw new EngineException(
          String.format(
              Locale.ROOT, "a run takes 1 to %d pictures, not %d", options.maxBatch(), count));
    }
    int needed = inputShape(count).size();
    if (!input.data().isDirect() || input.data().limit() < needed) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "the input has %d floats; this engine needs %d in a direct buffer: take it from newInput()",
              input.data().limit(),
              needed));
    }
  }

  @Override
  public List<String> outputNames() {
    return outputs.stream().map(o -> o.name).toList();
  }

  @Override
  public int maxBatch() {
    return options.maxBatch();
  }

  /** The model's file, which is little but weights. */
  @Override
  public long weightBytes() {
    return weightBytes;
  }

  @Override
  public long arenaBytes() {
    return 0;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "onnxruntime %s on %s, %d thread(s), batches of up to %d",
        session.version(),
        lower(options.device()),
        options.threads(),
        options.maxBatch());
  }

  @Override
  public void abandon() {
    session.leave();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      outputs.forEach(Output::close);
      session.release();
    }
  }

  private Shape inputShape(int count) {
    return GraphSignature.inputShape(spec.input(), count);
  }

  private static FloatBuffer direct(Shape shape) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(shape.size(), Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Shape shape(long[] extents) {
    return Shape.of(Arrays.stream(extents).mapToInt(Math::toIntExact).toArray());
  }

  /** One output of the graph. */
  private static final class Output {
    private final String name;
    private final @Nullable Shape shape;
    private final @Nullable FloatBuffer data;
    private final @Nullable OnnxTensor[] tensors;

    Output(String name, long[] extents, int maxBatch) {
      this.name = name;
      boolean known = Arrays.stream(extents).skip(1).allMatch(d -> d > 0);
      this.shape = known ? shape(extents) : null;
      this.data = shape == null ? null : direct(shape.withBatch(maxBatch));
      this.tensors = new OnnxTensor[maxBatch + 1];
    }

    @Nullable OnnxTensor pinned(OnnxRuntimeSession session, int count) throws OrtException {
      if (tensors[count] == null && shape != null && data != null) {
        Shape batch = shape.withBatch(count);
        tensors[count] = session.tensor(data.slice(0, batch.size()), batch);
      }
      return tensors[count];
    }

    Tensor tensor(OrtSession.Result result, int count) throws OrtException {
      if (shape != null && data != null) {
        return new Tensor(shape.withBatch(count), data);
      }
      OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
      return new Tensor(shape(tensor.getInfo().getShape()), tensor.getFloatBuffer());
    }

    void close() {
      Arrays.stream(tensors).filter(t -> t != null).forEach(OnnxTensor::close);
    }
  }
}
