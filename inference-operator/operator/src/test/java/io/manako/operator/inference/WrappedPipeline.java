package io.manako.operator.inference;

import io.manako.image.FrameSink;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;

/** Hands everything on; tests override what shall fail. */
class WrappedPipeline implements FramePipeline {
  private final FramePipeline wrapped;

  WrappedPipeline(FramePipeline wrapped) {
    this.wrapped = wrapped;
  }

  @Override
  public Models models() {
    return wrapped.models();
  }

  @Override
  public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
    wrapped.decode(frame, sink);
  }

  @Override
  public PictureBatch newBatch() {
    return wrapped.newBatch();
  }

  @Override
  public void close() {
    wrapped.close();
  }
}
