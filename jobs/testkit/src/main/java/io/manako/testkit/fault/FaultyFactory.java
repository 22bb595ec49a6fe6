package io.manako.testkit.fault;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import io.manako.operator.inference.InferenceOperator;
import io.manako.operator.inference.InferenceOperatorFactory;
import io.manako.operator.options.InferenceOptions;
import io.manako.operator.pipeline.FramePipeline;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Makes operators that fail where {@link Faults} say. */
public final class FaultyFactory extends InferenceOperatorFactory {
  private static final long serialVersionUID = 1L;
  private static final int DOUBLED = 50;

  private final InferenceOptions options;
  private final FramePipeline.Provider pipelines;
  private final PlantedDefect defect;

  /** Makes operators that find squares. */
  public FaultyFactory(InferenceOptions options) {
    this(options, SquarePipeline::new);
  }

  /** Makes operators with other models. */
  public FaultyFactory(InferenceOptions options, FramePipeline.Provider pipelines) {
    this(options, pipelines, PlantedDefect.NONE);
  }

  /** Makes operators with a planted defect. */
  public FaultyFactory(
      InferenceOptions options, FramePipeline.Provider pipelines, PlantedDefect defect) {
    super(options, opened -> new FaultyPipeline(pipelines.open(opened), FaultSite.UNKNOWN));
    this.options = options;
    this.pipelines = pipelines;
    this.defect = defect;
  }

  @Override
  protected InferenceOperator newOperator(StreamOperatorParameters<FrameResult> parameters) {
    TaskInfo task = parameters.getContainingTask().getEnvironment().getTaskInfo();
    FaultSite site = new FaultSite(task.getIndexOfThisSubtask(), task.getAttemptNumber());
    Faults.opened(site);
    FramePipeline.Provider provider =
        opened -> {
          site.visit(FaultPlace.LOAD);
          return new FaultyPipeline(pipelines.open(opened), site);
        };
    return new FaultyOperator(parameters, provider, site);
  }

  private final class FaultyOperator extends InferenceOperator {
    private static final long serialVersionUID = 1L;
    private final transient FaultSite site;
    private transient int frames;
    private transient boolean finished;

    FaultyOperator(
        StreamOperatorParameters<FrameResult> parameters,
        FramePipeline.Provider provider,
        FaultSite site) {
      super(parameters, options, provider);
      this.site = site;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
      super.initializeState(context);
      if (context.isRestored()) {
        site.visit(FaultPlace.RESTORE);
      }
    }

    @Override
    public void processElement(StreamRecord<FrameRecord> element) throws Exception {
      super.processElement(element);
      frames++;
      if (defect == PlantedDefect.DOUBLED_EMIT && frames % DOUBLED == 0) {
        super.processElement(element);
      }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
      if (defect == PlantedDefect.DROPPED_FLUSH) {
        return;
      }
      site.flushing(true);
      try {
        super.prepareSnapshotPreBarrier(checkpointId);
      } finally {
        site.flushing(false);
      }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      if (frames > 0) {
        site.visit(FaultPlace.SNAPSHOT);
      }
      super.snapshotState(context);
    }

    @Override
    public void finish() throws Exception {
      super.finish();
      finished = true;
    }

    @Override
    public void close() {
      super.close();
      if (finished) {
        site.visit(FaultPlace.CLOSE);
      }
    }
  }
}
