package io.manako.chaos.load;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.inference.InferenceOperator;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** An operator that takes whatever comes and hands on a frame when the engine may have time. */
public final class Hoard extends SlowEngine {
  /** Made by name. */
  public Hoard() {}

  @Override
  public InferenceOperatorFactory inference(InferenceOptions options) {
    return new HoardingFactory(options, SlowEngine::open);
  }

  private static final class HoardingFactory extends InferenceOperatorFactory {
    private static final long serialVersionUID = 1L;
    private final InferenceOptions options;
    private final FramePipeline.Provider provider;

    HoardingFactory(InferenceOptions options, FramePipeline.Provider provider) {
      super(options, provider);
      this.options = options;
      this.provider = provider;
    }

    @Override
    protected InferenceOperator newOperator(StreamOperatorParameters<FrameResult> parameters) {
      return new HoardingOperator(parameters, options, provider);
    }
  }

  private static final class HoardingOperator extends InferenceOperator {
    private static final long serialVersionUID = 1L;
    private static final long BETWEEN_NANOS =
        TimeUnit.MILLISECONDS.toNanos(SlowEngine.FRAME_MILLIS * 3 / 2);

    private final transient Deque<FrameRecord> hoard = new ArrayDeque<>();
    private transient long handedOn;

    HoardingOperator(
        StreamOperatorParameters<FrameResult> parameters,
        InferenceOptions options,
        FramePipeline.Provider provider) {
      super(parameters, options, provider);
    }

    @Override
    public void processElement(StreamRecord<FrameRecord> element) throws Exception {
      hoard.add(element.getValue());
      if (System.nanoTime() - handedOn > BETWEEN_NANOS) {
        handedOn = System.nanoTime();
        super.processElement(element.replace(hoard.remove()));
      }
    }
  }
}
