package io.manako.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.manako.graph.OnnxFile;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.tensor.ImageLayout;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
  private final Session session;
  private final ModelSpec spec;
  private final EngineOptions options;
  private final List<Output> outputs = new ArrayList<>();
  private boolean closed;

  private OnnxRuntimeEngine(Session session, ModelSpec spec, EngineOptions options) {
    this.session = session;
    this.spec = spec;
    this.options = options;
  }

  static OnnxRuntimeEngine open(Model model, EngineOptions options) {
    Session session = Session.acquire(model, options);
    OnnxRuntimeEngine engine = new OnnxRuntimeEngine(session, model.spec(), options);
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
          "ONNX Runtime failed on %d pictures with %s: %s"
              .formatted(count, spec.name(), e.getMessage()),
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
    try (OrtSession.Result result = session.ort.run(inputs, free, pinned)) {
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
          "a run takes 1 to %d pictures, not %d".formatted(options.maxBatch(), count));
    }
    int needed = inputShape(count).size();
    if (!input.data().isDirect() || input.data().limit() < needed) {
      throw new EngineException(
          "the input has %d floats; this engine needs %d in a direct buffer: take it from newInput()"
              .formatted(input.data().limit(), needed));
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

  @Override
  public String description() {
    return "onnxruntime %s on %s, %d thread(s), batches of up to %d"
        .formatted(
            session.environment.getVersion(),
            lower(options.device()),
            options.threads(),
            options.maxBatch());
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

    @Nullable OnnxTensor pinned(Session session, int count) throws OrtException {
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

  /** What decides which engines share a session. */
  private record SessionKey(String sha256, EngineOptions.Device device, int threads) {}

  /** A loaded file, shared by all engines of the same key and freed by the last of them. */
  private static final class Session {
    private static final Map<SessionKey, Session> OPEN = new HashMap<>();

    private final OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    private final SessionKey key;
    private final OrtSession ort;
    private int users;

    private Session(SessionKey key, Model model) {
      this.key = key;
      refuseExternalWeights(model);
      try (OrtSession.SessionOptions settings = settings(key)) {
        ort = environment.createSession(model.onnx().toString(), settings);
      } catch (OrtException e) {
        throw new EngineException(
            "ONNX Runtime refuses %s on %s: %s"
                .formatted(model.onnx(), lower(key.device()), e.getMessage()),
            e);
      }
    }

    static Session acquire(Model model, EngineOptions options) {
      SessionKey key = new SessionKey(model.spec().sha256(), options.device(), options.threads());
      synchronized (OPEN) {
        Session session = OPEN.get(key);
        if (session == null) {
          session = new Session(key, model);
          OPEN.put(key, session);
        }
        session.users++;
        return session;
      }
    }

    void release() {
      synchronized (OPEN) {
        users--;
        if (users > 0) {
          return;
        }
        OPEN.remove(key);
      }
      try {
        ort.close();
      } catch (OrtException e) {
        throw new EngineException("ONNX Runtime cannot close a session: " + e.getMessage(), e);
      }
    }

    OnnxTensor tensor(FloatBuffer data, Shape shape) throws OrtException {
      return OnnxTensor.createTensor(
          environment, data, Arrays.stream(shape.dims()).asLongStream().toArray());
    }

    GraphSignature signature() {
      try {
        return new GraphSignature(shapes(ort.getInputInfo()), shapes(ort.getOutputInfo()));
      } catch (OrtException e) {
        throw new EngineException("ONNX Runtime cannot describe a model: " + e.getMessage(), e);
      }
    }

    private static Map<String, long[]> shapes(Map<String, NodeInfo> infos) {
      Map<String, long[]> shapes = new LinkedHashMap<>();
      for (NodeInfo info : infos.values()) {
        if (info.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
          shapes.put(info.getName(), tensor.getShape());
        }
      }
      return shapes;
    }

    private static void refuseExternalWeights(Model model) {
      try {
        OnnxFile.externalWeight(model.onnx())
            .ifPresent(
                weight -> {
                  throw new EngineException(
                      "%s keeps the weight %s in another file: save the model with its weights inside"
                          .formatted(model.onnx(), weight));
                });
      } catch (IOException e) {
        throw new EngineException(
            "%s cannot be read as ONNX: %s".formatted(model.onnx(), e.getMessage()), e);
      }
    }

    private static OrtSession.SessionOptions settings(SessionKey key) throws OrtException {
      OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
      try {
        settings.setIntraOpNumThreads(key.threads());
        settings.setInterOpNumThreads(1);
        settings.addConfigEntry("session.intra_op.allow_spinning", "0");
        settings.addConfigEntry("session.strict_shape_type_inference", "1");
        // Patterns are kept per thread, and Flink's mailbox and batch threads take turns.
        settings.setMemoryPatternOptimization(false);
        addDevice(settings, key.device());
        return settings;
      } catch (OrtException | RuntimeException e) {
        settings.close();
        throw e;
      }
    }

    private static void addDevice(OrtSession.SessionOptions settings, EngineOptions.Device device) {
      try {
        if (device == EngineOptions.Device.TENSORRT) {
          settings.addTensorrt(0);
        }
        if (device != EngineOptions.Device.CPU) {
          settings.addCUDA(0);
        }
      } catch (OrtException e) {
        throw new EngineException(
            ("the device %s is not usable, ONNX Runtime says: %s (it needs the build with -Pgpu,"
                    + " a GPU, CUDA 12 and cuDNN 9; or choose the device cpu)")
                .formatted(lower(device), e.getMessage()),
            e);
      }
    }
  }
}
