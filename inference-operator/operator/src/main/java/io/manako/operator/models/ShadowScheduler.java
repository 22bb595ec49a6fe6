package io.manako.operator.models;

import io.manako.operator.batch.BatchRunner;
import io.manako.operator.batch.BatchScheduler;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.options.InferenceOptions.Batching;
import java.util.function.Consumer;

/** Schedules a shadow's batches: one that hangs is given up and does not fail the task. */
final class ShadowScheduler extends BatchScheduler {
  private final Consumer<String> whenHung;

  ShadowScheduler(
      Batching batching,
      LoadedModels lane,
      BatchRunner runner,
      TaskThread task,
      Consumer<String> whenHung) {
    super(batching, lane, runner, task);
    this.whenHung = whenHung;
  }

  @Override
  protected void hung(String reason) {
    whenHung.accept(reason);
  }
}
