package io.manako.operator;

import java.util.Collection;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the parts of a task, and throws nothing but fatal errors. Flink closes a task's parts once
 * more after the task has failed, and then treats every exception of a {@code close} as a fatal
 * error of the whole TaskManager: it ends the process, with the tasks of all other jobs in it. All
 * processed frames are safe by then, or have failed the task already, so a failure is only logged.
 */
public final class TaskEnd {
  private static final Logger LOG = LoggerFactory.getLogger(TaskEnd.class);

  private TaskEnd() {}

  /**
   * Closes all parts in this order, even if some of them fail. A failure is logged. Interruptions
   * are hidden from the parts: Flink interrupts no task that it closes, so an interruption can only
   * be left over from another part. The thread's interrupt flag is the same afterwards as before.
   *
   * @param parts parts to close; null for those that were never opened
   */
  public static void close(@Nullable AutoCloseable... parts) {
    for (AutoCloseable part : parts) {
      if (part != null) {
        closeOne(part);
      }
    }
  }

  /** Closes all parts of one kind. */
  public static void close(Collection<? extends AutoCloseable> parts) {
    parts.forEach(TaskEnd::closeOne);
  }

  // A missing native library or a stack overflow is an error too, but no reason to end the process;
  // only a broken JVM is.
  @SuppressWarnings("CatchingThrowable")
  private static void closeOne(AutoCloseable part) {
    boolean before = Thread.interrupted();
    try {
      part.close();
    } catch (Throwable t) {
      ExceptionUtils.rethrowIfFatalError(t);
      LOG.warn("A part of a task could not be closed; its resources may not be freed", t);
    } finally {
      Thread.interrupted();
      if (before) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
