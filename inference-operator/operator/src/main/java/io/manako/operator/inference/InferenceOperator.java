package io.manako.operator.inference;

import io.manako.engine.EngineException;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.model.ModelException;
import io.manako.operator.FramePosition;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.FrameTracer;
import io.manako.operator.Models;
import io.manako.operator.ResultCheck;
import io.manako.operator.Stage;
import io.manako.operator.TaskEnd;
import io.manako.operator.batch.BatchRunner;
import io.manako.operator.batch.BatchScheduler;
import io.manako.operator.batch.BatchScheduler.TaskThread;
import io.manako.operator.batch.FrameGate;
import io.manako.operator.batch.Lane;
import io.manako.operator.batch.PendingFrame;
import io.manako.operator.batch.PendingFrame.Decoding;
import io.manako.operator.batch.SampledCameras;
import io.manako.operator.metrics.InferenceMetrics;
import io.manako.operator.models.LaneChoice;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.OverloadPolicy;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.poison.PoisonGuard;
import io.manako.operator.poison.RecordDecoding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Frames in, one result per frame out, in the order of arrival, with the event time in ms as
 * timestamp.
 *
 * <p>The task's thread decodes into the batch that fills; a worker runs the batch before it (in
 * turns where there is a single processor). A batch runs when it is full, when its oldest frame has
 * waited {@code inference.batch-delay}, and before a checkpoint barrier, a watermark and the end of
 * input, which wait until everything held has been emitted. So no frame is ever in a checkpoint;
 * the state is what the {@code sample} policy remembers of each camera and is empty otherwise. At
 * most two batches are held; more input waits.
 *
 * <p>What becomes of frames that fail: see {@link FrameStatus}. A frame's result does not depend on
 * the frames that it was batched with.
 */
