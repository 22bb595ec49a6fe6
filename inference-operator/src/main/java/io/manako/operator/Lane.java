package io.manako.operator;

/** A pipeline and its two batches: one fills while the other runs. */
final class Lane implements AutoCloseable {
  private final FramePipeline pipeline;
  private final Batch first;
  private final Batch second;

  private Lane(FramePipeline pipeline, int batchSize) {
    this.pipeline = pipeline;
    this.first = new Batch(pipeline.models(), pipeline.newBatch(), batchSize);
    this.second = new Batch(pipeline.models(), pipeline.newBatch(), batchSize);
  }

  /** Takes over a pipeline, and frees it if it has no batches to give. */
  static Lane over(FramePipeline pipeline, int batchSize) {
    try {
      return new Lane(pipeline, batchSize);
    } catch (RuntimeException | Error e) {
      pipeline.close();
      throw e;
    }
  }

  /** Lets the models look at one batch of black pictures, which takes the memory that they need. */
  void warmUp() {
    first.lookAtBlack(first.capacity());
  }

  FramePipeline pipeline() {
    return pipeline;
  }

  Models models() {
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
