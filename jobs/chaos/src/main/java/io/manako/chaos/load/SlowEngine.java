package io.manako.chaos.load;

import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.ForwardingBatch;
import io.manako.operator.pipeline.ForwardingPipeline;
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

  /** A pipeline whose engine takes its time. */
  static final class SlowPipeline extends ForwardingPipeline {
    private final int frameMillis;

    /**
     * Slows a pipeline down.
     *
     * @param pipeline the pipeline that answers
     * @param frameMillis time for each frame, ms
     */
    SlowPipeline(FramePipeline pipeline, int frameMillis) {
      super(pipeline);
      this.frameMillis = frameMillis;
    }

    @Override
    public PictureBatch newBatch() {
      return new SlowBatch(super.newBatch(), frameMillis);
    }
  }

  private static final class SlowBatch extends ForwardingBatch {
    private final int frameMillis;

    SlowBatch(PictureBatch batch, int frameMillis) {
      super(batch);
      this.frameMillis = frameMillis;
    }

    @Override
    public Answers run(int count) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos((long) count * frameMillis);
      while (slow && System.nanoTime() < end) {
        LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(50)));
      }
      return super.run(count);
    }
  }
}
