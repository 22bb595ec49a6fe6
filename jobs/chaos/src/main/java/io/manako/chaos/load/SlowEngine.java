package io.manako.chaos.load;

import io.manako.image.FrameSink;
import io.manako.image.Image;
import io.manako.image.MalformedFrameException;
import io.manako.operator.FrameRecord;
import io.manako.operator.Models;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.PictureBatch;
import io.manako.testkit.fault.SquarePipeline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Engine that takes {@value #FRAME_MILLIS} ms per frame until it receives {@link #FAST}. */
public class SlowEngine implements Fitting {
  static final int FRAME_MILLIS = 200;

  /** Request to take next to no time from now on. */
  static final String FAST = "fast";

  /** Flag of the process, which has one job: tasks are copies of the submitted operator. */
  private static volatile boolean slow = true;

  /** Starts slow. */
  public SlowEngine() {}

  @Override
  public InferenceOperatorFactory inference(InferenceOptions options) {
    return new InferenceOperatorFactory(options, SlowEngine::open);
  }

  @Override
  public final void tell(String word) {
    slow = !word.equals(FAST);
  }

  /** Returns the engine behind the usual decoder. */
  protected static FramePipeline open(InferenceOptions options) {
    return new SlowPipeline(new SquarePipeline(options), FRAME_MILLIS);
  }

  /**
   * Pipeline whose engine is slow.
   *
   * @param pipeline pipeline with the results
   * @param frameMillis delay per frame
   */
  record SlowPipeline(FramePipeline pipeline, int frameMillis) implements FramePipeline {
    @Override
    public Models models() {
      return pipeline.models();
    }

    @Override
    public void decode(FrameRecord frame, FrameSink sink) throws MalformedFrameException {
      pipeline.decode(frame, sink);
    }

    @Override
    public PictureBatch newBatch() {
      return new SlowBatch(pipeline.newBatch(), frameMillis);
    }

    @Override
    public void close() {
      pipeline.close();
    }
  }

  private record SlowBatch(PictureBatch batch, int frameMillis) implements PictureBatch {
    @Override
    public void put(int n, Image image) {
      batch.put(n, image);
    }

    @Override
    public Answers run(int count) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos((long) count * frameMillis);
      while (slow && System.nanoTime() < end) {
        LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50)));
      }
      return batch.run(count);
    }

    @Override
    public Answers runAlone(int n) {
      return batch.runAlone(n);
    }

    @Override
    public void clear() {
      batch.clear();
    }
  }
}
