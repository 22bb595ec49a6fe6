package io.manako.operator;

import io.manako.operator.InferenceOptions.Batching;
import java.util.function.Consumer;

/** Schedules a shadow's batches: one that hangs is given up and does not fail the task. */
final class ShadowScheduler extends BatchScheduler {
  private final Consumer<String> whenHung;

  ShadowScheduler(
      Batching batching,
      Lane lane,
      BatchRunner runner,
      TaskThread task,
      Consumer<String> whenHung) {
    super(batching, lane, runner, task);
    this.whenHung = whenHung;
  }

  @Override
  void hung(String reason) {
    whenHung.accept(reason);
  }
}
