package io.manako.operator.metrics;

import io.manako.focus.FrameViews;
import io.manako.image.Codec;
import io.manako.image.FrameDecoder;
import io.manako.image.IsolatedDecoder;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Timing;
import io.manako.operator.ModelInfo;
import io.manako.operator.Models;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The operator's metrics, in the group {@value #GROUP} of each subtask, in seconds and bytes, with
 * key-value groups that become labels. {@code docs/metrics.md} lists them. Counting allocates
 * nothing.
 */
public final class InferenceMetrics {
  public static final String GROUP = "manako";
  private static final String TASK = "task";

  private final MetricGroup group;
  private final CameraTable cameras;
  private final BucketHistogram batch = BucketHistogram.ofNumbers(1, 2, 4, 8, 16, 32, 64);
  private final BucketHistogram decode;
  private final BucketHistogram preprocess;
  private final BucketHistogram batchWait;
  private final BucketHistogram inference;
  private final BucketHistogram postprocess;
  private volatile FramePipeline.Memory memory = FramePipeline.Memory.NONE;

  /**
   * Registers all metrics but those of models and cameras.
   *
   * @param clock processing time, ms since the epoch
   * @param inFlight frames taken and not yet emitted
   */
  public InferenceMetrics(MetricGroup operator, LongSupplier clock, IntSupplier inFlight) {
    group = operator.addGroup(GROUP);
    cameras = new CameraTable(group, clock);
    batch.register(group.addGroup("batch_frames"));
    decode = stage("decode");
    preprocess = stage("preprocess");
    batchWait = stage("batch_wait");
    inference = stage("inference");
    postprocess = stage("postprocess");
    Gauge<Integer> held = inFlight::getAsInt;
    group.gauge("frames_in_flight", held);
    Gauge<Integer> known = cameras::size;
    group.gauge("cameras", known);
  }

  private BucketHistogram stage(String name) {
    BucketHistogram seconds =
        BucketHistogram.ofSeconds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5);
    seconds.register(group.addGroup("stage", name).addGroup("seconds"));
    return seconds;
  }

  /**
   * Registers the gauges of memory and of replaced decoders. JavaCPP knows the bytes of a native
   * decoder in this process; for any other decoder the gauge is 0.
   *
   * @param options options with the decoder
   */
  public void registerMemory(InferenceOptions options) {
    boolean here = options.codec() == Codec.NATIVE && options.protection().isolation() == null;
    pool("weights", () -> memory.weightBytes());
    pool("arena", () -> memory.arenaBytes());
    pool("decoder", here ? FrameDecoder::trackedBytes : () -> 0L);
    Gauge<Long> resident = ProcessMemory::residentBytes;
    group.gauge("process_resident_memory_bytes", resident);
    Gauge<Long> replaced = IsolatedDecoder::deaths;
    group.gauge("process_decoder_deaths", replaced);
  }

  private void pool(String name, Gauge<Long> bytes) {
    group.addGroup("pool", name).gauge("memory_bytes", bytes);
  }

  /** Replaces the models in the metrics by the models that run from now on. */
  public void modelsOpened(Models models, FramePipeline.Memory held) {
    memory = held;
    CameraTable.close(group, TASK);
    model("detection", models.detector());
    model("classification", models.classifier());
    model("segmentation", models.segmenter());
  }

  private void model(String task, @Nullable ModelInfo model) {
    if (model == null) {
      return;
    }
    Gauge<Integer> there = () -> 1;
    group
        .addGroup(TASK, task)
        .addGroup("model", model.name())
        .addGroup("version", model.version())
        .addGroup("engine", model.engine())
        .gauge("model_info", there);
  }

  /**
   * Counts a frame that has been taken.
   *
   * @return metrics that count the frame's outcome
   */
  public CameraMetrics frameTaken(FrameRecord frame) {
    return cameras.frameTaken(frame.cameraId());
  }

  /** Counts a run that has ended. */
  public void batchEnded(int frames, long inferenceNanos, long postprocessNanos) {
    batch.record(frames);
    inference.record(inferenceNanos);
    postprocess.record(postprocessNanos);
  }

  /** Counts the views of a frame that was processed with a focus. */
  public void focused(CameraMetrics camera, FrameViews views) {
    camera.focused(views);
  }

  /** Counts a frame whose result is emitted. */
  public void frameEnded(CameraMetrics camera, FrameResult result, long now) {
    camera.frameEnded(result, now);
    Timing timing = result.timing();
    if (timing.batchSize() > 0) {
      decode.record(timing.decodeNanos());
      preprocess.record(timing.preprocessNanos());
      batchWait.record(timing.waitNanos());
    }
  }
}
