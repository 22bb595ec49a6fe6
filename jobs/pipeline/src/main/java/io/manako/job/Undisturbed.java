package io.manako.job;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that Flink's cancellation of a task does not break off halfway. */
final class Undisturbed {
  private Undisturbed() {}

  /**
   * Does the work on a thread of its own, which nobody interrupts, and waits for its end; who was
   * interrupted meanwhile is so afterwards.
   *
   * @throws Exception what the work throws
   */
  static <T> T call(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(task, Thread.currentThread().getName() + ", undisturbed").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof Exception cause ? cause : e;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
