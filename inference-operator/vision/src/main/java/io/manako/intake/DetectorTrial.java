package io.manako.intake;

import io.manako.detect.Detection;
import io.manako.detect.Detector;
import io.manako.detect.DetectorSettings;
import io.manako.detect.Suppression;
import io.manako.engine.Engine;
import io.manako.engine.EngineInput;
import io.manako.engine.EngineOptions;
import io.manako.image.Image;
import io.manako.model.InputSpec;
import io.manako.model.Model;
import io.manako.model.ModelSpec;
import io.manako.tensor.PictureSlot;
import io.manako.tensor.Placement;
import io.manako.tensor.Preprocessing;
import io.manako.tensor.Preprocessor;
import io.manako.tensor.Shape;
import io.manako.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Runs a described detector on single pictures in ONNX Runtime. */
final class DetectorTrial implements AutoCloseable {
  private static final EngineOptions ALONE =
      new EngineOptions(EngineOptions.Kind.ONNXRUNTIME, EngineOptions.Device.CPU, 1, 1);

  /** Greatest number of objects, above that of every description, so that nonsense shows. */
  private static final int MOST = 1000;

  private final Engine engine;
  private final EngineInput input;
  private final Preprocessor preprocessor;
  private final Detector detector;
  private final int[] order;

  private DetectorTrial(Model model, Engine engine) {
    ModelSpec spec = model.spec();
    this.engine = engine;
    this.detector =
        Detector.create(
            model,
            new DetectorSettings(
                spec.scoreThreshold(), spec.iouThreshold(), MOST, Suppression.PER_OBJECT));
    List<String> names = engine.outputNames();
    this.order = spec.output().names().stream().mapToInt(names::indexOf).toArray();
    List<Shape> shapes = engine.outputShapes();
    detector.checkFit(Arrays.stream(order).mapToObj(shapes::get).toList());
    this.input = engine.newInput();
    this.preprocessor = new Preprocessor(preprocessing(spec.input()));
  }

  /**
   * Opens a detector.
   *
   * @throws RuntimeException with a sentence, if the description does not fit the network
   */
  static DetectorTrial open(Model model) {
    Engine engine = Engine.open(model, ALONE);
    try {
      return new DetectorTrial(model, engine);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static Preprocessing preprocessing(InputSpec in) {
    return new Preprocessing(
        in.width(),
        in.height(),
        in.resize(),
        in.mean(),
        in.std(),
        in.color() == InputSpec.Color.BGR || in.color() == InputSpec.Color.BGRA);
  }

  List<Detection> detect(Image image) {
    Placement placement =
        preprocessor.write(image, new PictureSlot(input.layout(), input.data(), 0));
    List<Tensor> outputs = engine.run(input, 1);
    return detector.detect(Arrays.stream(order).mapToObj(outputs::get).toList(), 0, placement);
  }

  @Override
  public void close() {
    engine.close();
  }
}
