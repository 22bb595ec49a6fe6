package io.manako.operator.models;

import io.manako.operator.batch.LoadedModels;
import io.manako.operator.models.ChangeBook.Outcome;
import io.manako.operator.models.ModelLoader.Loaded;
import io.manako.operator.options.SwapOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes, lets their models be loaded one after the other in the order of their times, and
 * notes what has become of them. For the task's thread.
 */
final class ModelSwapper {
  private static final Logger LOG = LoggerFactory.getLogger(ModelSwapper.class);

  private final SwapOptions options;
  private final ChangeBook book;
  private final ModelLoader loader;
  private final Listener listener;
  private final ProcessingTimeService clock;
  private @Nullable ScheduledFuture<?> timeout;

  /** Whoever wants to know of changes. */
  interface Listener {
    /** The models of a role. */
    RoleModels lanes(ModelRole role);

    /** A model was loaded. */
    void loaded(ModelChange change);

    /** A model was refused. */
    void refused(ModelRefusal refusal);
  }

  ModelSwapper(
      SwapOptions options,
      ChangeBook book,
      ModelLoader loader,
      Listener listener,
      ProcessingTimeService clock) {
    this.options = options;
    this.book = book;
    this.loader = loader;
    this.listener = listener;
    this.clock = clock;
  }

  /** Takes a change; one that is known already changes nothing. */
  void take(ModelChange change) {
    boolean taken = book.add(change);
    book.takePushedOut().forEach(this::refuseForRoom);
    if (taken) {
      listener.lanes(change.role()).changed();
      loadNext();
    }
  }

  private void refuseForRoom(ModelChange change) {
    refuse(
        change,
        "TooManyChanges",
        String.format(
            Locale.ROOT,
            "more than %d changes of it are to come, and this one is the furthest; publish it again when others have come into effect",
            ChangeBook.MOST));
  }

  /** Loads the next model, unless one is being loaded. */
  void loadNext() {
    Optional<ModelChange> next = loader.isBusy() ? Optional.empty() : book.nextPending();
    while (next.isPresent() && !startLoading(next.get())) {
      next = book.nextPending();
    }
  }

  /** False if there is nothing to load. */
  private boolean startLoading(ModelChange change) {
    ModelSet lineup = book.tried(change);
    if (listener.lanes(change.role()).pool().has(lineup)) {
      settle(change, Outcome.LOADED);
      return false;
    }
    long due = clock.getCurrentProcessingTime() + options.loadTimeout().toMillis();
    timeout = clock.registerTimer(due, time -> giveUp(change));
    loader.start(lineup, loaded -> ended(change, lineup, loaded));
    return true;
  }

  private void giveUp(ModelChange change) {
    loader.giveUp();
    refuse(
        change,
        "LoadTimeout",
        String.format(
            Locale.ROOT,
            "it was not loaded within model-swap.load-timeout (%d ms); raise it if the model is that large",
            options.loadTimeout().toMillis()));
    loadNext();
  }

  private void ended(ModelChange change, ModelSet lineup, Loaded loaded) {
    if (timeout != null) {
      timeout.cancel(false);
    }
    LoadedModels lane = loaded.lane();
    if (lane != null) {
      listener.lanes(change.role()).pool().put(lineup, lane);
      settle(change, Outcome.LOADED);
    } else {
      failed(change, Objects.requireNonNull(loaded.error(), "a load that failed says why"));
    }
    loadNext();
  }

  private void failed(ModelChange change, Throwable error) {
    if (error instanceof Error fatal && !(error instanceof LinkageError)) {
      throw fatal;
    }
    refuse(change, error.getClass().getName(), String.valueOf(error.getMessage()));
  }

  /** Leaves what was in effect, and says why. */
  void refuse(ModelChange change, String error, String reason) {
    settle(change, Outcome.REFUSED);
    LOG.warn(
        "{} {} cannot be the {} from {} on, what was there stays: {}",
        change.role().wireName(),
        change.model(),
        change.slot().wireName(),
        change.activateAt(),
        reason);
    listener.refused(new ModelRefusal(change, error, reason));
  }

  private void settle(ModelChange change, Outcome outcome) {
    book.settle(change, outcome);
    if (outcome == Outcome.LOADED) {
      LOG.info(
          "{} {} is loaded and will be the {} from {} on",
          change.role().wireName(),
          change.model(),
          change.slot().wireName(),
          change.activateAt());
      listener.loaded(change);
    }
    listener.lanes(change.role()).changed();
  }

  /** Ends a load that is on. */
  void close(Duration patience) throws InterruptedException {
    loader.close(patience);
  }
}
