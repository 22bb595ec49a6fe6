package io.manako.operator.inference;

import io.manako.operator.FrameRecord;
import io.manako.operator.FrameResult;
import java.io.Serializable;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/**
 * Wraps every operator that a factory makes, for instance to act at a barrier or to plant a fault.
 * The wrapper travels with the job.
 */
@FunctionalInterface
public interface OperatorWrapper extends Serializable {
  /**
   * Wraps one operator.
   *
   * @param operator operator that gets the calls that the wrapper passes on
   * @param parameters parameters of the operator, with its task
   * @return the operator that Flink calls, which implements {@link
   *     org.apache.flink.streaming.api.operators.BoundedOneInput} too
   */
  OneInputStreamOperator<FrameRecord, FrameResult> wrap(
      InferenceOperator operator, StreamOperatorParameters<FrameResult> parameters);
}
