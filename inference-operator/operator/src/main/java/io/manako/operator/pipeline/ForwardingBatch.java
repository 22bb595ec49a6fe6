package io.manako.operator.pipeline;

import io.manako.detect.Views;
import io.manako.image.Image;

/**
 * Forwards every call to another batch. A batch that wraps another one extends this class and
 * overrides what it changes.
 */
public abstract class ForwardingBatch implements PictureBatch {
  private final PictureBatch batch;

  /**
   * Creates a batch around another one.
   *
   * @param batch the batch that gets the calls
   */
  protected ForwardingBatch(PictureBatch batch) {
    this.batch = batch;
  }

  @Override
  public void put(int n, Image image) {
    batch.put(n, image);
  }

  @Override
  public void put(int n, Image image, Views views) {
    batch.put(n, image, views);
  }

  @Override
  public Answers run(int count) {
    return batch.run(count);
  }

  @Override
  public Answers runAlone(int n) {
    return batch.runAlone(n);
  }

  @Override
  public void probe() {
    batch.probe();
  }

  @Override
  public void clear() {
    batch.clear();
  }
}
