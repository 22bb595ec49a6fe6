package io.manako.operator.models;

import io.manako.operator.batch.LoadedModels;
import io.manako.operator.models.ChangeBook.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes changes, loads their models one after the other in the order of their times, and notes
 * their outcomes. For the task's thread.
 */
final class ModelSwapper {
  private final ChangeBook book;
  private final ModelRoles roles;
  private final ModelLoader loader;
  private final SwapReport report;

  ModelSwapper(ChangeBook book, ModelRoles roles, ModelLoader loader, SwapReport report) {
    this.book = book;
    this.roles = roles;
    this.loader = loader;
    this.report = report;
  }

  /** Takes a change; a change that is already known has no effect. */
  void take(ModelChange change) {
    boolean taken = book.add(change);
    book.takePushedOut().forEach(this::refuseForRoom);
    if (taken) {
      roles.of(change.role()).changed();
      loadNext();
    }
  }

  private void refuseForRoom(ModelChange change) {
    refuse(
        change,
        "TooManyChanges",
        String.format(
            Locale.ROOT,
            "it has more than %d future changes, and this one is the furthest; publish it again"
                + " when others have come into effect",
            ChangeBook.MOST));
  }

  /** Loads the next model, unless one is being loaded. */
  void loadNext() {
    Optional<ModelChange> next = loader.isBusy() ? Optional.empty() : book.nextPending();
    while (next.isPresent() && !startLoading(next.get())) {
      next = book.nextPending();
    }
  }

  /** Returns false if the models are already in memory. */
  private boolean startLoading(ModelChange change) {
    ModelSet set = book.tried(change);
    if (roles.of(change.role()).cache().has(set)) {
      settle(change, Outcome.LOADED);
      return false;
    }
    loader.start(set, new Attempt(change, set));
    return true;
  }

  /** Refuses a change: the models that were in effect stay. */
  void refuse(ModelChange change, String error, String reason) {
    settle(change, Outcome.REFUSED);
    report.refused(new ModelRefusal(change, error, reason));
  }

  private void settle(ModelChange change, Outcome outcome) {
    book.settle(change, outcome);
    if (outcome == Outcome.LOADED) {
      report.loaded(change);
    }
    roles.of(change.role()).changed();
  }

  /** The attempt to load the models of a change. */
  private final class Attempt implements ModelLoader.Receiver {
    private final ModelChange change;
    private final ModelSet set;

    Attempt(ModelChange change, ModelSet set) {
      this.change = change;
      this.set = set;
    }

    @Override
    public void loaded(LoadedModels models) {
      roles.of(change.role()).cache().put(set, models);
      settle(change, Outcome.LOADED);
      loadNext();
    }

    @Override
    public void failed(Throwable error) {
      if (error instanceof Error fatal && !(error instanceof LinkageError)) {
        throw fatal;
      }
      refuse(change, error.getClass().getName(), String.valueOf(error.getMessage()));
      loadNext();
    }

    @Override
    public void timedOut(Duration timeout) {
      refuse(
          change,
          "LoadTimeout",
          String.format(
              Locale.ROOT,
              "it was not loaded within model-swap.load-timeout (%d ms); raise it if the model is"
                  + " that large",
              timeout.toMillis()));
      loadNext();
    }
  }
}
