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
 * Runs the model's file in ONNX Runtime. Pictures are passed without a copy; outputs of known shape
 * are written into buffers that are reused from run to run.
 */
final class OnnxRuntimeEngine implements Engine {
  /** Extents of an output that no run writes into memory of float32. */
  private static final long[] OPEN = {-1, -1};

  private final OnnxRuntimeSession session;
  private final ModelSpec spec;
  private final EngineOptions options;
  private final boolean padded;
  private final OnnxRuntimeNumbers numbers;
  private final List<Output> outputs = new ArrayList<>();
  private final long weightBytes;
  private boolean closed;

  /**
   * Runs the network once on black pictures, which determines the extents that its file leaves
   * open.
   */
  private OnnxRuntimeEngine(
      OnnxRuntimeSession session, Model model, EngineOptions options, boolean padded) {
    this.session = session;
    this.spec = model.spec();
    this.options = options;
    this.padded = padded;
    this.numbers = new OnnxRuntimeNumbers(session, spec.input());
    this.weightBytes = model.onnx().toFile().length();
    GraphSignature declared = session.signature(spec.input().constants().keySet());
    List<String> wanted = declared.check(spec, options.maxBatch());
    GraphSignature seen = new GraphSignature(declared.inputs(), tried(wanted));
    seen.check(spec, options.maxBatch());
    Set<String> floats = session.floatOutputs();
    for (String name : wanted) {
      long[] extents = floats.contains(name) ? declared.outputs().get(name) : OPEN;
      Shape one = inRun(seen.outputs().get(name), options.maxBatch(), 1);
      outputs.add(new Output(name, extents, one, options.maxBatch()));
    }
  }

  static Engine open(Model model, EngineOptions options) {
    OnnxRuntimeSession session = OnnxRuntimeSession.acquire(model, options);
    try {
      Set<String> constants = model.spec().input().constants().keySet();
      int batch =
          model.spec().output().batched()
              ? fixedBatch(session.signature(constants), model.spec())
              : 1;
      return batch > 0
          ? inGroups(session, model, options, batch)
          : openBatch(session, model, options);
    } catch (RuntimeException e) {
      session.release();
      throw e;
    }
  }

  /**
   * Returns the number of pictures that the network's file fixes for every run, or 0 if it fixes
   * none.
   */
  private static int fixedBatch(GraphSignature signature, ModelSpec spec) {
    long[] input = signature.inputs().get(spec.input().name());
    return input == null || input.length == 0 || input[0] < 1 ? 0 : Math.toIntExact(input[0]);
  }

  private static Engine inGroups(
      OnnxRuntimeSession session, Model model, EngineOptions options, int batch) {
    EngineOptions fixed = options.withMaxBatch(batch);
    return FixedBatchEngine.orSame(new OnnxRuntimeEngine(session, model, fixed, true), options);
  }

  /**
   * Opens a network with an open batch, or picture by picture if that fails, because some exporters
   * leave the batch open at the input and write one picture into a reshape.
   */
  private static Engine openBatch(OnnxRuntimeSession session, Model model, EngineOptions options) {
    try {
      return new OnnxRuntimeEngine(session, model, options, false);
    } catch (EngineException e) {
      if (options.maxBatch() == 1) {
        throw e;
      }
      return pictureByPicture(session, model, options, e);
    }
  }

  private static Engine pictureByPicture(
      OnnxRuntimeSession session, Model model, EngineOptions options, EngineException asBatch) {
    try {
      return inGroups(session, model, options, 1);
    } catch (EngineException alone) {
      asBatch.addSuppressed(alone);
      throw asBatch;
    }
  }

  /** Returns the extents of the outputs of a full batch of black pictures. */
  private Map<String, long[]> tried(List<String> names) {
    Shape batch = inputShape(options.maxBatch());
    Map<String, long[]> extents = new LinkedHashMap<>();
    try (OnnxRuntimeNumbers.Inputs inputs = numbers.inputs(direct(batch), batch);
        OrtSession.Result result = session.run(inputs.tensors(), Set.copyOf(names), Map.of())) {
      for (String name : names) {
        extents.put(name, ((OnnxTensor) result.get(name).orElseThrow()).getInfo().getShape());
      }
      return extents;
    } catch (OrtException e) {
      throw failed(options.maxBatch(), e);
    }
  }

