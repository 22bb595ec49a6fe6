package io.manako.operator;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link SwappingInferenceOperator}s. The first input is the source of frames, at the same
 * parallelism and with nothing between, so that frames stay in one chain; the second is a broadcast
 * of changes.
 */
public class SwappingInferenceOperatorFactory extends AbstractStreamOperatorFactory<FrameResult> {
  private static final long serialVersionUID = 1L;

  private final SwapSettings settings;
  private final FrameTracer.@Nullable Provider tracers;

  /** A factory of operators that nobody traces. */
  public SwappingInferenceOperatorFactory(SwapSettings settings) {
    this(settings, null);
  }

  SwappingInferenceOperatorFactory(
      SwapSettings settings, FrameTracer.@Nullable Provider tracers) {
    this.settings = settings;
    this.tracers = tracers;
    this.chainingStrategy = ChainingStrategy.HEAD_WITH_SOURCES;
  }

  @Override
  // Flink's signature; T is the type that getStreamOperatorClass says.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public final <T extends StreamOperator<FrameResult>> T createStreamOperator(
      StreamOperatorParameters<FrameResult> parameters) {
    SwappingInferenceOperator operator = newOperator(parameters);
    if (tracers != null) {
      operator.traceWith(tracers);
    }
    return (T) operator;
  }

  /** One operator for one subtask. */
  protected SwappingInferenceOperator newOperator(
      StreamOperatorParameters<FrameResult> parameters) {
    return new SwappingInferenceOperator(parameters, settings);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return SwappingInferenceOperator.class;
  }
}
