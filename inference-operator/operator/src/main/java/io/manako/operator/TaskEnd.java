package io.manako.operator;

import java.util.Collection;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what a task has opened, and lets nothing out. Flink closes a task's parts once more after
 * the task has failed, and takes whatever leaves a part's {@code close} then for a fatal error of
 * the whole TaskManager: it ends the process, with the tasks of every other job in it. What was
 * processed is safe by then, or has failed the task already, so the log is the place for the rest.
 */
public final class TaskEnd {
  private static final Logger LOG = LoggerFactory.getLogger(TaskEnd.class);

  private TaskEnd() {}

  /**
   * Closes all parts in this order, each whatever became of the others. A failure is logged, and an
   * interruption breaks no part off: Flink interrupts no task that it closes, so only another part
   * can have left one. The thread's interrupt flag is the same afterwards as before.
   *
   * @param parts to close; null for those that were never opened
   */
  public static void close(@Nullable AutoCloseable... parts) {
    for (AutoCloseable part : parts) {
      if (part != null) {
        closeOne(part);
      }
    }
  }

  /** The same for parts of one kind. */
  public static void close(Collection<? extends AutoCloseable> parts) {
    parts.forEach(TaskEnd::closeOne);
  }

  // A missing native library or a stack that overflows are errors too, and as little worth a
  // process; only a broken JVM is.
  @SuppressWarnings("CatchingThrowable")
  private static void closeOne(AutoCloseable part) {
    boolean before = Thread.interrupted();
    try {
      part.close();
    } catch (Throwable t) {
      ExceptionUtils.rethrowIfFatalError(t);
      LOG.warn("A part of a task could not be closed; what it holds may stay taken", t);
    } finally {
      Thread.interrupted();
      if (before) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
