package io.manako.chaos.load;

import io.manako.operator.FrameRecord;
import io.manako.operator.inference.InferenceOperator;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.testkit.fault.ForwardingOperator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** An operator that takes whatever comes and hands on a frame when the engine may have time. */
public final class Hoard extends SlowEngine {
  /** Made by name. */
  public Hoard() {}

  @Override
  public InferenceOperatorFactory inference(InferenceOptions options) {
    InferenceOperatorFactory factory = new InferenceOperatorFactory(options, SlowEngine::open);
    factory.wrapWith((operator, parameters) -> new HoardingOperator(operator));
    return factory;
  }

  private static final class HoardingOperator extends ForwardingOperator {
    private static final long serialVersionUID = 1L;
    private static final long BETWEEN_NANOS =
        TimeUnit.MILLISECONDS.toNanos(SlowEngine.FRAME_MILLIS * 3 / 2);

    private final transient Deque<FrameRecord> hoard = new ArrayDeque<>();
    private transient long handedOn;

    HoardingOperator(InferenceOperator operator) {
      super(operator);
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
