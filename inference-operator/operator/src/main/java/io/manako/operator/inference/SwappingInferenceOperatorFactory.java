package io.manako.operator.inference;

import io.manako.operator.FrameResult;
import io.manako.operator.models.SwapSettings;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes {@link SwappingInferenceOperator}s. */
public class SwappingInferenceOperatorFactory extends InferenceOperatorFactory {
  private static final long serialVersionUID = 1L;

  private final SwapSettings settings;

  /** A factory. */
  public SwappingInferenceOperatorFactory(SwapSettings settings) {
    super(settings.options(), settings.provider());
    this.settings = settings;
  }

  @Override
  protected InferenceOperator newOperator(StreamOperatorParameters<FrameResult> parameters) {
    return new SwappingInferenceOperator(parameters, settings);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return SwappingInferenceOperator.class;
  }
}
