package io.manako.testkit.fault;

import io.manako.operator.inference.InferenceOperator;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes factories whose operators fail where {@link Faults} say. */
public final class FaultyFactory {
  private FaultyFactory() {}

  /** Operators that find squares. */
  public static InferenceOperatorFactory create(InferenceOptions options) {
    return create(options, SquarePipeline::new);
  }

  /** Operators with other models. */
  public static InferenceOperatorFactory create(
      InferenceOptions options, FramePipeline.Provider pipelines) {
    return create(options, pipelines, PlantedDefect.NONE);
  }

  /** Operators with other models and a defect. */
  public static InferenceOperatorFactory create(
      InferenceOptions options, FramePipeline.Provider pipelines, PlantedDefect defect) {
    InferenceOperatorFactory factory =
        new InferenceOperatorFactory(options, opened -> open(pipelines, opened));
    factory.wrapWith((operator, parameters) -> wrap(operator, parameters, defect));
    return factory;
  }

  private static FramePipeline open(FramePipeline.Provider pipelines, InferenceOptions options) {
    FaultSite site = FaultSite.ofThread();
    site.visit(FaultPlace.LOAD);
    return new FaultyPipeline(pipelines.open(options), site);
  }

  private static FaultyOperator wrap(
      InferenceOperator operator, StreamOperatorParameters<?> parameters, PlantedDefect defect) {
    Environment environment = parameters.getContainingTask().getEnvironment();
    TaskInfo task = environment.getTaskInfo();
    FaultSite site = new FaultSite(task.getIndexOfThisSubtask(), task.getAttemptNumber());
    Faults.opened(site);
    boolean restored = environment.getTaskStateManager().getRestoreCheckpointId().isPresent();
    return new FaultyOperator(operator, site, restored, defect);
  }
}