  private EngineException failed(int count, OrtException cause) {
    return new EngineException(
        String.format(
            Locale.ROOT,
            "ONNX Runtime failed on %d pictures with %s: %s",
            count,
            spec.name(),
            cause.getMessage()),
        cause);
  }

  @Override
  public EngineInput newInput() {
    InputSpec in = spec.input();
    int batch = options.maxBatch();
    ImageLayout layout =
        in.layout() == InputSpec.Layout.NCHW
            ? ImageLayout.nchw(batch, in.color().channels(), in.height(), in.width())
            : ImageLayout.nhwc(batch, in.color().channels(), in.height(), in.width());
    return new EngineInput(layout, direct(inputShape(batch)));
  }

  @Override
  public List<Tensor> run(EngineInput input, int count) {
    checkRun(input, count);
    // A network with a fixed batch runs whole batches; the outputs behind the last picture are
    // ignored.
    int run = padded ? options.maxBatch() : count;
    FloatBuffer pictures = input.data().slice(0, inputShape(run).size());
    try (OnnxRuntimeNumbers.Inputs in = numbers.inputs(pictures, inputShape(run))) {
      return run(in.tensors(), run, count);
    } catch (OrtException e) {
      throw failed(count, e);
    }
  }

  private List<Tensor> run(Map<String, OnnxTensor> inputs, int run, int count) throws OrtException {
    Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
    for (Output output : outputs) {
      OnnxTensor tensor = output.pinned(session, run);
      if (tensor != null) {
        pinned.put(output.name, tensor);
      }
    }
    Set<String> free =
        outputs.stream()
            .map(o -> o.name)
            .filter(name -> !pinned.containsKey(name))
            .collect(Collectors.toSet());
    try (OrtSession.Result result = session.run(inputs, free, pinned)) {
      List<Tensor> tensors = new ArrayList<>();
      for (Output output : outputs) {
        tensors.add(output.tensor(result, run, count));
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
              "the input has %d floats; this engine needs %d in a direct buffer: take it from"
                  + " newInput()",
              input.data().limit(),
              needed));
    }
  }

  @Override
  public List<String> outputNames() {
    return outputs.stream().map(o -> o.name).toList();
  }

  @Override
  public List<Shape> outputShapes() {
    return outputs.stream().map(o -> o.one).toList();
  }

  @Override
  public int maxBatch() {
    return options.maxBatch();
  }

  /** Size of the model's file, which consists almost entirely of weights. */
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
    return spec.input().shape(count);
  }

  private static FloatBuffer direct(Shape shape) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(shape.size(), Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the shape of the first {@code count} of {@code run} pictures' part of an output, with
   * an axis of pictures where the model's description says that the output has none.
   */
  private Shape inRun(long[] extents, int run, int count) {
    Shape all = Shape.of(Arrays.stream(extents).mapToInt(Math::toIntExact).toArray());
    return spec.output().batched() ? cut(all, run, count) : all.ofBatch(count);
  }

  private static Shape cut(Shape all, int run, int count) {
    boolean led = all.rank() > 0 && all.dim(0) == run;
    return led ? all.withBatch(count) : all;
  }

  /** Output of the graph. Only extents that the file states are the same in every run. */
  private final class Output {
    private final String name;
    private final Shape one;
    private final @Nullable FloatBuffer data;
    private final @Nullable OnnxTensor[] tensors;

    Output(String name, long[] declared, Shape one, int maxBatch) {
      this.name = name;
      this.one = one;
      boolean batched = spec.output().batched();
      boolean known = batched && Arrays.stream(declared).skip(1).allMatch(d -> d > 0);
      this.data = known ? direct(cut(one, 1, maxBatch)) : null;
      this.tensors = new OnnxTensor[maxBatch + 1];
    }

    @Nullable OnnxTensor pinned(OnnxRuntimeSession session, int run) throws OrtException {
      if (tensors[run] == null && data != null) {
        Shape batch = cut(one, 1, run);
        tensors[run] = session.tensor(data.slice(0, batch.size()), batch);
      }
      return tensors[run];
    }

    Tensor tensor(OrtSession.Result result, int run, int count) throws OrtException {
      if (data != null) {
        return new Tensor(cut(one, 1, count), data);
      }
      OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
      Shape shape = inRun(tensor.getInfo().getShape(), run, count);
      return new Tensor(shape, OnnxRuntimeNumbers.floats(tensor));
    }

    void close() {
      Arrays.stream(tensors).filter(t -> t != null).forEach(OnnxTensor::close);
    }
  }
}
