package io.manako.operator.pipeline;

import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;

/**
 * Forwards every call to another pipeline. A pipeline that wraps another one extends this class and
 * overrides what it changes, so that no other call is lost.
 */
public abstract class ForwardingPipeline implements FramePipeline {
  private final FramePipeline pipeline;

  /**
   * Creates a pipeline around another one.
   *
   * @param pipeline the pipeline that gets the calls; closing this pipeline closes it
   */
  protected ForwardingPipeline(FramePipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Models models() {
    return pipeline.models();
  }

  @Override
  public Memory memory() {
    return pipeline.memory();
  }

  @Override
  public int detectorSide() {
    return pipeline.detectorSide();
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    pipeline.decode(frame, sink);
  }

  @Override
  public PictureBatch newBatch() {
    return pipeline.newBatch();
  }

  @Override
  public void abandon() {
    pipeline.abandon();
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
