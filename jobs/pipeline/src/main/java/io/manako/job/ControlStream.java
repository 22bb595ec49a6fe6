package io.manako.job;

import io.manako.wire.ControlRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Control topic as a stream that never delays others. A change states the event time from which it
 * holds, so the stream's own event time is always ahead of all frames.
 */
final class ControlStream {
  private ControlStream() {}

  static DataStream<ControlRecord> of(
      StreamExecutionEnvironment environment, Source<ControlRecord, ?, ?> source) {
    return environment
        .fromSource(source, WatermarkStrategy.forGenerator(context -> new Ahead()), "control")
        .setParallelism(1)
        .uid("control");
  }

  /** Writes the records that break their contract to the dead letters, where users see them. */
  static void deliverRefused(DataStream<ControlRecord> control, Sink<ControlRecord> letters) {
    control
        .filter(record -> record.rejection() != null)
        .setParallelism(control.getParallelism())
        .name("refused control records")
        .uid("refused-control")
        .sinkTo(letters)
        .setParallelism(control.getParallelism())
        .name("control dead letters")
        .uid("control-dead-letters");
  }

  /** Stays just below the watermark that marks the end of a stream. */
  static final class Ahead implements WatermarkGenerator<ControlRecord> {
    private static final Watermark AHEAD = new Watermark(Long.MAX_VALUE - 1);

    @Override
    public void onEvent(ControlRecord record, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.emitWatermark(AHEAD);
    }
  }
}
