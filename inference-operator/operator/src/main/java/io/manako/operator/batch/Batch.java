package io.manako.operator.batch;

import io.manako.image.Image;
import io.manako.operator.FrameResult;
import io.manako.operator.Models;
import io.manako.operator.focus.FrameFocus;
import io.manako.operator.pipeline.PictureBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames that run together, their pixels, and the models that process them. Filled on the task's
 * thread, run on a worker, cleared on the task's thread.
 */
public final class Batch {
  private final Models models;
  private final PictureBatch pictures;
  private final int capacity;
  private final List<PendingFrame> frames;

  Batch(Models models, PictureBatch pictures, int capacity) {
    this.models = models;
    this.pictures = pictures;
    this.capacity = capacity;
    this.frames = new ArrayList<>(capacity);
  }

  void add(PendingFrame frame, Image image) {
    long start = System.nanoTime();
    FrameFocus focus = frame.focus();
    if (focus == null) {
      pictures.put(frames.size(), image);
    } else {
      pictures.put(frames.size(), image, focus.views().views());
    }
    frames.add(frame);
    long now = System.nanoTime();
    frame.batched(now - start, now);
  }

  /** The result of the frame at place {@code n} after a failure of its inference. */
  public FrameResult failed(int n, Throwable cause) {
    return BatchInference.failed(models, frames.get(n), cause);
  }

  Models models() {
    return models;
  }

  PictureBatch pictures() {
    return pictures;
  }

  List<PendingFrame> frames() {
    return frames;
  }

  int capacity() {
    return capacity;
  }

  /** Number of frames in the batch. */
  public int size() {
    return frames.size();
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  boolean isFull() {
    return frames.size() == capacity;
  }

  void clear() {
    pictures.clear();
    frames.clear();
  }
}
