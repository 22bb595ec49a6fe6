package io.manako.operator.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.ModelSlot;
import io.manako.operator.Subtask.Overlap;
import io.manako.operator.TestOptions;
import io.manako.operator.models.ChangeFeed;
import io.manako.operator.models.ModelChange;
import io.manako.operator.models.ModelReference;
import io.manako.operator.models.ModelRefusal;
import io.manako.operator.models.ModelRole;
import io.manako.operator.models.SideOutputs;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.SwapOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One subtask of the operator that swaps models, driven by hand. */
final class SwapHarness implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  static final SwapOptions SWAP = new SwapOptions(Duration.ofSeconds(30), Duration.ofSeconds(10));

  final OneInputStreamOperatorTestHarness<FrameRecord, FrameResult> flink;
  private final Feed feed;
  private long frames;
  private long changes;

  private SwapHarness(
      OneInputStreamOperatorTestHarness<FrameRecord, FrameResult> flink, Feed feed) {
    this.flink = flink;
    this.feed = feed;
  }

  /** Tells what the test says. */
  private static final class Feed implements ChangeFeed {
    private static final long serialVersionUID = 1L;

    private final transient List<ModelChange> known;
    private transient Listener listener;

    Feed(List<ModelChange> known) {
      this.known = known;
    }

    @Override
    public Subscription open(Listener to) {
      listener = to;
      return new Subscription() {
        @Override
        public List<ModelChange> known() {
          return known;
        }

        @Override
        public void close() {}
      };
    }
  }

  static SwapHarness opened(CountedPipeline pipelines, int batchSize) throws Exception {
    return restored(pipelines, batchSize, List.of(), null);
  }

  static SwapHarness restored(
      CountedPipeline pipelines,
      int batchSize,
      List<ModelChange> known,
      @Nullable OperatorSubtaskState state)
      throws Exception {
    Feed feed = new Feed(known);
    SwapHarness harness =
        new SwapHarness(
            new OneInputStreamOperatorTestHarness<>(factory(pipelines, batchSize, feed)), feed);
    if (state != null) {
      harness.flink.initializeState(state);
    }
    harness.flink.open();
    return harness;
  }

  /** An open operator; the list gets the results, of shadows too, and watermarks in order. */
  static SwapHarness observed(CountedPipeline pipelines, int batchSize, List<String> emitted)
      throws Exception {
    Feed feed = new Feed(List.of());
    ObservedFactory observed = new ObservedFactory(factory(pipelines, batchSize, feed), emitted);
    SwapHarness harness = new SwapHarness(new OneInputStreamOperatorTestHarness<>(observed), feed);
    harness.flink.open();
    return harness;
  }

  private static InferenceOperatorFactory factory(
      CountedPipeline pipelines, int batchSize, Feed feed) {
    InferenceOptions options =
        TestOptions.with(
            "inference.batch-size", Integer.toString(batchSize), "detector.model", "first");
    return new InferenceOperatorFactory(options, pipelines::open)
        .swapping(SWAP, feed)
        .overlapping(Overlap.PARALLEL);
  }

  /** A detector from that many ms after the start on. */
  static ModelChange change(String model, long millis, long offset) {
    return change(ModelRole.PRIMARY, CountedPipeline.model(model), millis, offset);
  }

  static ModelChange change(
      ModelRole role, @Nullable ModelReference model, long millis, long offset) {
    ModelChange.Origin origin =
        new ModelChange.Origin(
            new FrameRecord.Source("video.control", 0, offset),
            START,
            "{}".getBytes(UTF_8),
            new FrameRecord.Original("detector".getBytes(UTF_8), List.of()));
    return new ModelChange(ModelSlot.DETECTOR, role, model, START.plusMillis(millis), origin);
  }

  SwapHarness swap(String model, long millis) throws Exception {
    return send(change(model, millis, changes++));
  }

  SwapHarness shadow(@Nullable String model, long millis) throws Exception {
    ModelReference reference = model == null ? null : CountedPipeline.model(model);
    return send(change(ModelRole.SHADOW, reference, millis, changes++));
  }

  SwapHarness send(ModelChange change) throws Exception {
    feed.listener.changed(change);
    runMails();
    return this;
  }

  /** A picture of a camera, that many ms after the start. */
  SwapHarness feed(String camera, long millis) throws Exception {
    return feed(camera, millis, "picture");
  }

  SwapHarness feed(String camera, long millis, String word) throws Exception {
    FrameRecord frame =
        FrameRecord.builder(
                camera,
                camera + "/" + millis,
                new FrameRecord.Source("video.frames", 0, frames++),
                word.getBytes(UTF_8))
            .eventTime(START.plusMillis(millis))
            .contentType(word.startsWith("gop") ? "video/mp4" : null)
            .build();
    flink.processElement(new StreamRecord<>(frame, frame.eventTime().toEpochMilli()));
    return this;
  }

  void watermark(long millis) throws Exception {
    flink.processWatermark(new Watermark(START.plusMillis(millis).toEpochMilli()));
  }

  /** Handles mails until something holds. */
  void await(BooleanSupplier condition) {
    Awaitility.await()
        .pollInSameThread()
        .until(
            () -> {
              runMails();
              return condition.getAsBoolean();
            });
  }

  private void runMails() throws Exception {
    Optional<Mail> mail = flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    while (mail.isPresent()) {
      mail.get().run();
      mail = flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    }
  }

  /** The feed breaks. */
  void breakFeed(RuntimeException cause) throws Exception {
    feed.listener.failed(cause);
    runMails();
  }

  /** What a barrier does. */
  OperatorSubtaskState checkpoint(long id) throws Exception {
    flink.prepareSnapshotPreBarrier(id);
    return flink.snapshot(id, id);
  }

  /** Frame id and model of every result so far, in order. */
  List<String> answers() throws Exception {
    flink.prepareSnapshotPreBarrier(1);
    List<String> answers = new ArrayList<>();
    for (StreamRecord<? extends FrameResult> record : flink.extractOutputStreamRecords()) {
      answers.add(answer(record.getValue()));
    }
    return answers;
  }

  private static String answer(FrameResult result) {
    return result.frameId() + " " + result.models().detector().name();
  }

  List<ModelRefusal> refusals() {
    return side(SideOutputs.REFUSED);
  }

  <T> List<T> side(OutputTag<T> tag) {
    var records = flink.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  @Override
  public void close() throws Exception {
    flink.getOperator().close();
    flink.getEnvironment().close();
  }
}
