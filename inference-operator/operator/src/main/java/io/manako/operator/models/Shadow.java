package io.manako.operator.models;

import static java.util.Objects.requireNonNull;

import io.manako.image.Image;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.Stage;
import io.manako.operator.batch.BatchRunner;
import io.manako.operator.batch.BatchScheduler;
import io.manako.operator.batch.BatchScheduler.TaskThread;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.batch.PendingFrame;
import io.manako.operator.options.InferenceOptions.Batching;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second detector on the same decoded pictures, with batches of its own. Every frame of its time
 * gives one result, in the order of arrival. What fails here fails no task: failed frames say why,
 * and a shadow that hangs is given up. For the task's thread.
 */
public final class Shadow {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);

  private final Batching batching;
  private final Choice choice;
  private final BatchRunner runner;
  private final TaskThread task;
  private final Agreement agreement;
  private final Deque<Pair> pairs = new ArrayDeque<>();
  private @Nullable BatchScheduler scheduler;
  private @Nullable Failure gaveUp;

  /** The models of shadows by event time. */
  interface Choice {
    /** Null if there is no shadow. */
    @Nullable LoadedModels find(Instant eventTime) throws InterruptedException;

    /** A run hangs: nothing may be freed under it. */
    void freeze();
  }

  /** One frame, as both see it. */
  private record Pair(PendingFrame primary, PendingFrame shadow) {
    boolean isOver() {
      return primary.result() != null && shadow.result() != null;
    }
  }

  public Shadow(
      Batching batching, Choice choice, BatchRunner runner, TaskThread task, Agreement agreement) {
    this.batching = batching;
    this.choice = choice;
    this.runner = runner;
    this.task = task;
    this.agreement = agreement;
  }

  /** Looks at a picture that the primary model has taken. */
  public void look(PendingFrame primary, Image image) throws InterruptedException {
    LoadedModels lane = choose(primary.eventTime());
    if (lane == null) {
      return;
    }
    PendingFrame own = primary.again();
    pairs.add(new Pair(primary, own));
    try {
      if (gaveUp == null) {
        requireNonNull(scheduler, "a lane was chosen").add(own, image);
      }
    } catch (RuntimeException e) {
      giveUp(String.valueOf(e.getMessage()));
    }
    if (gaveUp != null && own.result() == null) {
      end(own, own.failed(lane.models(), FrameStatus.INFERENCE_ERROR, gaveUp));
    }
    compareFinished();
  }

  /** Takes a frame that has ended without the primary model. */
  public void fail(PendingFrame primary, FrameStatus status, Failure failure) throws InterruptedException {
    LoadedModels lane = choose(primary.eventTime());
    if (lane == null) {
      return;
    }
    PendingFrame own = primary.again();
    FrameResult result = own.failed(lane.models(), status, failure);
    if (gaveUp == null) {
      requireNonNull(scheduler, "a lane was chosen").addFinished(own, result);
    } else {
      end(own, result);
    }
  }

  private @Nullable LoadedModels choose(Instant eventTime) throws InterruptedException {
    LoadedModels lane = choice.find(eventTime);
    if (gaveUp != null) {
      return lane;
    }
    if (lane == null) {
      drain();
      return null;
    }
    if (scheduler == null) {
      scheduler = new ShadowScheduler(batching, lane, runner, task, this::giveUp);
    }
    try {
      scheduler.use(lane);
    } catch (RuntimeException e) {
      giveUp(String.valueOf(e.getMessage()));
    }
    return lane;
  }

  /** Frames after this one find that nothing is held. */
  private void end(PendingFrame own, FrameResult result) {
    own.finish(result);
    own.taken(task.metrics());
    own.ended(task.metrics(), task.clock().getCurrentProcessingTime());
    task.output().accept(result);
  }

  private void giveUp(String reason) {
    if (gaveUp != null) {
      return;
    }
    LOG.warn("The shadow is given up until the task restarts: {}", reason);
    Failure failure =
        new Failure(Stage.INFERENCE, "ShadowGivenUp", "the shadow is given up: " + reason);
    gaveUp = failure;
    choice.freeze();
    if (scheduler != null) {
      scheduler.abandon(failure);
    }
  }

  /** Emits everything that is held. */
  public void drain() throws InterruptedException {
    if (scheduler != null) {
      try {
        scheduler.drain();
      } catch (RuntimeException e) {
        giveUp(String.valueOf(e.getMessage()));
      }
    }
    compareFinished();
  }

  private void compareFinished() {
    Pair first = pairs.peek();
    while (first != null && first.isOver()) {
      pairs.remove();
      agreement.compare(
          requireNonNull(first.primary.result()), requireNonNull(first.shadow.result()));
      first = pairs.peek();
    }
  }

  /** Frames taken and not yet emitted. */
  public int inFlight() {
    return scheduler == null ? 0 : scheduler.inFlight();
  }
}
