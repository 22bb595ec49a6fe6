package io.manako.job;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.wire.ClassifiedItem;
import io.manako.wire.DeadLetterSerializer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Pipeline from frames to results, all in one chain: pixels never cross the network, and a camera's
 * frames keep the order of their partition.
 *
 * @param frames source of the frames
 * @param inference operator for the frames
 * @param sinks sinks for the results
 */
public record VideoAnalyticsJob(
    Source<FrameRecord, ?, ?> frames, InferenceOperatorFactory inference, Sinks sinks) {

  /**
   * Sinks of the results.
   *
   * @param detections one record per frame; null without a detector
   * @param classifications one record per frame or crop; null without a classifier
   * @param segmentations one record per frame; null without a segmenter
   * @param deadLetters frames that could not be processed
   */
  public record Sinks(
      @Nullable Sink<FrameResult> detections,
      @Nullable Sink<ClassifiedItem> classifications,
      @Nullable Sink<FrameResult> segmentations,
      Sink<FrameResult> deadLetters) {}

  /**
   * Adds the job to an environment.
   *
   * <p>Frames have no watermarks of their own: each would cut a batch short. Watermarks of the
   * source are times of the machine's clock ({@link ClockedSource}). Results carry their event
   * time: to add windows, assign watermarks to the returned stream.
   *
   * @param environment made with {@link JobOptions#flink}
   * @return stream of one result per frame; it cannot leave the chain
   */
  public SingleOutputStreamOperator<FrameResult> addTo(StreamExecutionEnvironment environment) {
    SingleOutputStreamOperator<FrameResult> results =
        environment
            .fromSource(frames, WatermarkStrategy.noWatermarks(), "frames")
            .uid("frames")
            .transform("inference", TypeInformation.of(FrameResult.class), inference)
            .uid("inference");
    if (sinks.detections() != null) {
      results.sinkTo(sinks.detections()).name("detections").uid("detections");
    }
    if (sinks.classifications() != null) {
      SingleOutputStreamOperator<ClassifiedItem> items =
          results
              .flatMap(new ClassifiedItem.Splitter())
              .returns(ClassifiedItem.class)
              .name("one item per crop")
              .uid("items");
      items.sinkTo(sinks.classifications()).name("classifications").uid("classifications");
    }
    if (sinks.segmentations() != null) {
      results.sinkTo(sinks.segmentations()).name("segmentations").uid("segmentations");
    }
    results
        .filter(DeadLetterSerializer::isDead)
        .name("failed frames")
        .uid("failed-frames")
        .sinkTo(sinks.deadLetters())
        .name("dead letters")
        .uid("dead-letters");
    return results;
  }
}
