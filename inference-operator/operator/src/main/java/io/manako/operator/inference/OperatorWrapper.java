package io.manako.operator.inference;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import java.io.Serializable;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/**
 * Wraps every operator that a factory makes, for instance to act at a barrier or to plant a fault.
 * The wrapper travels with the job.
 */
@FunctionalInterface
public interface OperatorWrapper extends Serializable {
  /**
   * Wraps one operator.
   *
   * @param operator gets all calls that the wrapper passes on
   * @param subtask that the operator runs in
   * @return the operator that Flink calls. It implements {@link
   *     org.apache.flink.streaming.api.operators.BoundedOneInput} and passes on its call too
   */
  OneInputStreamOperator<FrameRecord, FrameResult> wrap(
      InferenceOperator operator, TaskInfo subtask);
}
