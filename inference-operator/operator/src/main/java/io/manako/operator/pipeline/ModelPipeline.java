package io.manako.operator.pipeline;

import io.manako.detect.Classifier;
import io.manako.detect.Detector;
import io.manako.detect.DetectorSettings;
import io.manako.detect.Segmenter;
import io.manako.focus.FocusOptions;
import io.manako.image.Decoder;
import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.model.Model;
import io.manako.model.ModelException;
import io.manako.model.ModelSpec;
import io.manako.model.ModelStore;
import io.manako.model.NearestName;
import io.manako.operator.FrameRecord;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.TaskEnd;
import io.manako.operator.options.ClassifierOptions;
import io.manako.operator.options.ClassifierOptions.ClassifierMode;
import io.manako.operator.options.DetectorOptions;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.SegmenterOptions;
import io.manako.operator.pipeline.ModelBatch.Stages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The usual pipeline: the decoder, and the models of the options in their engine. */
public final class ModelPipeline implements FramePipeline {
  private final Decoder decoder;
  private final List<OpenModel> opened = new ArrayList<>();
  private final Stages stages;
  private final Models models;
  private final Memory memory;

  private ModelPipeline(InferenceOptions options, Function<String, Model> store) {
    this.decoder = options.openDecoder();
    try {
      FrameDetector detector = openDetector(store, options);
      ClassifierOptions classifier = options.classifier();
      OpenModel classifying = classifier == null ? null : open(store, classifier.model(), options);
      FrameSegmenter segmenter = openSegmenter(store, options);
      this.stages = stages(detector, classifying, classifier, segmenter);
      this.models =
          new Models(
              info(detector, options),
              info(classifying, options),
              info(segmenter == null ? null : segmenter.model(), options));
      this.memory = new Memory(sum(OpenModel::weightBytes), sum(OpenModel::arenaBytes));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens the decoder and the models, which must be in the folder that the options name.
   *
   * @throws ModelException if a model is missing, damaged or unfit for its slot
   * @throws io.manako.engine.EngineException if the engine or its device is missing
   */
  public static ModelPipeline open(InferenceOptions options) {
    String home = options.modelHome();
    ModelStore store = home == null ? ModelStore.standard() : new ModelStore(Path.of(home));
    return open(options, store::load);
  }

  /**
   * Opens the decoder and models from another source.
   *
   * @param store returns the model of a name, or throws if it has none
   * @throws ModelException if a model is unfit for its slot
   * @throws io.manako.engine.EngineException if the engine or its device is missing
   */
  public static ModelPipeline open(InferenceOptions options, Function<String, Model> store) {
    return new ModelPipeline(options, store);
  }

  private OpenModel open(
      Function<String, Model> store, String reference, InferenceOptions options) {
    OpenModel model = new OpenModel(store.apply(reference), options.engine());
    opened.add(model);
    return model;
  }

  private @Nullable FrameDetector openDetector(
      Function<String, Model> store, InferenceOptions options) {
    DetectorOptions detector = options.detector();
    if (detector == null) {
      return null;
    }
    OpenModel model = open(store, detector.model(), options);
    try {
      DetectorSettings reported = settings(detector, model.spec());
      float lowest = detector.lowestScore(model.spec().name(), reported.scoreThreshold());
      DetectorSettings sought = reported.withScoreThreshold(lowest);
      Detector boxes = Detector.create(model.model(), sought);
      boxes.checkFit(model.outputShapes());
      return new FrameDetector(model, boxes, parts(detector), reported);
    } catch (IllegalArgumentException e) {
      throw new ModelException("detector.model is wrong: " + e.getMessage(), e);
    }
  }

  private static FrameDetector.Parts parts(DetectorOptions detector) {
    FocusOptions focus = detector.focus();
    return new FrameDetector.Parts(detector.tiles(), focus == null ? 0 : focus.crops());
  }

  private @Nullable FrameSegmenter openSegmenter(
      Function<String, Model> store, InferenceOptions options) {
    SegmenterOptions segmenter = options.segmenter();
    if (segmenter == null) {
      return null;
    }
    OpenModel model = open(store, segmenter.model(), options);
    try {
      Segmenter pixels = Segmenter.create(model.spec(), segmenter.minShare());
      pixels.checkFit(model.outputShapes());
      return new FrameSegmenter(model, pixels);
    } catch (IllegalArgumentException e) {
      throw new ModelException("segmenter.model is wrong: " + e.getMessage(), e);
    }
  }

  private static Stages stages(
      @Nullable FrameDetector detector,
      @Nullable OpenModel model,
      @Nullable ClassifierOptions options,
      @Nullable FrameSegmenter segmenter) {
    if (model == null || options == null) {
      return new Stages(detector, null, null, segmenter);
    }
    Classifier classifier = classifier(model, options);
    return options.mode() == ClassifierMode.CROP
        ? new Stages(detector, null, new CropClassifier(model, classifier), segmenter)
        : new Stages(detector, new FrameClassifier(model, classifier), null, segmenter);
  }

  private static Classifier classifier(OpenModel model, ClassifierOptions options) {
    try {
      Classifier classifier = Classifier.create(model.spec(), options.topK());
      classifier.checkFit(model.outputShapes());
      return classifier;
    } catch (IllegalArgumentException e) {
      throw new ModelException("classifier.model is wrong: " + e.getMessage(), e);
    }
  }

  private static DetectorSettings settings(DetectorOptions options, ModelSpec spec) {
    return new DetectorSettings(
        options.scoreThreshold() == null ? spec.scoreThreshold() : options.scoreThreshold(),
        options.iouThreshold() == null ? spec.iouThreshold() : options.iouThreshold(),
        spec.maxDetections(),
        options.nms(),
        classIds(options, spec));
  }

  private static Set<Integer> classIds(DetectorOptions options, ModelSpec spec) {
    List<String> named = spec.labels().stream().filter(l -> !l.isEmpty()).toList();
    Set<Integer> ids = new HashSet<>();
    for (String name : options.classes()) {
      int index = spec.labels().indexOf(name);
      if (index < 0) {
        throw new ModelException(
            "detector.classes names \"%s\", which %s does not know; the nearest is \"%s\""
                .formatted(name, spec.name(), NearestName.of(name, named)));
      }
      ids.add(spec.firstClassId() + index);
    }
    return ids;
  }

  private static @Nullable ModelInfo info(
      @Nullable FrameDetector detector, InferenceOptions options) {
    if (detector == null || options.detector() == null) {
      return null;
    }
    ModelSpec spec = detector.model().spec();
    DetectorSettings used = settings(options.detector(), spec);
    return ModelInfo.of(spec, options.engine().kind().toString())
        .withThresholds(used.scoreThreshold(), used.iouThreshold());
  }

  private static @Nullable ModelInfo info(@Nullable OpenModel model, InferenceOptions options) {
    return model == null ? null : ModelInfo.of(model.spec(), options.engine().kind().toString());
  }

  @Override
  public Models models() {
    return models;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public int detectorSide() {
    FrameDetector detector = stages.detector();
    return detector == null ? 0 : detector.inputSide();
  }

  private long sum(ToLongFunction<OpenModel> bytes) {
    return opened.stream().mapToLong(bytes).sum();
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    decoder.decode(frame.bytes(), frame.contentType(), sink);
  }

  @Override
  public PictureBatch newBatch() {
    return new ModelBatch(stages);
  }

  @Override
  public void abandon() {
    opened.forEach(OpenModel::abandon);
  }

  @Override
  public void close() {
    TaskEnd.close(opened);
    opened.clear();
    TaskEnd.close(decoder::close);
  }
}
