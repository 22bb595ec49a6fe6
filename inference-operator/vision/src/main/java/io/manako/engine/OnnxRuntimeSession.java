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
import io.manako.model.Model;
import io.manako.tensor.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Session of a loaded file, which all engines of the same key share and the last of them frees. */
final class OnnxRuntimeSession {
  /** Key of the engines that share a session. */
  private record Key(String sha256, EngineOptions.Device device, int threads) {}

  private static final Map<Key, OnnxRuntimeSession> OPEN = new HashMap<>();

  /** Environment without log output, because every failure is an exception too. */
  private final OrtEnvironment environment =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);

  private final Key key;
  private final OrtSession ort;
  private int users;

  private OnnxRuntimeSession(Key key, Model model) {
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

  static OnnxRuntimeSession acquire(Model model, EngineOptions options) {
    Key key = new Key(model.spec().sha256(), options.device(), options.threads());
    synchronized (OPEN) {
      OnnxRuntimeSession session = OPEN.get(key);
      if (session == null) {
        session = new OnnxRuntimeSession(key, model);
        OPEN.put(key, session);
      }
      session.users++;
      return session;
    }
  }

  /** Runs the network, which writes into pinned outputs and allocates free ones. */
  OrtSession.Result run(
      Map<String, OnnxTensor> inputs, Set<String> free, Map<String, OnnxTensor> pinned)
      throws OrtException {
    return ort.run(inputs, free, pinned);
  }

  String version() {
    return environment.getVersion();
  }

  /**
   * Withdraws this session because a run hangs in it: later calls for its key get a new session.
   */
  void leave() {
    synchronized (OPEN) {
      OPEN.remove(key, this);
    }
  }

  void release() {
    synchronized (OPEN) {
      users--;
      if (users > 0) {
        return;
      }
      OPEN.remove(key, this);
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

  OrtEnvironment environment() {
    return environment;
  }

  /** Returns the inputs by name. */
  Map<String, NodeInfo> inputs() {
    try {
      return ort.getInputInfo();
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot describe a model: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the tensors that the network reads and writes.
   *
   * @param constants inputs that are no pictures
   */
  GraphSignature signature(Set<String> constants) {
    try {
      Map<String, long[]> inputs = shapes(ort.getInputInfo());
      inputs.keySet().removeAll(constants);
      return new GraphSignature(inputs, shapes(ort.getOutputInfo()));
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot describe a model: " + e.getMessage(), e);
    }
  }

  /** Returns the names of the outputs of type float32. */
  Set<String> floatOutputs() {
    try {
      return ort.getOutputInfo().values().stream()
          .filter(o -> o.getInfo() instanceof TensorInfo t && t.type == OnnxJavaType.FLOAT)
          .map(NodeInfo::getName)
          .collect(Collectors.toSet());
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot describe a model: " + e.getMessage(), e);
    }
  }

  private static Map<String, long[]> shapes(Map<String, NodeInfo> infos) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (NodeInfo info : infos.values()) {
      if (info.getInfo() instanceof TensorInfo tensor) {
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

  private static OrtSession.SessionOptions settings(Key key) throws OrtException {
    OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
    try {
      settings.setIntraOpNumThreads(key.threads());
      settings.setInterOpNumThreads(1);
      settings.addConfigEntry("session.intra_op.allow_spinning", "0");
      settings.addConfigEntry("session.strict_shape_type_inference", "1");
      // This fusion moves zeros into the padding of a maximum, where they hide negative numbers.
      settings.addConfigEntry("optimization.disable_specified_optimizers", "Pad_Fusion");
      // Patterns are kept per thread, and Flink's mailbox and batch threads take turns.
      settings.setMemoryPatternOptimization(false);
      new OnnxRuntimeDevice(key.device()).addTo(settings);
      return settings;
    } catch (OrtException | RuntimeException e) {
      settings.close();
      throw e;
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
