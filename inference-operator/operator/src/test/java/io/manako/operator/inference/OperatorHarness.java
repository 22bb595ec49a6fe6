package io.manako.operator.inference;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.Subtask.Overlap;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;

/** One subtask of the operator, driven by hand. */
final class OperatorHarness implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  private static final long STEP_MILLIS = 50;

  final OneInputStreamOperatorTestHarness<FrameRecord, FrameResult> flink;
  private long offset;

  private OperatorHarness(OneInputStreamOperatorTestHarness<FrameRecord, FrameResult> flink) {
    this.flink = flink;
  }

  static OperatorHarness opened(InferenceOptions options, FramePipeline pipeline) throws Exception {
    return opened(factory(options, pipeline, true));
  }

  /** A factory whose answer does not depend on the processors of the machine that tests. */
  static InferenceOperatorFactory factory(
      InferenceOptions options, FramePipeline pipeline, boolean overlaps) {
    return new InferenceOperatorFactory(options, given -> pipeline)
        .overlapping(overlaps ? Overlap.PARALLEL : Overlap.IN_TURNS);
  }

  static OperatorHarness opened(InferenceOperatorFactory factory) throws Exception {
    OperatorHarness harness = unopened(factory);
    harness.flink.open();
    return harness;
  }

  static OperatorHarness unopened(InferenceOperatorFactory factory) throws Exception {
    return new OperatorHarness(new OneInputStreamOperatorTestHarness<>(factory));
  }

  /** A subtask that starts from a checkpoint; {@code subtask} of {@code subtasks}. */
  static OperatorHarness restored(
      InferenceOperatorFactory factory, OperatorSubtaskState state, int subtask, int subtasks)
      throws Exception {
    OperatorHarness harness =
        new OperatorHarness(
            new OneInputStreamOperatorTestHarness<>(factory, 128, subtasks, subtask));
    harness.flink.initializeState(state);
    harness.flink.open();
    return harness;
  }

  /** Counts frames from another number on. */
  OperatorHarness startAt(long number) {
    offset = number;
    return this;
  }

  /** Feeds one frame of camera {@code cam-1}, 100 ms after the last. */
  OperatorHarness feed(String word) throws Exception {
    return feed("cam-1", START.plusMillis(100 * offset), word);
  }

  OperatorHarness feed(String camera, Instant time, String word) throws Exception {
    return feed(frame(camera, time, word));
  }

  OperatorHarness feed(FrameRecord frame) throws Exception {
    flink.processElement(new StreamRecord<>(frame, frame.eventTime().toEpochMilli()));
    return this;
  }

  OperatorHarness feed(String word, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      feed(word);
    }
    return this;
  }

  FrameRecord frame(String camera, Instant time, String word) {
    String id = camera + "/0/" + offset;
    FrameRecord.Source source = new FrameRecord.Source("video.frames", 0, offset);
    return FrameRecord.builder(camera, id, source, word.getBytes(StandardCharsets.UTF_8)).stream(
            "0", offset++)
        .eventTime(time)
        .contentType(word.startsWith("gop") ? "video/mp4" : null)
        .original(new FrameRecord.Original(camera.getBytes(StandardCharsets.UTF_8), List.of()))
        .build();
  }

  /** Handles what the worker has reported so far, as a task does between records. */
  void runMails() throws Exception {
    Optional<Mail> mail = flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    while (mail.isPresent()) {
      mail.get().run();
      mail = flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    }
  }

  /** Waits until so many results are out. */
  List<FrameResult> results(int count) {
    Awaitility.await()
        .pollInSameThread()
        .until(
            () -> {
              runMails();
              return results().size() >= count;
            });
    return results();
  }

  /**
   * Lets processing time pass in small steps, as it does: who counts steps is not to be deceived by
   * a leap.
   */
  OperatorHarness pass(Duration time) throws Exception {
    pass(flink, time);
    return this;
  }

  static void pass(OneInputStreamOperatorTestHarness<?, ?> flink, Duration time) throws Exception {
    long end = flink.getProcessingTime() + time.toMillis();
    while (flink.getProcessingTime() < end) {
      flink.setProcessingTime(Math.min(end, flink.getProcessingTime() + STEP_MILLIS));
    }
  }

  /** What is out now. */
  List<FrameResult> results() {
    List<FrameResult> results = new ArrayList<>();
    for (StreamRecord<? extends FrameResult> record : flink.extractOutputStreamRecords()) {
      results.add(record.getValue());
    }
    return results;
  }

  /** What a checkpoint does to one subtask. */
  OperatorSubtaskState checkpoint(long id) throws Exception {
    flink.prepareSnapshotPreBarrier(id);
    return flink.snapshot(id, id);
  }

  /** Closes the operator as a cancelled task does: without finishing first. */
  @Override
  public void close() throws Exception {
    flink.getOperator().close();
    flink.getEnvironment().close();
  }
}