public class InferenceOperator extends AbstractStreamOperator<FrameResult>
    implements OneInputStreamOperator<FrameRecord, FrameResult>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private static final ListStateDescriptor<Tuple2<String, Long>> SAMPLED_CAMERAS =
      new ListStateDescriptor<>("sampled-cameras", Types.TUPLE(Types.STRING, Types.LONG));

  private final InferenceOptions options;
  private final FramePipeline.Provider provider;
  private FrameTracer.Provider tracers = () -> FrameTracer.NONE;
  private ResultCheck check = ResultCheck.NONE;
  private final transient MailboxExecutor mailbox;
  private final transient StreamRecord<FrameResult> emitted = new StreamRecord<>(null);

  private transient @Nullable SampledCameras sampled;
  private transient @Nullable ListState<Tuple2<String, Long>> sampledState;
  private transient @Nullable LaneChoice lanes;
  private transient @Nullable BatchRunner runner;
  private transient FrameGate gate;
  private transient @Nullable PoisonGuard guard;
  private transient FrameTracer tracer = FrameTracer.NONE;
  private transient BatchScheduler scheduler;
  private transient long decodeStarted;
  private transient @Nullable FramePosition taken;

  /** Opens nothing yet. */
  public InferenceOperator(
      StreamOperatorParameters<FrameResult> parameters,
      InferenceOptions options,
      FramePipeline.Provider provider) {
    super(parameters);
    this.options = options;
    this.provider = provider;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    if (!(options.overload() instanceof OverloadPolicy.Sample sample)) {
      return;
    }
    SampledCameras cameras = new SampledCameras(sample.maxRate());
    sampled = cameras;
    sampledState = context.getOperatorStateStore().getUnionListState(SAMPLED_CAMERAS);
    for (Tuple2<String, Long> camera : sampledState.get()) {
      cameras.restore(camera.f0, camera.f1);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (sampledState == null || sampled == null) {
      return;
    }
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int subtasks = task.getNumberOfParallelSubtasks();
    List<Tuple2<String, Long>> cameras = new ArrayList<>();
    sampled.snapshot(
        camera -> Math.floorMod(camera.hashCode(), subtasks) == task.getIndexOfThisSubtask(),
        (camera, eventMillis) -> cameras.add(Tuple2.of(camera, eventMillis)));
    sampledState.update(cameras);
  }

  @Override
  public void open() throws Exception {
    super.open();
    LaneChoice opened = openLanes();
    lanes = opened;
    Lane first = opened.first();
    tracer = tracers.open();
    gate = new FrameGate(options.overload(), sampled);
    String job = getRuntimeContext().getJobInfo().getJobName();
    guard = PoisonGuard.open(options.protection().crashMemory(), job);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    BatchRunner batchRunner = new BatchRunner("inference " + task.getTaskNameWithSubtasks(), check);
    runner = batchRunner;
    InferenceMetrics inferenceMetrics = registerMetrics(first);
    scheduler =
        new BatchScheduler(
            options.batching(),
            first,
            batchRunner,
            new TaskThread(
                mailbox, getProcessingTimeService(), this::emit, inferenceMetrics, overlaps()));
  }

  private InferenceMetrics registerMetrics(Lane first) {
    InferenceMetrics registered =
        new InferenceMetrics(
            getMetricGroup(),
            getProcessingTimeService()::getCurrentProcessingTime,
            () -> scheduler.inFlight());
    registered.registerMemory(options);
    registered.modelsOpened(first.models(), first.pipeline().memory());
    return registered;
  }

  /** Tells a tracer of every result; only before {@link #open}. */
  final void traceWith(FrameTracer.Provider provider) {
    tracers = provider;
  }

  /** Ends results that cannot be written as errors; only before {@link #open}. */
  final void checkWith(ResultCheck resultCheck) {
    check = resultCheck;
  }

  final ResultCheck resultCheck() {
    return check;
  }

  /** Whether the next batch is decoded while one runs: given more than one processor. */
  protected boolean overlaps() {
    return Runtime.getRuntime().availableProcessors() > 1;
  }

  final MailboxExecutor mailbox() {
    return mailbox;
  }

  /** Opens the models. */
  LaneChoice openLanes() {
    return new LaneChoice.Fixed(openLane(options));
  }

  /** A model or device that is missing is still missing after a restart. */
  final Lane openLane(InferenceOptions models) {
    FramePipeline opened;
    try {
      opened = provider.open(models);
    } catch (ModelException | EngineException e) {
      throw new SuppressRestartsException(e);
    }
    return Lane.over(opened, options.batching().size());
  }

  @Override
  public void processElement(StreamRecord<FrameRecord> element) throws Exception {
    FrameRecord frame = element.getValue();
    if (frame.rejection() != null) {
      Failure failure = new Failure(Stage.CONTRACT, "ContractViolation", frame.rejection());
      endUndecoded(frame, FrameStatus.DECODE_ERROR, failure);
      return;
    }
    long now = getProcessingTimeService().getCurrentProcessingTime();
    Failure skipped = gate.refuseRecord(frame, now);
    if (skipped != null) {
      endUndecoded(frame, FrameStatus.SKIPPED, skipped);
      return;
    }
    PoisonGuard watching = Objects.requireNonNull(guard, "the operator is open");
    Failure poisoned = watching.refuse(frame);
    if (poisoned != null) {
      endUndecoded(frame, FrameStatus.DECODE_ERROR, poisoned);
      return;
    }
    decode(frame, watching);
  }

  private void decode(FrameRecord frame, PoisonGuard watching) throws InterruptedException {
    FramePipeline decoder = choose(frame.eventTime()).pipeline();
    decodeStarted = System.nanoTime();
    taken = null;
    RecordDecoding decoding =
        new RecordDecoding(watching, (image, index, pts) -> take(frame, image, index, pts));
    try {
      decoding.run(frame, decoder);
    } catch (MalformedFrameException e) {
      refuse(frame, e);
    }
  }

  /** One result stands for a record that is refused, or for what is left of it. */
  private void refuse(FrameRecord frame, MalformedFrameException cause)
      throws InterruptedException {
    FramePosition last = taken;
    FramePosition rest = last == null ? FramePosition.undecoded(frame) : last.rest();
    String reason = String.valueOf(cause.getMessage());
    if (last != null) {
      reason +=
          String.format(
              Locale.ROOT, "; it was refused after %d of its frames had been taken", rest.index());
    }
    Decoding decoding = new Decoding(decodeStarted, System.nanoTime());
    fail(
        new PendingFrame(frame, rest, decoding),
        FrameStatus.DECODE_ERROR,
        new Failure(Stage.DECODE, cause.getClass().getName(), reason));
  }

  private void take(FrameRecord frame, Image image, int index, @Nullable Long sinceFirst) {
    Decoding decoding = new Decoding(decodeStarted, System.nanoTime());
    FramePosition position = position(frame, image, index, sinceFirst);
    taken = position;
    PendingFrame pending = new PendingFrame(frame, position, decoding);
    Failure skipped = gate.refuseFrame(frame, index, position.eventTime());
    try {
      if (skipped != null) {
        fail(pending, FrameStatus.SKIPPED, skipped);
      } else {
        choose(position.eventTime());
        scheduler.add(pending, image);
        added(pending, image);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRuntimeException("cancelled while waiting for a batch to end", e);
    }
    decodeStarted = System.nanoTime();
  }

  /** The models of a time; when this returns, no others run. */
  private Lane choose(Instant eventTime) throws InterruptedException {
    Lane lane = lanes.at(eventTime);
    scheduler.use(lane);
    return lane;
  }

  /** A GOP's frames are spread over time by their distance from its first frame. */
  private static FramePosition position(
      FrameRecord frame, Image image, int index, @Nullable Long sinceFirst) {
    long nanos = sinceFirst == null ? 0 : sinceFirst;
    Long pts = frame.ptsNanos() == null ? sinceFirst : Long.valueOf(frame.ptsNanos() + nanos);
    Instant eventTime = frame.eventTime().plusNanos(nanos);
    return new FramePosition(index, eventTime, pts, FramePosition.Picture.of(image));
  }

  private void endUndecoded(FrameRecord frame, FrameStatus status, Failure failure)
      throws InterruptedException {
    fail(new PendingFrame(frame, FramePosition.undecoded(frame), Decoding.NONE), status, failure);
  }

  private void fail(PendingFrame pending, FrameStatus status, Failure failure)
      throws InterruptedException {
    Models models = choose(pending.eventTime()).models();
    scheduler.addFinished(pending, pending.failed(models, status, failure));
    failed(pending, status, failure);
  }

  /** A picture is in a batch. */
  void added(PendingFrame pending, Image image) throws InterruptedException {}

  /** A frame has ended without the engine. */
  void failed(PendingFrame pending, FrameStatus status, Failure failure)
      throws InterruptedException {}

  private void emit(FrameResult result) {
    trace(result);
    output.collect(emitted.replace(result, result.eventTime().toEpochMilli()));
  }

  /** A trace is no part of any result, so one that fails costs no frame. */
  private void trace(FrameResult result) {
    try {
      tracer.ended(result);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("The trace of frame {} failed; its result is written", result.frameId(), e);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    scheduler.drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    scheduler.drain();
    super.processWatermark(mark);
  }

  @Override
  public void endInput() throws Exception {
    scheduler.drain();
  }

  @Override
  public void finish() throws Exception {
    scheduler.drain();
    super.finish();
  }

  @Override
  public void close() {
    LaneChoice held = lanes;
    lanes = null;
    PoisonGuard guarding = guard;
    guard = null;
    TaskEnd.close(() -> closeLanes(held), tracer::close, guarding, super::close);
  }

  private void closeLanes(@Nullable LaneChoice held) throws InterruptedException {
    if (held != null && runner != null) {
      runner.close(held::close, options.batching().closeTimeout());
    } else if (held != null) {
      held.close();
    }
  }
}
