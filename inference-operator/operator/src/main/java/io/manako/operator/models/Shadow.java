package io.manako.operator.models;

import static java.util.Objects.requireNonNull;

import io.manako.image.Image;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.ResultCheck;
import io.manako.operator.Stage;
import io.manako.operator.Subtask;
import io.manako.operator.batch.BatchRunner;
import io.manako.operator.batch.BatchScheduler;
import io.manako.operator.batch.FrameObserver;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.batch.PendingFrame;
import io.manako.operator.batch.TaskThread;
import io.manako.operator.metrics.InferenceMetrics;
import io.manako.operator.options.InferenceOptions.Batching;
import java.time.Instant;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second detector that processes the same decoded pictures, with batches and a worker of its own.
 * Every frame of the shadow's time gives one result in the side output {@link SideOutputs#SHADOW},
 * in the order of arrival. A shadow's failures fail no task: failed frames say why, and a shadow
 * that hangs is given up.
 */
final class Shadow implements FrameObserver {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

  private final Batching batching;
  private final ShadowModels models;
  private final BatchRunner runner;
  private final TaskThread task;
  private final ComparedFrames compared;
  private @Nullable BatchScheduler scheduler;
  private @Nullable Failure gaveUp;

  /**
   * Creates a shadow, which begins with the first frame of its time.
   *
   * @param check finds results that cannot be written
   */
  Shadow(Batching batching, ShadowModels models, ResultCheck check, Subtask subtask) {
    this.batching = batching;
    this.models = models;
    this.runner =
        new BatchRunner(subtask.threadName("shadow"), check, new GiveUpShadow(this::giveUp));
    MetricGroup group = subtask.metrics().addGroup(ModelRole.SHADOW.wireName());
    InferenceMetrics metrics =
        new InferenceMetrics(group, subtask.clock()::getCurrentProcessingTime, this::inFlight);
    this.task = new TaskThread(subtask, result -> emit(subtask, result), metrics);
    this.compared =
        new ComparedFrames(new Agreement(subtask.metrics().addGroup(InferenceMetrics.GROUP)));
  }

  private static void emit(Subtask subtask, FrameResult result) {
    subtask
        .output()
        .collect(SideOutputs.SHADOW, new StreamRecord<>(result, result.eventTime().toEpochMilli()));
  }

  @Override
  public void batched(PendingFrame primary, Image image) throws InterruptedException {
    LoadedModels chosen = choose(primary.eventTime());
    if (chosen == null) {
      return;
    }
    PendingFrame own = primary.again();
    compared.add(primary, own);
    try {
      if (gaveUp == null) {
        openScheduler().add(own, image);
      }
    } catch (RuntimeException e) {
      giveUp(String.valueOf(e.getMessage()));
    }
    if (gaveUp != null && own.result() == null) {
      end(own, own.failed(chosen.models(), FrameStatus.INFERENCE_ERROR, gaveUp));
    }
    compared.compareEnded();
  }

  @Override
  public void failed(PendingFrame primary, FrameStatus status, Failure failure)
      throws InterruptedException {
    LoadedModels chosen = choose(primary.eventTime());
    if (chosen == null) {
      return;
    }
    PendingFrame own = primary.again();
    FrameResult result = own.failed(chosen.models(), status, failure);
    if (gaveUp == null) {
      openScheduler().addFinished(own, result);
    } else {
      end(own, result);
    }
  }

  private @Nullable LoadedModels choose(Instant eventTime) throws InterruptedException {
    LoadedModels chosen = models.find(eventTime);
    if (gaveUp != null) {
      return chosen;
    }
    if (chosen == null) {
      drain();
      return null;
    }
    if (scheduler == null) {
      scheduler = new BatchScheduler(batching, chosen, runner, task);
    }
    try {
      scheduler.use(chosen);
    } catch (RuntimeException e) {
      giveUp(String.valueOf(e.getMessage()));
    }
    return chosen;
  }

  private BatchScheduler openScheduler() {
    return requireNonNull(scheduler, "models were chosen");
  }

  /** Emits the result of a frame after the shadow was given up and holds no frame any more. */
  private void end(PendingFrame own, FrameResult result) {
    own.finish(result);
    task.emit(own);
  }

  private void giveUp(String reason) {
    if (gaveUp != null) {
      return;
    }
    LOG.warn("The shadow is given up until the task restarts: {}", reason);
    Failure failure =
        new Failure(Stage.INFERENCE, "ShadowGivenUp", "the shadow is given up: " + reason);
    gaveUp = failure;
    models.freeze();
    if (scheduler != null) {
      scheduler.abandon(failure);
    }
  }

  @Override
  public void drain() throws InterruptedException {
    if (scheduler != null) {
      try {
        scheduler.drain();
      } catch (RuntimeException e) {
        giveUp(String.valueOf(e.getMessage()));
      }
    }
    compared.compareEnded();
  }

  private int inFlight() {
    return scheduler == null ? 0 : scheduler.inFlight();
  }

  @Override
  public void close() throws InterruptedException {
    runner.close(models::free, batching.closeTimeout());
  }
}
