package io.manako.operator.inference;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameTracer;
import io.manako.operator.ResultCheck;
import io.manako.operator.models.ChangeFeed;
import io.manako.operator.models.SwapSettings;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.SwapOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link InferenceOperator}s. Attach it with {@code frames.transform("inference",
 * TypeInformation.of(FrameResult.class), factory)}, at the parallelism of the source, so that
 * frames stay in one chain.
 *
 * <p>A subclass may answer a subclass of {@link InferenceOperator} from {@link #newOperator}, for
 * instance to act at a barrier.
 */
public class InferenceOperatorFactory extends AbstractStreamOperatorFactory<FrameResult>
    implements OneInputStreamOperatorFactory<FrameRecord, FrameResult> {
  private static final long serialVersionUID = 1L;

  private final InferenceOptions options;
  private final FramePipeline.Provider provider;
  private FrameTracer.@Nullable Provider tracers;
  private ResultCheck check = ResultCheck.NONE;

  /** Uses the models that the options name. */
  public InferenceOperatorFactory(InferenceOptions options) {
    this(options, ModelPipeline::open);
  }

  /** Uses a pipeline of another kind. */
  public InferenceOperatorFactory(InferenceOptions options, FramePipeline.Provider provider) {
    this.options = options;
    this.provider = provider;
    this.chainingStrategy = ChainingStrategy.ALWAYS;
  }

  /** Has a tracer told of every result; without this nobody is. */
  public void traceWith(FrameTracer.Provider provider) {
    this.tracers = provider;
  }

  /** Ends frames whose results cannot be written as errors. By default no result is checked. */
  public void checkWith(ResultCheck resultCheck) {
    this.check = resultCheck;
  }

  /**
   * A factory of operators that swap these models, with the same tracer and check.
   *
   * @param swap how
   * @param feed where changes come from
   */
  public SwappingInferenceOperatorFactory swapping(SwapOptions swap, ChangeFeed feed) {
    SwappingInferenceOperatorFactory factory =
        new SwappingInferenceOperatorFactory(new SwapSettings(options, provider, swap, feed));
    if (tracers != null) {
      factory.traceWith(tracers);
    }
    factory.checkWith(check);
    return factory;
  }

  @Override
  // Flink's signature; T is the type that getStreamOperatorClass says.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public final <T extends StreamOperator<FrameResult>> T createStreamOperator(
      StreamOperatorParameters<FrameResult> parameters) {
    InferenceOperator operator = newOperator(parameters);
    if (tracers != null) {
      operator.traceWith(tracers);
    }
    operator.checkWith(check);
    return (T) operator;
  }

  /** One operator for one subtask. */
  protected InferenceOperator newOperator(StreamOperatorParameters<FrameResult> parameters) {
    return new InferenceOperator(parameters, options, provider);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return InferenceOperator.class;
  }
}
