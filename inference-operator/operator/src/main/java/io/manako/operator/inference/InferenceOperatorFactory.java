package io.manako.operator.inference;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.FrameTracer;
import io.manako.operator.ResultCheck;
import io.manako.operator.Subtask.Overlap;
import io.manako.operator.models.ChangeFeed;
import io.manako.operator.models.FixedModels;
import io.manako.operator.models.ModelOpener;
import io.manako.operator.models.ModelSchedule;
import io.manako.operator.models.ScheduledModels;
import io.manako.operator.models.SwapSettings;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.options.SwapOptions;
import io.manako.operator.pipeline.FramePipeline;
import io.manako.operator.pipeline.ModelPipeline;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.jspecify.annotations.Nullable;

/**
 * Creates {@link InferenceOperator}s. Attach it with {@code frames.transform("inference",
 * TypeInformation.of(FrameResult.class), factory)}, at the parallelism of the source, so that
 * frames stay in one chain.
 */
public final class InferenceOperatorFactory extends AbstractStreamOperatorFactory<FrameResult>
    implements OneInputStreamOperatorFactory<FrameRecord, FrameResult> {
  private static final long serialVersionUID = 1L;

  private final InferenceOptions options;
  private final FramePipeline.Provider provider;
  private FrameTracer.Provider tracers = () -> FrameTracer.NONE;
  private ResultCheck check = ResultCheck.NONE;
  private OperatorWrapper wrapper = (operator, parameters) -> operator;
  private @Nullable SwapSettings swap;
  private @Nullable Overlap overlap;
  private transient @Nullable MetricGroup metrics;

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

  /** Traces every result. By default no result is traced. */
  public void traceWith(FrameTracer.Provider provider) {
    this.tracers = provider;
  }

  /** Ends frames whose results cannot be written as errors. By default no result is checked. */
  public void checkWith(ResultCheck resultCheck) {
    this.check = resultCheck;
  }

  /** Wraps every operator. By default no operator is wrapped. */
  public void wrapWith(OperatorWrapper operatorWrapper) {
    this.wrapper = operatorWrapper;
  }

  /**
   * Returns a factory with all settings of this one, whose operators swap models; see {@link
   * ScheduledModels}. Their side outputs are in {@link io.manako.operator.models.SideOutputs}.
   *
   * @param swapOptions timeouts of loading and freeing models
   * @param feed source of changes
   */
  public InferenceOperatorFactory swapping(SwapOptions swapOptions, ChangeFeed feed) {
    InferenceOperatorFactory factory = new InferenceOperatorFactory(options, provider);
    factory.tracers = tracers;
    factory.check = check;
    factory.wrapper = wrapper;
    factory.overlap = overlap;
    factory.metrics = metrics;
    factory.swap = new SwapSettings(swapOptions, feed);
    return factory;
  }

  /** Overrides the choice by the machine between decoding in parallel and in turns; for tests. */
  InferenceOperatorFactory overlapping(Overlap given) {
    this.overlap = given;
    return this;
  }

  /** Registers metrics in a group other than Flink's; for tests in one JVM. */
  InferenceOperatorFactory measuredIn(MetricGroup group) {
    this.metrics = group;
    return this;
  }

  @Override
  // Flink's signature; T is the type that getStreamOperatorClass returns.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<FrameResult>> T createStreamOperator(
      StreamOperatorParameters<FrameResult> parameters) {
    InferenceOperator operator = new InferenceOperator(parameters, settings(), schedule());
    return (T) wrapper.wrap(operator, parameters);
  }

  private OperatorSettings settings() {
    Overlap chosen =
        overlap == null ? Overlap.on(Runtime.getRuntime().availableProcessors()) : overlap;
    return new OperatorSettings(options, tracers, check, chosen, metrics);
  }

  private ModelSchedule schedule() {
    ModelOpener opener = new ModelOpener(options, provider);
    return swap == null ? new FixedModels(opener) : new ScheduledModels(opener, swap, check);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return InferenceOperator.class;
  }
}
