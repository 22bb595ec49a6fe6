package io.manako.operator;

import io.manako.operator.BatchRunner.Completion;
import io.manako.operator.FrameResult.Timing;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The operator's metrics, in the group {@code inference} of each subtask.
 *
 * <table>
 *   <caption>Metrics</caption>
 *   <tr><th>name</th><th>type</th><th>unit</th><th>meaning</th></tr>
 *   <tr><td>batchSize</td><td>histogram</td><td>frames</td><td>frames of a run</td></tr>
 *   <tr><td>batchWaitMicros</td><td>histogram</td><td>µs</td><td>a frame's wait in its batch</td></tr>
 *   <tr><td>decodeMicros</td><td>histogram</td><td>µs</td><td>decoding a frame</td></tr>
 *   <tr><td>preprocessMicros</td><td>histogram</td><td>µs</td><td>resizing a frame</td></tr>
 *   <tr><td>inferenceMicros</td><td>histogram</td><td>µs</td><td>the engines' part of a run</td></tr>
 *   <tr><td>postprocessMicros</td><td>histogram</td><td>µs</td><td>the rest of a run</td></tr>
 *   <tr><td>framesOk, framesEmpty, framesSkipped, framesDecodeError, framesInferenceError</td>
 *       <td>counter</td><td>frames</td><td>frames by outcome; their sum is every frame</td></tr>
 *   <tr><td>framesInFlight</td><td>gauge</td><td>frames</td><td>taken, not yet emitted</td></tr>
 * </table>
 *
 * <p>A histogram is over the last {@value #WINDOW} values.
 */
final class InferenceMetrics {
  static final String GROUP = "inference";
  private static final int WINDOW = 1024;

  private final Histogram batchSize;
  private final Histogram batchWait;
  private final Histogram decode;
  private final Histogram preprocess;
  private final Histogram inference;
  private final Histogram postprocess;
  private final Map<FrameStatus, Counter> frames = new EnumMap<>(FrameStatus.class);

  InferenceMetrics(MetricGroup operator, IntSupplier inFlight) {
    MetricGroup group = operator.addGroup(GROUP);
    batchSize = histogram(group, "batchSize");
    batchWait = histogram(group, "batchWaitMicros");
    decode = histogram(group, "decodeMicros");
    preprocess = histogram(group, "preprocessMicros");
    inference = histogram(group, "inferenceMicros");
    postprocess = histogram(group, "postprocessMicros");
    for (FrameStatus status : FrameStatus.values()) {
      frames.put(status, group.counter(counterName(status)));
    }
    Gauge<Integer> gauge = inFlight::getAsInt;
    group.gauge("framesInFlight", gauge);
  }

  void batchEnded(Completion completion) {
    batchSize.update(completion.results().size());
    inference.update(micros(completion.inferenceNanos()));
    postprocess.update(micros(completion.postprocessNanos()));
  }

  void frameEnded(FrameResult result) {
    frames.get(result.status()).inc();
    Timing timing = result.timing();
    if (timing.batchSize() > 0) {
      decode.update(micros(timing.decodeNanos()));
      preprocess.update(micros(timing.preprocessNanos()));
      batchWait.update(micros(timing.waitNanos()));
    }
  }

  private static Histogram histogram(MetricGroup group, String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(WINDOW));
  }

  private static String counterName(FrameStatus status) {
    return switch (status) {
      case OK -> "framesOk";
      case EMPTY -> "framesEmpty";
      case SKIPPED -> "framesSkipped";
      case DECODE_ERROR -> "framesDecodeError";
      case INFERENCE_ERROR -> "framesInferenceError";
    };
  }

  private static long micros(long nanos) {
    return nanos / 1000;
  }
}
