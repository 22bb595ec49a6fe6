package io.manako.operator.batch;

import io.manako.image.Image;
import io.manako.operator.Models;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;

/**
 * Models in memory: a pipeline and its two batches, of which one fills while the other runs. The
 * owner closes them when none of them runs any more.
 */
public final class LoadedModels implements AutoCloseable {
  /** Width and height of the pictures of the first run, pixels. */
  private static final int WARM_UP = 64;

  private final FramePipeline pipeline;
  private final Batch first;
  private final Batch second;

  private LoadedModels(FramePipeline pipeline, int batchSize) {
    this.pipeline = pipeline;
    this.first = new Batch(pipeline.models(), pipeline.newBatch(), batchSize);
    this.second = new Batch(pipeline.models(), pipeline.newBatch(), batchSize);
  }

  /**
   * Takes over a pipeline, and closes it if its batches cannot be made.
   *
   * @param batchSize pictures in a batch, 1 or more
   */
  public static LoadedModels over(FramePipeline pipeline, int batchSize) {
    try {
      return new LoadedModels(pipeline, batchSize);
    } catch (RuntimeException | Error e) {
      pipeline.close();
      throw e;
    }
  }

  /** Runs one batch of black pictures, which allocates the memory that a run needs. */
  public void warmUp() {
    PictureBatch pictures = first.pictures();
    try {
      for (int n = 0; n < first.capacity(); n++) {
        pictures.put(n, new Image(WARM_UP, WARM_UP, new byte[WARM_UP * WARM_UP * 3]));
      }
      pictures.run(first.capacity());
    } finally {
      pictures.clear();
    }
  }

  public FramePipeline pipeline() {
    return pipeline;
  }

  public Models models() {
    return first.models();
  }

  Batch first() {
    return first;
  }

  Batch second() {
    return second;
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
