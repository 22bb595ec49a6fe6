package io.manako.job;

import io.manako.operator.FrameRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads frames, and sends the times of its {@link ReadClock} between them. */
final class ClockedReader implements SourceReader<FrameRecord, KafkaPartitionSplit> {
  private final SourceReader<FrameRecord, KafkaPartitionSplit> reader;
  private final TopicEnds ends;
  private final ReadClock clock;
  private final Duration interval;
  private CompletableFuture<Void> alarm = CompletableFuture.completedFuture(null);
  private @Nullable Noting noting;

  ClockedReader(
      SourceReader<FrameRecord, KafkaPartitionSplit> reader,
      TopicEnds.Provider ends,
      Duration interval) {
    this.reader = reader;
    this.ends = ends.open();
    this.clock = new ReadClock(this.ends, System::currentTimeMillis, interval);
    this.interval = interval;
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<FrameRecord> output) throws Exception {
    InputStatus status = reader.pollNext(noting(output));
    clock
        .polled(status == InputStatus.NOTHING_AVAILABLE)
        .ifPresent(millis -> output.emitWatermark(new Watermark(millis)));
    return status;
  }

  private Noting noting(ReaderOutput<FrameRecord> output) {
    Noting known = noting;
    if (known == null || known.output != output) {
      known = new Noting(output);
      noting = known;
    }
    return known;
  }

  /** Wakes up after a while even without frames, to see whether the clock has advanced. */
  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> there = reader.isAvailable();
    if (there.isDone()) {
      return there;
    }
    if (alarm.isDone()) {
      alarm =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, interval.toMillis(), TimeUnit.MILLISECONDS);
    }
    return CompletableFuture.anyOf(there, alarm).thenAccept(any -> {});
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    splits.forEach(split -> clock.assigned(split.getTopicPartition(), split.getStartingOffset()));
    reader.addSplits(splits);
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
    return reader.snapshotState(checkpoint);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    reader.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    reader.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
    reader.pauseOrResumeSplits(toPause, toResume);
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(reader, ends);
  }

  /** Output of the task that also notes the frames' offsets. */
  private final class Noting implements ReaderOutput<FrameRecord> {
    private final ReaderOutput<FrameRecord> output;

    Noting(ReaderOutput<FrameRecord> output) {
      this.output = output;
    }

    @Override
    public void collect(FrameRecord frame) {
      output.collect(frame);
      note(frame);
    }

    @Override
    public void collect(FrameRecord frame, long timestamp) {
      output.collect(frame, timestamp);
      note(frame);
    }

    private void note(FrameRecord frame) {
      FrameRecord.Source place = frame.source();
      clock.read(new TopicPartition(place.topic(), place.partition()), place.offset());
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }

    @Override
    public SourceOutput<FrameRecord> createOutputForSplit(String split) {
      return new OfSplit(output.createOutputForSplit(split));
    }

    @Override
    public void releaseOutputForSplit(String split) {
      output.releaseOutputForSplit(split);
    }

    /** Output of one partition. */
    private final class OfSplit implements SourceOutput<FrameRecord> {
      private final SourceOutput<FrameRecord> part;

      OfSplit(SourceOutput<FrameRecord> part) {
        this.part = part;
      }

      @Override
      public void collect(FrameRecord frame) {
        part.collect(frame);
        note(frame);
      }

      @Override
      public void collect(FrameRecord frame, long timestamp) {
        part.collect(frame, timestamp);
        note(frame);
      }

      @Override
      public void emitWatermark(Watermark watermark) {
        part.emitWatermark(watermark);
      }

      @Override
      public void markIdle() {
        part.markIdle();
      }

      @Override
      public void markActive() {
        part.markActive();
      }
    }
  }
}
