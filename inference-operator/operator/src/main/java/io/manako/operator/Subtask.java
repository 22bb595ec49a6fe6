package io.manako.operator;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * The subtask that an operator runs in, as the operator's parts see it.
 *
 * @param info the subtask's name, index and parallelism
 * @param mailbox executes actions of other threads on the task's thread
 * @param clock processing time and its timers
 * @param metrics the operator's metric group
 * @param output main output and side outputs of the operator
 * @param overlap whether the next batch is decoded while one runs
 */
public record Subtask(
    TaskInfo info,
    MailboxExecutor mailbox,
    ProcessingTimeService clock,
    MetricGroup metrics,
    Output<StreamRecord<FrameResult>> output,
    Overlap overlap) {

  /** Whether decoding and inference take turns. */
  public enum Overlap {
    /** The next batch is decoded while one runs. */
    PARALLEL,
    /** A batch ends before the next one is decoded. */
    IN_TURNS;

    /**
     * The best choice for a number of processors: on a single one, decoding and inference would
     * only evict each other's cache lines.
     */
    public static Overlap on(int processors) {
      return processors > 1 ? PARALLEL : IN_TURNS;
    }
  }

  /** The name of a thread that works for this subtask, such as {@code inference frames (1/2)}. */
  public String threadName(String work) {
    return work + " " + info.getTaskNameWithSubtasks();
  }
}
