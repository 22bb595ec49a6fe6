package io.manako.operator.inference;

import io.manako.image.Image;
import io.manako.operator.FrameResult.Failure;
import io.manako.operator.FrameStatus;
import io.manako.operator.batch.BatchScheduler;
import io.manako.operator.batch.FrameObserver;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.batch.PendingFrame;
import io.manako.operator.focus.FocusedCameras;
import io.manako.operator.models.ModelSchedule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes each frame to the models of its event time, and to the observers.
 *
 * @param schedule schedule that chooses the models
 * @param scheduler scheduler that runs the models
 * @param focus plans the views of frames; null without a focus
 * @param observers observers that get every frame after the scheduler
 */
record FrameDispatcher(
    ModelSchedule schedule,
    BatchScheduler scheduler,
    @Nullable FocusedCameras focus,
    List<FrameObserver> observers) {

  /** Returns the models of a time; after this call no other models run. */
  LoadedModels use(Instant eventTime) throws InterruptedException {
    LoadedModels models = schedule.at(eventTime);
    scheduler.use(models);
    return models;
  }

  void batch(PendingFrame frame, Image image) throws InterruptedException {
    LoadedModels models = use(frame.eventTime());
    int side = models.pipeline().detectorSide();
    if (focus != null && side > 0) {
      frame.focusOn(focus.next(frame.source(), image, side));
    }
    scheduler.add(frame, image);
    for (FrameObserver observer : observers) {
      observer.batched(frame, image);
    }
  }

  /** Ends a frame without the engine. */
  void fail(PendingFrame frame, FrameStatus status, Failure failure) throws InterruptedException {
    LoadedModels models = use(frame.eventTime());
    scheduler.addFinished(frame, frame.failed(models.models(), status, failure));
    for (FrameObserver observer : observers) {
      observer.failed(frame, status, failure);
    }
  }

  /** Emits the results of all frames, and then everything that the observers hold. */
  void drain() throws InterruptedException {
    scheduler.drain();
    for (FrameObserver observer : observers) {
      observer.drain();
    }
  }
}
