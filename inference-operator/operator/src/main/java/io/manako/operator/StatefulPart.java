package io.manako.operator;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * A part of the operator that keeps a piece of the operator's state. The operator calls it on the
 * task's thread and does not know what it keeps.
 */
public interface StatefulPart {
  /**
   * Registers the state and restores what a checkpoint holds of it. Called once, before the
   * operator opens.
   */
  void initialize(StateInitializationContext context, TaskInfo subtask) throws Exception;

  /** Writes the state for a checkpoint. */
  void snapshot(TaskInfo subtask) throws Exception;
}
