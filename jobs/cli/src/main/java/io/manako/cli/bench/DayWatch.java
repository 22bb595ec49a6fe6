package io.manako.cli.bench;

import static java.util.Objects.requireNonNull;

import io.manako.focus.FocusOptions;
import io.manako.image.Image;
import io.manako.operator.Answered;
import io.manako.operator.FramePosition;
import io.manako.operator.FramePosition.Picture;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.focus.FocusedCameras;
import io.manako.operator.focus.FrameFocus;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ModelPipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.operator.tracking.CameraState;
import io.manako.operator.tracking.CameraTracker;
import io.manako.operator.tracking.FrameDetections;
import io.manako.operator.tracking.TrackingOptions;
import io.manako.track.scene.LineCrossed;
import io.manako.track.scene.Scene;
import io.manako.track.scene.VideoEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * One way to watch a camera: the job's detector, focus, tracker and line on one thread, whose
 * processor time counts.
 */
final class DayWatch implements AutoCloseable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String name;
  private final Scene scene;
  private final @Nullable FocusOptions focus;
  private final int batchSize;
  private final ModelPipeline pipeline;
  private final PictureBatch batch;
  private final CameraTracker tracker;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<LineCrossed> crossings = new ArrayList<>();
  private @Nullable FocusedCameras cameras;
  private CameraState state = CameraState.EMPTY;
  private String cameraId = "";
  private int frames;
  private long runs;
  private long detectorNanos;
  private long nanos;

  /**
   * Opens the models.
   *
   * @param settings options of the job that differ from their defaults
   * @param scene zones and lines
   */
  DayWatch(String name, Map<String, String> settings, Scene scene) {
    this.name = name;
    this.scene = scene;
    Configuration configuration = Configuration.fromMap(settings);
    TrackingOptions tracking = TrackingOptions.of(configuration);
    InferenceOptions options = InferenceOptions.of(configuration).withTracks(tracking.scores());
    this.focus = requireNonNull(options.detector()).focus();
    this.batchSize = options.batching().size();
    this.tracker = new CameraTracker(tracking);
    this.pipeline = ModelPipeline.open(options);
    this.batch = pipeline.newBatch();
    restart();
  }

  /** A frame in the batch. */
  private record Waiting(
      FrameRecord frame, FramePosition position, UnaryOperator<FrameResult> settle) {}

  /** Returns the processor time of this thread, ns. */
  static long processorNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Forgets the camera and all figures. */
  void restart() {
    cameras = focus == null ? null : new FocusedCameras(focus);
    state = CameraState.EMPTY;
    waiting.clear();
    batch.clear();
    crossings.clear();
    frames = 0;
    runs = 0;
    detectorNanos = 0;
    nanos = 0;
  }

  /** Takes the camera's next frame; a full batch runs. */
  void take(FrameRecord frame, Image image) {
    long start = processorNanos();
    put(frame, image);
    if (waiting.size() == batchSize) {
      run();
    }
    nanos += processorNanos() - start;
  }

  private void put(FrameRecord frame, Image image) {
    int place = waiting.size();
    UnaryOperator<FrameResult> settle = UnaryOperator.identity();
    if (cameras == null) {
      batch.put(place, image);
      runs++;
    } else {
      FrameFocus plan = cameras.next(frame, image, pipeline.detectorSide());
      batch.put(place, image, plan.views().views());
      runs += plan.views().views().count();
      settle = plan.settle();
    }
    frames++;
    cameraId = frame.cameraId();
    waiting.add(new Waiting(frame, FramePosition.of(frame, Picture.of(image)), settle));
  }

  private void run() {
    long start = processorNanos();
    List<Answered> answers = batch.run(waiting.size()).answers();
    detectorNanos += processorNanos() - start;
    for (int i = 0; i < answers.size(); i++) {
      Waiting next = waiting.get(i);
      follow(
          next.settle.apply(
              new FrameResult(
                  next.frame,
                  next.position,
                  answers.get(i),
                  pipeline.models(),
                  FrameResult.Timing.NONE)));
    }
    batch.clear();
    waiting.clear();
  }

  private void follow(FrameResult result) {
    var step = tracker.update(state, FrameDetections.of(result), scene);
    state = step.state();
    note(step.events());
  }

  private void note(List<VideoEvent> events) {
    for (VideoEvent event : events) {
      if (event instanceof LineCrossed crossing) {
        crossings.add(crossing);
      }
    }
  }

  /** Ends the camera's input. */
  DayFigures end() {
    long start = processorNanos();
    if (!waiting.isEmpty()) {
      run();
    }
    var end = tracker.end(cameraId, state);
    note(end.events());
    nanos += processorNanos() - start;
    long objects = end.state().objects().lastId();
    return new DayFigures(
        name, frames, runs, detectorNanos, nanos, List.copyOf(crossings), objects);
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
