package io.manako.operator.inference;

import io.manako.image.Image;
import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.TaskEnd;
import io.manako.operator.batch.BatchRunner;
import io.manako.operator.batch.BatchScheduler.TaskThread;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.batch.PendingFrame;
import io.manako.operator.metrics.InferenceMetrics;
import io.manako.operator.metrics.SwapMetrics;
import io.manako.operator.models.Agreement;
import io.manako.operator.models.ChangeBook;
import io.manako.operator.models.ChangeBookCodec;
import io.manako.operator.models.ChangeBookCodec.Stored;
import io.manako.operator.models.ChangeFeed;
import io.manako.operator.models.ModelSchedule;
import io.manako.operator.models.ModelSet;
import io.manako.operator.models.ScheduledModels;
import io.manako.operator.models.ModelChange;
import io.manako.operator.models.ModelRefusal;
import io.manako.operator.models.ModelRole;
import io.manako.operator.models.Shadow;
import io.manako.operator.models.ShadowRunner;
import io.manako.operator.models.SwapSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * An {@link InferenceOperator} that takes {@link ModelChange}s. From a change's event time on its
 * model answers: it is loaded and run once beside the old one, and no batch mixes models. A frame
 * whose time has come waits until its model is loaded, at most {@code model-swap.load-timeout} for
 * each change; then, or if the model fails, the change is refused and what was there stays.
 *
 * <p>Which model answers a frame depends on its event time and the changes that are known, so a
 * late frame gets the model of its time. Changes and what has become of them are in every
 * checkpoint. Subtasks decide for themselves: one whose model fails keeps the old one and says so.
 *
 * <p>Changes come through a {@link ChangeFeed} and not through a second input: Flink triggers no
 * checkpoint in a chain of a source and an operator that has another input from the network, and
 * frames must stay in one chain with their source. The feed is read up to its present end before
 * the first frame, which a second input could not promise.
 */
public class SwappingInferenceOperator extends InferenceOperator {
  private static final long serialVersionUID = 1L;

  /** Changes that were refused, one for each subtask that refuses. */
  public static final OutputTag<ModelRefusal> REFUSED = new OutputTag<>("refused-models") {};

  /** Results of shadows, one for each frame of their time. */
  public static final OutputTag<FrameResult> SHADOW =
      new OutputTag<>("shadow", TypeInformation.of(FrameResult.class));

  private static final ListStateDescriptor<byte[]> CHANGES =
      new ListStateDescriptor<>("model-changes", BytePrimitiveArraySerializer.INSTANCE);

  private final SwapSettings settings;

  private transient ChangeBook book;
  private transient ListState<byte[]> changes;
  private transient ChangeFeed.@Nullable Subscription subscription;
  private transient @Nullable ScheduledModels models;
  private transient @Nullable BatchRunner shadowRunner;
  private transient @Nullable Shadow shadow;

