package io.manako.job;

import io.manako.cli.chaos.rig.SquarePipeline;
import io.manako.operator.FramePipeline;
import io.manako.operator.FrameResult;
import io.manako.operator.InferenceOperator;
import io.manako.operator.InferenceOperatorFactory;
import io.manako.operator.InferenceOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Places where a task fails once, when it has come there a given number of times. */
enum Faults {
  DECODE,
  INFERENCE,
  FLUSH,
  SNAPSHOT;

  private static final int NEVER = Integer.MIN_VALUE;
  private static volatile boolean flushing;

  private final AtomicInteger left = new AtomicInteger(NEVER);
  private final AtomicInteger struck = new AtomicInteger();

  /** Fails the {@code visit}th time from now. */
  void arm(int visit) {
    struck.set(0);
    left.set(visit);
  }

  int struck() {
    return struck.get();
  }

  static void disarm() {
    for (Faults fault : values()) {
      fault.arm(NEVER);
    }
  }

  void strike() {
    if (left.get() != NEVER && left.decrementAndGet() == 0) {
      left.set(NEVER);
      struck.incrementAndGet();
      throw new IllegalStateException("planned failure of " + this);
    }
  }

  void strikeIf(boolean condition) {
    if (condition) {
      strike();
    }
  }

  static boolean isFlushing() {
    return flushing;
  }

  /** Operators that fail at barriers and in snapshots, and tell when they flush. */
  static final class Factory extends InferenceOperatorFactory {
    private static final long serialVersionUID = 1L;
    private final InferenceOptions options;
    private final FramePipeline.Provider provider;

    /** Finds squares. */
    Factory(InferenceOptions options) {
      this(options, SquarePipeline::new);
    }

    Factory(InferenceOptions options, FramePipeline.Provider pipelines) {
      super(options, opened -> new FaultyPipeline(pipelines.open(opened)));
      this.options = options;
      this.provider = opened -> new FaultyPipeline(pipelines.open(opened));
    }

    @Override
    protected InferenceOperator newOperator(StreamOperatorParameters<FrameResult> parameters) {
      return new FaultyOperator(parameters, options, provider);
    }
  }

  private static final class FaultyOperator extends InferenceOperator {
    private static final long serialVersionUID = 1L;

    FaultyOperator(
        StreamOperatorParameters<FrameResult> parameters,
        InferenceOptions options,
        FramePipeline.Provider provider) {
      super(parameters, options, provider);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
      flushing = true;
      try {
        super.prepareSnapshotPreBarrier(checkpointId);
      } finally {
        flushing = false;
      }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      SNAPSHOT.strike();
      super.snapshotState(context);
    }
  }
}
