package io.manako.operator.inference;

import static java.util.Objects.requireNonNull;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameStatus;
import io.manako.operator.FrameTracer;
import io.manako.operator.StatefulPart;
import io.manako.operator.Subtask;
import io.manako.operator.TaskEnd;
import io.manako.operator.batch.BatchRunner;
import io.manako.operator.batch.BatchScheduler;
import io.manako.operator.batch.FailTask;
import io.manako.operator.batch.FrameGate;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.batch.SampledCameras;
import io.manako.operator.batch.SampledCamerasState;
import io.manako.operator.batch.TaskThread;
import io.manako.operator.focus.FocusedCameras;
import io.manako.operator.focus.FocusedCamerasState;
import io.manako.operator.metrics.InferenceMetrics;
import io.manako.operator.models.ModelSchedule;
import io.manako.operator.options.DetectorOptions;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.OverloadPolicy;
import io.manako.operator.poison.PoisonGuard;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Emits one result for each frame, in the order of arrival, with the event time in ms as timestamp.
 *
 * <p>The task's thread decodes into one batch while a worker runs the batch before it; on a single
 * processor, the two take turns. A batch runs when it is full, when its oldest frame has waited
 * {@code inference.batch-delay}, and before a checkpoint barrier, a watermark and the end of input,
 * which wait until everything held has been emitted. So no frame is ever in a checkpoint; the state
 * is that of the operator's parts. At most two batches are held; more input waits.
 *
 * <p>{@link FrameStatus} says how frames end that fail. A frame's result does not depend on the
 * frames in the same batch. {@code docs/operator.md} shows which thread does what.
 */
public final class InferenceOperator extends AbstractStreamOperator<FrameResult>
    implements OneInputStreamOperator<FrameRecord, FrameResult>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final transient OperatorSettings settings;
  private final transient ModelSchedule schedule;
  private final transient MailboxExecutor mailbox;
  private final transient @Nullable SampledCameras sampled;
  private final transient @Nullable FocusedCameras focus;
  private final transient List<StatefulPart> stateful = new ArrayList<>();
  private final transient StreamRecord<FrameResult> emitted = new StreamRecord<>(null);

  private transient @Nullable BatchRunner runner;
  private transient @Nullable PoisonGuard guard;
  private transient FrameTracer tracer = FrameTracer.NONE;
  private transient @Nullable FrameDispatcher frames;
  private transient @Nullable RecordIntake intake;

  /** Creates an operator; {@link #open} opens the models. */
  InferenceOperator(
      StreamOperatorParameters<FrameResult> parameters,
      OperatorSettings settings,
      ModelSchedule schedule) {
    super(parameters);
    this.settings = settings;
    this.schedule = schedule;
    this.mailbox = parameters.getMailboxExecutor();
    this.sampled =
        settings.options().overload() instanceof OverloadPolicy.Sample sample
            ? new SampledCameras(sample.maxRate())
            : null;
    if (sampled != null) {
      stateful.add(new SampledCamerasState(sampled));
    }
    this.focus = focus(settings.options());
    if (focus != null) {
      stateful.add(new FocusedCamerasState(focus));
    }
    stateful.addAll(schedule.state());
  }

  private static @Nullable FocusedCameras focus(InferenceOptions options) {
    DetectorOptions detector = options.detector();
    return detector == null || detector.focus() == null
        ? null
        : new FocusedCameras(detector.focus());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    for (StatefulPart part : stateful) {
      part.initialize(context, taskInfo());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    for (StatefulPart part : stateful) {
      part.snapshot(taskInfo());
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    Subtask subtask = subtask();
    LoadedModels first = schedule.open(subtask);
    tracer = settings.tracers().open();
    PoisonGuard poison = openGuard();
    BatchScheduler scheduler = openScheduler(first, subtask);
    FrameGate gate = new FrameGate(settings.options().overload(), sampled);
    FrameDispatcher dispatcher =
        new FrameDispatcher(schedule, scheduler, focus, schedule.observers());
    frames = dispatcher;
    intake = new RecordIntake(gate, poison, dispatcher);
  }

  private Subtask subtask() {
    MetricGroup metricGroup = settings.metrics() == null ? getMetricGroup() : settings.metrics();
    return new Subtask(
        taskInfo(), mailbox, getProcessingTimeService(), metricGroup, output, settings.overlap());
  }

  private TaskInfo taskInfo() {
    return getRuntimeContext().getTaskInfo();
  }

  private PoisonGuard openGuard() {
    String job = getRuntimeContext().getJobInfo().getJobName();
    PoisonGuard opened = PoisonGuard.open(settings.options().protection().crashMemory(), job);
    guard = opened;
    return opened;
  }

  private BatchScheduler openScheduler(LoadedModels first, Subtask subtask) {
    BatchRunner worker =
        new BatchRunner(subtask.threadName("inference"), settings.check(), new FailTask(mailbox));
    runner = worker;
    InferenceMetrics registered =
        new InferenceMetrics(
            subtask.metrics(), subtask.clock()::getCurrentProcessingTime, this::inFlight);
    registered.registerMemory(settings.options());
    registered.modelsOpened(first.models(), first.pipeline().memory());
    TaskThread task = new TaskThread(subtask, this::emit, registered);
    return new BatchScheduler(settings.options().batching(), first, worker, task);
  }

  private int inFlight() {
    return frames == null ? 0 : frames.scheduler().inFlight();
  }

  @Override
  public void processElement(StreamRecord<FrameRecord> element) throws Exception {
    schedule.recordStarted();
    requireNonNull(intake, "the operator is open")
        .take(element.getValue(), getProcessingTimeService().getCurrentProcessingTime());
    schedule.recordEnded();
  }

  private void emit(FrameResult result) {
    trace(result);
    output.collect(emitted.replace(result, result.eventTime().toEpochMilli()));
  }

  /** Traces a result. A trace is not part of the result, so a trace that fails costs no frame. */
  private void trace(FrameResult result) {
    try {
      tracer.ended(result);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("The trace of frame {} failed; its result is written", result.frameId(), e);
    }
  }

  private void drain() throws InterruptedException {
    requireNonNull(frames, "the operator is open").drain();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    drain();
    super.processWatermark(mark);
    schedule.watermarkPassed(mark.getTimestamp());
  }

  @Override
  public void endInput() throws Exception {
    drain();
  }

  @Override
  public void finish() throws Exception {
    drain();
    super.finish();
  }

  @Override
  public void close() {
    TaskEnd.close(schedule::stop);
    TaskEnd.close(schedule.observers());
    FrameTracer tracing = tracer;
    tracer = FrameTracer.NONE;
    PoisonGuard guarding = guard;
    guard = null;
    TaskEnd.close(this::freeModels, tracing, guarding, super::close);
  }

  /**
   * Frees the models on the worker's thread, if there is one: a run that hangs must keep its
   * memory.
   */
  private void freeModels() throws InterruptedException {
    if (runner == null) {
      schedule.close();
    } else {
      runner.close(schedule::close, settings.options().batching().closeTimeout());
    }
  }
}