  /** Opens nothing yet. */
  public SwappingInferenceOperator(
      StreamOperatorParameters<FrameResult> parameters, SwapSettings settings) {
    super(parameters, settings.options(), settings.provider());
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    book = new ChangeBook();
    changes = context.getOperatorStateStore().getUnionListState(CHANGES);
    List<Stored> stored = new ArrayList<>();
    for (byte[] bytes : changes.get()) {
      stored.add(ChangeBookCodec.read(bytes));
    }
    TaskInfo task = getRuntimeContext().getTaskInfo();
    book.restore(stored, task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    Stored stored =
        new Stored(
            task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks(), book.entries());
    changes.update(List.of(ChangeBookCodec.write(stored)));
  }

  @Override
  final ModelSchedule openModels() {
    ScheduledModels opened =
        new ScheduledModels(
            settings.swap(),
            book,
            new ScheduledModels.Task(
                mailbox(),
                getProcessingTimeService(),
                "model loader " + getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks()),
            new ScheduledModels.Opener(this::openConfigured, this::openNew),
            new SwapMetrics(getMetricGroup()),
            this::tell);
    models = opened;
    ChangeFeed.Subscription opening = settings.feed().open(new ToTask());
    subscription = opening;
    opening.known().stream().filter(this::isMine).forEach(book::add);
    book.takePushedOut()
        .forEach(
            change ->
                LOG.warn(
                    "More than {} changes of the {} are to come: the furthest, of {}, is left out",
                    ChangeBook.MOST,
                    change.slot().wireName(),
                    change.activateAt()));
    return opened.open();
  }

  @Override
  public void open() throws Exception {
    super.open();
    BatchRunner beside =
        new ShadowRunner(
            "shadow " + getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks(), resultCheck());
    shadowRunner = beside;
    MetricGroup group = getMetricGroup().addGroup(ModelRole.SHADOW.wireName());
    ProcessingTimeService clock = getProcessingTimeService();
    InferenceMetrics shadowMetrics =
        new InferenceMetrics(group, clock::getCurrentProcessingTime, this::shadowsInFlight);
    shadow =
        new Shadow(
            settings.options().batching(),
            live(),
            beside,
            new TaskThread(mailbox(), clock, this::emitShadow, shadowMetrics, overlaps()),
            new Agreement(getMetricGroup().addGroup(InferenceMetrics.GROUP)));
  }

  private int shadowsInFlight() {
    return shadow == null ? 0 : shadow.inFlight();
  }

  private void emitShadow(FrameResult result) {
    output.collect(SHADOW, new StreamRecord<>(result, result.eventTime().toEpochMilli()));
  }

  @Override
  final void added(PendingFrame pending, Image image) throws InterruptedException {
    shadow().look(pending, image);
  }

  @Override
  final void failed(PendingFrame pending, FrameStatus status, Failure failure)
      throws InterruptedException {
    shadow().fail(pending, status, failure);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    shadow().drain();
  }

  @Override
  public void endInput() throws Exception {
    super.endInput();
    shadow().drain();
  }

  @Override
  public void finish() throws Exception {
    super.finish();
    shadow().drain();
  }

  private LoadedModels openConfigured(ModelSet lineup) {
    return openLane(lineup.applyTo(settings.options()));
  }

  private LoadedModels openNew(ModelSet lineup) {
    return LoadedModels.over(
        settings.provider().open(lineup.applyTo(settings.options())),
        settings.options().batching().size());
  }

  private void tell(ModelRefusal refusal) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    String reason =
        String.format(
            Locale.ROOT,
            "subtask %d of %d keeps its %s: %s",
            task.getIndexOfThisSubtask() + 1,
            task.getNumberOfParallelSubtasks(),
            refusal.change().slot().wireName(),
            refusal.reason());
    long time = refusal.change().activateAt().toEpochMilli();
    output.collect(
        REFUSED,
        new StreamRecord<>(new ModelRefusal(refusal.change(), refusal.error(), reason), time));
  }

  private boolean isMine(ModelChange change) {
    return settings.options().uses(change.slot());
  }

  /** Brings what the feed tells to the task's thread. */
  private final class ToTask implements ChangeFeed.Listener {
    @Override
    public void changed(ModelChange change) {
      if (isMine(change)) {
        execute(() -> live().take(change));
      }
    }

    @Override
    public void failed(RuntimeException cause) {
      execute(
          () -> {
            throw cause;
          });
    }

    private void execute(ThrowingRunnable<Exception> mail) {
      try {
        mailbox().execute(mail, "Take a change of models");
      } catch (RejectedExecutionException e) {
        LOG.debug("The task is closing: a change of models is left to its next attempt");
      }
    }
  }

  @Override
  public void processElement(StreamRecord<FrameRecord> element) throws Exception {
    live().begin();
    super.processElement(element);
    live().end();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    // Its results must not come after the watermark either.
    shadow().drain();
    super.processWatermark(mark);
    shadow().drain();
    live().passed(mark.getTimestamp());
  }

  @Override
  public void close() {
    ScheduledModels held = models;
    models = null;
    ChangeFeed.Subscription feed = subscription;
    subscription = null;
    Duration patience = settings.options().batching().closeTimeout();
    TaskEnd.close(
        held == null ? null : () -> held.close(patience),
        held == null ? null : () -> closeShadows(held, patience),
        feed == null ? null : feed::close,
        super::close);
  }

  private void closeShadows(ScheduledModels held, Duration patience) throws InterruptedException {
    if (shadowRunner == null) {
      held.shadows().close();
    } else {
      shadowRunner.close(held.shadows()::close, patience);
    }
  }

  private Shadow shadow() {
    return Objects.requireNonNull(shadow, "the operator is open");
  }

  private ScheduledModels live() {
    return Objects.requireNonNull(models, "the operator is open");
  }
}
