package io.manako.operator;

import io.manako.model.Task;
import java.util.Locale;

/** A place for a model in the operator. */
public enum ModelSlot {
  /** Finds objects. */
  DETECTOR(Task.DETECTION),
  /** Names frames or detected objects. */
  CLASSIFIER(Task.CLASSIFICATION),
  /** Names pixels. */
  SEGMENTER(Task.SEGMENTATION);

  private final Task task;

  ModelSlot(Task task) {
    this.task = task;
  }

  /** The task of the models in this slot. */
  public Task task() {
    return task;
  }

  /** Name in records, in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
