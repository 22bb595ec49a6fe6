package io.manako.operator.models;

import io.manako.operator.Subtask;
import io.manako.operator.metrics.SwapMetrics;
import java.util.Locale;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the outcomes of changes in the log, in metrics, and in the side output {@link
 * SideOutputs#REFUSED}.
 *
 * @param metrics counters of changes
 * @param subtask subtask that decides about the changes
 */
record SwapReport(SwapMetrics metrics, Subtask subtask) {
  private static final Logger LOG = LoggerFactory.getLogger(SwapReport.class);

  void loaded(ModelChange change) {
    LOG.info(
        "{} {} is loaded and will be the {} from {} on",
        change.role().wireName(),
        change.model(),
        change.slot().wireName(),
        change.activateAt());
    metrics.loaded();
  }

  void refused(ModelRefusal refusal) {
    ModelChange change = refusal.change();
    LOG.warn(
        "{} {} cannot be the {} from {} on, so the one in effect stays: {}",
        change.role().wireName(),
        change.model(),
        change.slot().wireName(),
        change.activateAt(),
        refusal.reason());
    metrics.refused();
    ModelRefusal named = new ModelRefusal(change, refusal.error(), withSubtask(refusal));
    subtask
        .output()
        .collect(
            SideOutputs.REFUSED, new StreamRecord<>(named, change.activateAt().toEpochMilli()));
  }

  private String withSubtask(ModelRefusal refusal) {
    return String.format(
        Locale.ROOT,
        "subtask %d of %d keeps its %s: %s",
        subtask.info().getIndexOfThisSubtask() + 1,
        subtask.info().getNumberOfParallelSubtasks(),
        refusal.change().slot().wireName(),
        refusal.reason());
  }

  /** Reports a change that was known before the first frame and found no room. */
  void leftOut(ModelChange change) {
    LOG.warn(
        "There are more than {} future changes of the {}: the furthest, of {}, is dropped",
        ChangeBook.MOST,
        change.slot().wireName(),
        change.activateAt());
  }
}
